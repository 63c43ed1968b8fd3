"""The small forms of the pages that belong to no room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cohorts.models import Nudge


class PersonForm(forms.ModelForm[User]):
    """What somebody changes about themselves; the e-mail address has its own page with a code."""

    name = forms.CharField(
        label=_("Your name"), max_length=100, help_text=_("This is how your team sees you.")
    )

    class Meta:
        model = User
        fields = ["name", "language"]
        labels = {"language": _("Language of the pages and the mails")}
        widgets = {"language": forms.RadioSelect}


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("What are you looking for?"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "none"}),
    )


class NudgeForm(forms.Form):
    """A kind word; the text that was ready stands in it."""

    text = forms.CharField(
        label=_("Your text"),
        max_length=Nudge._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
