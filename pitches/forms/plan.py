"""What a group types into its plan."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lib import text
from pitches.models import Pitch, TipState
from pitches.models.plan import MAX_SECTION


class LongText(forms.CharField):
    """A text of more than a line. A browser counts a line break as one character, so we do too."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return text.clean(str(super().to_python(value)))


class SectionForm(forms.Form):
    source = LongText(
        label=_("Your text"),
        max_length=MAX_SECTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_source(self) -> str:
        source: str = self.cleaned_data["source"]
        if reason := text.refusal(source, limit=MAX_SECTION):
            raise ValidationError(reason)
        return source


class NameForm(forms.ModelForm[Pitch]):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    class Meta:
        model = Pitch
        fields = ["title", "summary", "version"]
        help_texts = {
            "title": _("A few words that colleagues remember."),
            "summary": _("Who gains what by it? This sentence stands on top of your pitch."),
        }


class TipForm(forms.Form):
    state = forms.ChoiceField(
        label=_("What do you do with it?"),
        choices=[
            (TipState.ADOPTED, _("We adopt it")),
            (TipState.NOT_ADOPTED, _("We do not adopt it, because ...")),
        ],
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label=_("Because"), max_length=300, required=False, help_text=_("Needed when you do not adopt it.")
    )

    def clean(self) -> None:
        if self.cleaned_data.get("state") == TipState.NOT_ADOPTED and not self.cleaned_data.get("because"):
            self.add_error("because", _("Say why you do not adopt this tip."))
