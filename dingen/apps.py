from django.apps import AppConfig


class DingenConfig(AppConfig):
    name = "dingen"
