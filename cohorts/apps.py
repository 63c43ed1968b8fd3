from django.apps import AppConfig


class CohortsConfig(AppConfig):
    name = "cohorts"

    def ready(self) -> None:
        from cohorts.nudging import is_moot
        from notifications.models import Kind
        from notifications.moot import ask_before_sending

        ask_before_sending(Kind.NUDGE, is_moot)
