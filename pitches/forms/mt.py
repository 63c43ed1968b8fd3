"""What the members of the MT fill in before they vote or decide."""

from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Enrolment
from pitches.models import Ballot, Chair, Declaration, Pitch
from pitches.models.chair import Interest

MOST = Interest._meta.get_field("what").max_length


class ChairForm(forms.Form):
    chair = forms.ModelChoiceField(
        Enrolment.objects.none(), label=_("Who is in the chair?"), empty_label=None
    )

    def __init__(self, data: QueryDict | None = None, *, cohort: Cohort) -> None:
        chair = Chair.of(cohort)
        super().__init__(data, initial={"chair": chair and chair.enrolment_id})
        self.fields["chair"].queryset = cohort.enrolments.mt().by_name()  # type: ignore[attr-defined]


class Has(models.TextChoices):
    NONE = "none", _("No, I have no interest in any of the pitches")
    SOME = "some", _("Yes, I have an interest")


class InterestForm(forms.Form):
    """One question, and for each pitch a line for who says yes."""

    has = forms.ChoiceField(
        label=_("Do you have an interest in one of the pitches?"),
        choices=Has,
        widget=forms.RadioSelect,
        help_text=_("For example: it is about your own department, or somebody of the group is family."),
    )

    def __init__(self, data: QueryDict | None = None, *, by: Enrolment) -> None:
        known = Declaration.all_of(by.cohort).filter(enrolment=by).first()
        interests = {one.pitch_id: one.what for one in known.interests.all()} if known else {}
        initial: dict[str, Any] = {f"interest_{pk}": what for pk, what in interests.items()}
        if known:
            initial["has"] = Has.SOME if interests else Has.NONE
        super().__init__(data, initial=initial)
        self.pitches: list[Pitch] = list(Pitch.objects.of(by.cohort).handed_in().select_related("group"))
        for pitch in self.pitches:
            self.fields[f"interest_{pitch.pk}"] = forms.CharField(
                label=f"{pitch} ({pitch.group})", max_length=MOST, required=False
            )

    @property
    def about_the_pitches(self) -> list[forms.BoundField]:
        return [self[f"interest_{pitch.pk}"] for pitch in self.pitches]

    def interests(self) -> dict[Pitch, str]:
        """What was written, by pitch."""
        told = {pitch: self.cleaned_data.get(f"interest_{pitch.pk}", "") for pitch in self.pitches}
        return {pitch: what for pitch, what in told.items() if what}

    def clean(self) -> None:
        told, has = self.interests(), self.cleaned_data.get("has")
        if has == Has.SOME and not told:
            self.add_error("has", _("Write behind the pitch what your interest is."))
        if has == Has.NONE and told:
            self.add_error("has", _("You wrote an interest below. Choose yes, or clear the line."))


class TieForm(forms.Form):
    """The chair decides between the equals."""

    pitch = forms.ModelChoiceField(
        Pitch.objects.none(), label=_("Which one do you choose?"), widget=forms.RadioSelect, empty_label=None
    )
    reason = forms.CharField(
        label=_("Why this one?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody in the team reads this."),
    )

    def __init__(self, data: QueryDict | None = None, *, ballot: Ballot) -> None:
        super().__init__(data)
        equals = Pitch.objects.filter(pk__in=[pitch.pk for pitch in ballot.equals()])
        self.fields["pitch"].queryset = equals  # type: ignore[attr-defined]
