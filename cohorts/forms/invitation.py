from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class WelcomeForm(forms.Form):
    """Asks for a name when we do not know one; colleagues see it beside what somebody writes."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("Your colleagues see this name in the team."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user.name:
            del self.fields["name"]
