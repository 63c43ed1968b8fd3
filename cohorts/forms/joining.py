from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import User, normalise_email
from cohorts.addresses import EMAIL_LENGTH
from cohorts.models import JoinLink


class JoinForm(forms.Form):
    """Who joins an open edition: an address for the code, and a name when we do not know one."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("The others see this name."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We mail you a code. You need no password."),
        max_length=EMAIL_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user:
            del self.fields["email"]
            if user.name:
                del self.fields["name"]

    def clean_email(self) -> str:
        return normalise_email(self.cleaned_data["email"])


class LinkForm(forms.ModelForm[JoinLink]):
    """How long the link of an open edition admits people, and how many."""

    class Meta:
        model = JoinLink
        fields = ("most", "last_day")
        widgets = {"last_day": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def clean_most(self) -> int:
        most: int = self.cleaned_data["most"]
        taken = self.instance.cohort.enrolments.participants().count()
        if most < taken:
            raise forms.ValidationError(
                gettext("There are %(taken)s participants already. Choose at least that number.")
                % {"taken": taken}
            )
        return most
