"""What the MT writes down when it decides."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy as _

from pitches.actions.decision import Means
from pitches.forms.plan import LongText
from pitches.models import Decision, Pitch
from pitches.models.standing import Standing

MOST = 10_000_000  # euro or hours; more is a slip of the keyboard


class AnswerText(LongText):
    """An answer to a group: required, unless its pitch is the chosen one."""

    def validate(self, value: str) -> None:
        """Let an empty text pass: only the whole form knows which pitch was chosen."""


class DecisionForm(forms.ModelForm[Decision]):
    """The decision, and an answer to every pitch that is not chosen."""

    # The browser cannot know which answer may stay empty, so it does not judge.
    use_required_attribute = False

    pitch = forms.ModelChoiceField(
        Pitch.objects.none(), label=_("Which pitch gets room?"), widget=forms.RadioSelect
    )
    amount = forms.IntegerField(label=_("Amount in euro"), min_value=0, max_value=MOST)
    hours = forms.IntegerField(label=_("Hours"), min_value=0, max_value=MOST)
    reason = LongText(
        label=_("Why this pitch?"),
        max_length=2000,
        help_text=_("Everybody in the team reads this."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    class Meta:
        model = Decision
        fields = ["amount", "hours", "sponsor", "starts_on", "reason"]
        labels = {"sponsor": _("Sponsor in the MT"), "starts_on": _("The pilot starts on")}
        help_texts = {"sponsor": _("Whom does the group go to when it gets stuck?")}
        widgets = {"starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, data: QueryDict | None = None, *, standing: Standing) -> None:
        vote, cohort = standing.advice, standing.cohort
        initial = {
            "pitch": standing.winner or (vote.winner if vote else None),
            "amount": cohort.budget,
            "hours": cohort.hours,
            "sponsor": cohort.sponsor,
        }
        super().__init__(data, initial=initial)
        self.standing = standing
        self.pitches = standing.pitches
        choices = self.fields["pitch"]
        choices.queryset = Pitch.objects.of(cohort).handed_in()  # type: ignore[attr-defined]
        choices.empty_label = None  # type: ignore[attr-defined]
        for pitch in self.pitches:
            self.fields[f"answer_{pitch.pk}"] = AnswerText(
                label=gettext("Answer to %(pitch)s (%(group)s)") % {"pitch": pitch, "group": pitch.group},
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    @property
    def about_the_pitch(self) -> list[BoundField]:
        return [self[name] for name in ("amount", "hours", "sponsor", "starts_on", "reason")]

    @property
    def about_the_others(self) -> list[BoundField]:
        return [self[f"answer_{pitch.pk}"] for pitch in self.pitches]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = cleaned.get("pitch")
        if chosen and (reason := self.standing.choice_refusal(chosen)):
            self.add_error("pitch", reason)
        if (day := cleaned.get("starts_on")) and (reason := self.standing.start_refusal(day)):
            self.add_error("starts_on", reason)
        for pitch in self.pitches:
            if chosen and pitch != chosen and not cleaned.get(f"answer_{pitch.pk}"):
                self.add_error(f"answer_{pitch.pk}", _("Every group gets an answer."))
        return cleaned

    def means(self) -> Means:
        data = self.cleaned_data
        return Means(
            amount=data["amount"],
            hours=data["hours"],
            sponsor=data["sponsor"],
            starts_on=data["starts_on"],
            reason=data["reason"],
        )

    def answers(self) -> dict[Pitch, str]:
        """The text for every pitch that was not chosen."""
        chosen = self.cleaned_data["pitch"]
        return {pitch: self.cleaned_data[f"answer_{pitch.pk}"] for pitch in self.pitches if pitch != chosen}
