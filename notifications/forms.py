from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications.models import Kind

CHOOSABLE = [(kind.value, kind.label) for kind in Kind if kind != Kind.INVITATION]


class PreferencesForm(forms.Form):
    """Which news comes by mail; all of it is in the inbox anyway."""

    by_mail = forms.MultipleChoiceField(
        label=_("Send me a mail about"),
        help_text=_("What you switch off is still waiting for you in your messages."),
        choices=CHOOSABLE,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None = None, *, user: User) -> None:
        self.user = user
        self.muted = set(user.mutes.filter(thread="").values_list("kind", flat=True))
        wanted = [kind for kind, _label in CHOOSABLE if kind not in self.muted]
        super().__init__(data, initial={"by_mail": wanted})

    def save(self) -> None:
        """Mute what is not ticked, and only that."""
        unwanted = {kind for kind, _label in CHOOSABLE} - set(self.cleaned_data["by_mail"])
        self.user.mutes.filter(thread="").exclude(kind__in=unwanted).delete()
        for kind in unwanted - self.muted:
            self.user.mutes.get_or_create(kind=kind, thread="")
