"""The forms of the set-up: what a team is, and what it does."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import Capacity, Organisation, User
from cohorts.models import Cohort, Weight
from cohorts.planning import PRESETS, Load, of_programme
from dingen.models import Ding, Programme
from lib.clock import moment

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class TeamForm(forms.ModelForm[Cohort]):
    """Name, goal, mandate and dates. The closing meeting is typed as a day and an hour."""

    closing_day = forms.DateField(label=_("Day of the closing meeting"), required=False, widget=DAY)
    closing_hour = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    field_order = (
        "organisation", "programme", "name", "goal", "starts_on", "ends_on", "closing_day", "closing_hour",
        "closing_place", "sponsor", "hours", "budget",
    )  # fmt: skip

    class Meta:
        model = Cohort
        fields: tuple[str, ...] = (
            "name",
            "goal",
            "starts_on",
            "ends_on",
            "closing_place",
            "sponsor",
            "hours",
            "budget",
        )
        labels = {
            "name": _("Name of the team"),
            "goal": _("What do you want to reach together?"),
            "starts_on": _("First day"),
            "ends_on": _("Last day"),
            "closing_place": _("Place"),
            "sponsor": _("Who in the MT stands behind this?"),
            "hours": _("Hours"),
            "budget": _("Budget (euro)"),
        }
        help_texts = {
            "name": _("For example: Public services, autumn 2026."),
            "goal": _("One or two sentences. Everybody in the team reads this."),
        }
        widgets = {
            "goal": forms.Textarea(attrs={"rows": 3}),
            "starts_on": DAY,
            "ends_on": DAY,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.closing_at:
            there = self.instance.closing_at.astimezone(self.instance.zone)
            self.initial["closing_day"], self.initial["closing_hour"] = there.date(), there.time()

    def clean(self) -> dict[str, Any]:
        """Put day and hour together on the clock of the library."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        day, hour = values.get("closing_day"), values.get("closing_hour")
        if day and not hour and "closing_hour" not in self.errors:
            self.add_error("closing_hour", gettext("At what time does it start?"))
        elif hour and not day and "closing_day" not in self.errors:
            self.add_error("closing_day", gettext("On which day is it?"))
        elif not self.errors:
            self._close(values)
        return values

    def _close(self, values: dict[str, Any]) -> None:
        day, hour = values["closing_day"], values["closing_hour"]
        if day and day < values["starts_on"]:
            self.add_error("closing_day", gettext("The closing meeting comes after the first day."))
            return
        organisation = values.get("organisation") or self.instance.organisation
        try:
            self.instance.closing_at = moment(day, hour, ZoneInfo(organisation.timezone)) if day else None
        except ValidationError as problem:
            self.add_error("closing_hour", problem)


class NewTeamForm(TeamForm):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Library"), empty_label=None, required=True
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label=_("Programme"),
        help_text=_("You choose the Dingen of your team in the next step."),
        empty_label=None,
        widget=forms.RadioSelect,
    )

    class Meta(TeamForm.Meta):
        fields = ("organisation", "programme", *TeamForm.Meta.fields)

    def __init__(self, *args: Any, trainer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        libraries = Organisation.objects.filter(
            memberships__user=trainer, memberships__capacity=Capacity.TRAINER
        )
        programmes = Programme.objects.visible_to(trainer)
        self.fields["organisation"].queryset = libraries  # type: ignore[attr-defined]
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        self.initial.setdefault("organisation", libraries.first())
        self.initial.setdefault("programme", programmes.first())
        if len(libraries) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        programme, organisation = values.get("programme"), values.get("organisation")
        if programme and organisation and programme.owner_id not in {None, organisation.pk}:
            self.add_error("programme", gettext("This programme belongs to another library."))
        return values

    def values(self) -> dict[str, Any]:
        """What the action needs to make the team."""
        names = (*self.Meta.fields, "closing_at")
        return {name: getattr(self.instance, name) for name in names}


WEIGHTS = [(Weight.MUST, _("must-do")), (Weight.CAN, _("can-do")), ("free", _("free choice"))]


class PlanForm(forms.Form):
    """For every Ding: must, can or free. First those of the programme, then the others of the catalogue."""

    def __init__(self, *args: Any, cohort: Cohort, preset: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        self.numbered = of_programme(cohort.programme)
        ours = {ding.pk for _number, ding in self.numbered}
        self.others = [ding for ding in cohort.catalogue().published() if ding.pk not in ours]
        self.dingen = [ding for _number, ding in self.numbered] + self.others
        chosen = self._chosen(preset)
        for ding in self.dingen:
            self.fields[ding.slug] = forms.ChoiceField(
                label=ding.title,
                choices=WEIGHTS,
                initial=chosen.get(ding.pk, "free"),
                widget=forms.RadioSelect,
            )

    def _chosen(self, preset: str) -> dict[int, str]:
        if preset in PRESETS:
            dingen = [ding for _number, ding in self.numbered]
            return {ding.pk: weight for ding, weight in PRESETS[preset](dingen, self.cohort.weeks).items()}
        return dict(self.cohort.plan.values_list("ding_id", "weight"))

    def programme_rows(self) -> list[tuple[int, Ding, forms.BoundField]]:
        return [(number, ding, self[ding.slug]) for number, ding in self.numbered]

    def other_rows(self) -> list[tuple[str, Ding, forms.BoundField]]:
        return [("", ding, self[ding.slug]) for ding in self.others]

    def items(self) -> list[tuple[Ding, str]]:
        """Return the must-do's and can-do's as they stand in the form."""
        return [
            (ding, weight) for ding in self.dingen if (weight := self[ding.slug].value()) in Weight.values
        ]

    def load(self) -> Load:
        return Load([ding for ding, weight in self.items() if weight == Weight.MUST], self.cohort.weeks)
