"""What a library is called, how its team pages look, and when it is closed."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from accounts import looks
from accounts.models import Organisation
from lib import images
from lib.colour import WRITTEN

# The clocks of the Kingdom.
ZONES = [
    ("Europe/Amsterdam", _("Netherlands")),
    ("America/Aruba", "Aruba"),
    ("America/Curacao", "Curaçao"),
    ("America/Kralendijk", "Bonaire"),
    ("America/Lower_Princes", "Sint Maarten"),
]
# Colours that can be read, for who has no house style at hand.
SUGGESTED = {
    "#1b4fc4": _("blue"),
    "#0b6b75": _("sea green"),
    "#23754a": _("green"),
    "#7a3b9a": _("purple"),
    "#9b1d53": _("wine red"),
    "#ad3c0d": _("brick"),
    "#5b4636": _("brown"),
    "#3b4656": _("slate"),
}
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
MOST_DAYS = 70  # at once: a summer


class LibraryForm(forms.ModelForm[Organisation]):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Organisation
        fields = Organisation.OWN
        labels = {
            "name": _("Name of the library"),
            "accent": _("Colour of your house style"),
            "timezone": _("Clock"),
            "individual": _("People of this library may begin a programme on their own"),
        }
        help_texts = {
            "accent": _("Written like #9b1d53. Leave it empty for our own blue."),
            "timezone": _("All hours of your teams are shown on this clock."),
            "individual": _(
                "They learn without a team, a trainer or dates. Who has begun goes on when you switch it off."
            ),
        }
        widgets = {
            "accent": forms.TextInput(
                attrs={"list": "colours", "autocapitalize": "none", "spellcheck": "false"}
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.seen
        there = self.instance.timezone
        zones = ZONES if there in dict(ZONES) else [*ZONES, (there, there)]
        self.fields["timezone"] = forms.ChoiceField(
            label=self.fields["timezone"].label, help_text=self.fields["timezone"].help_text, choices=zones
        )

    def theirs(self) -> list[str]:
        """What is stored now and differs from this form, in words: for who was a little later."""
        return [
            f"{self.fields[name].label}: {self._words(name)}"
            for name in Organisation.OWN
            if getattr(self.instance, name) != self.cleaned_data.get(name)
        ]

    def _words(self, name: str) -> str:
        stored = getattr(self.instance, name)
        if name == "individual":
            return gettext("yes") if stored else gettext("no")
        return str(dict(ZONES).get(stored, stored) if name == "timezone" else stored or "-")

    def clean_accent(self) -> str:
        """Refuse a colour in which nobody can read, and name the nearest that can be read."""
        typed: str = self.cleaned_data["accent"].strip().lower()
        colour = f"#{typed}" if re.fullmatch(r"[0-9a-f]{6}", typed) else typed
        if not colour:
            return ""
        if not WRITTEN.fullmatch(colour):
            raise forms.ValidationError(gettext("A colour is written like #1b4fc4."))
        if not looks.is_readable(colour):
            said = gettext(
                "This colour is too light: words in it are hard to read. Take %(nearest)s, a shade darker."
            )
            raise forms.ValidationError(said % {"nearest": looks.nearest(colour)})
        return colour


class LogoForm(forms.Form):
    logo = forms.FileField(
        label=_("A new logo"),
        help_text=_("JPEG, PNG or WebP. It stands beside the name, one line high."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def clean_logo(self) -> Any:
        try:
            self.clean_picture = images.clean(self.cleaned_data["logo"])
        except images.Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return self.cleaned_data["logo"]


class ClosedDaysForm(forms.Form):
    first = forms.DateField(label=_("First closed day"), widget=DAY)
    last = forms.DateField(label=_("Last closed day"), required=False, widget=DAY)
    why = forms.CharField(label=_("Why"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        first = values.get("first")
        last = values.get("last") or first
        if first and last and last < first:
            self.add_error("last", gettext("The last day comes after the first."))
        elif first and last and (last - first).days >= MOST_DAYS:
            self.add_error("last", gettext("This is longer than ten weeks. Add it in parts."))
        return values

    def days(self) -> list[date]:
        first = self.cleaned_data["first"]
        last = self.cleaned_data["last"] or first
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]
