"""The third step of the set-up: when the Dingen open, by a rhythm and corrected by hand."""

from copy import copy
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext, gettext_lazy as _

from cohorts import rhythm
from cohorts.forms.team import DAY
from cohorts.models import Cohort, PlanItem, Rhythm, Step
from cohorts.models.setting_up import MOST_AT_ONCE, MOST_BLOCK, MOST_BREATHER
from cohorts.rhythm import Window
from cohorts.seen import RHYTHM, rhythm_seen

NUMBER = forms.NumberInput(attrs={"inputmode": "numeric"})


class PaceForm(forms.Form):
    """The rhythm itself."""

    rhythm = forms.ChoiceField(label=_("When do the Dingen open?"), choices=Rhythm, widget=forms.RadioSelect)
    pace = forms.IntegerField(
        label=_("Must-do's at a time"),
        help_text=_("A can-do opens with the must-do before it."),
        min_value=1,
        max_value=MOST_AT_ONCE,
        widget=NUMBER,
    )
    block_weeks = forms.IntegerField(
        label=_("Weeks a block"),
        help_text=_("Only for blocks."),
        min_value=1,
        max_value=MOST_BLOCK,
        widget=NUMBER,
    )
    breather_on = forms.DateField(
        label=_("Breather from the week of"),
        help_text=_("For example the Christmas holidays: nothing new opens then."),
        required=False,
        widget=DAY,
    )
    breather_weeks = forms.IntegerField(
        label=_("Weeks of breather"), min_value=1, max_value=MOST_BREATHER, widget=NUMBER
    )


class Line(NamedTuple):
    """A Ding with its dates in the form."""

    item: PlanItem
    opens: forms.BoundField
    due: forms.BoundField
    shown: forms.BoundField
    by_hand: bool


class RhythmForm(PaceForm):
    """The rhythm, and for each Ding its dates. One that somebody changes stays; an empty one follows."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        cohort: Cohort,
        proposal: dict[str, Any] | None = None,
        typed: QueryDict | None = None,
    ) -> None:
        """Take the data to save; or the rhythm of a proposal, with the dates typed so far, to show again."""
        super().__init__(data)
        self.cohort = cohort
        self.closed = rhythm.closed_days(cohort)
        self.items = list(cohort.plan.select_related("ding"))
        values = proposal or self._stored()
        self.initial = values | {"seen": (typed and typed.get("seen")) or rhythm_seen(cohort)}
        self.windows = self._windows(values)
        self.kept = self._by_hand(typed)
        for item, window in zip(self.items, self.windows, strict=True):
            self._add_line(item, self.kept.get(item.ding_id, window))

    def _stored(self) -> dict[str, Any]:
        """The rhythm of the team; on the first visit of a new team one that fits is proposed."""
        values = {name: getattr(self.cohort, name) for name in RHYTHM}
        if self.cohort.is_draft and self.cohort.steps_done < Step.RHYTHM:
            musts = sum(item.weight == "must" for item in self.items)
            pace = rhythm.fitting_pace(self.cohort, musts, self.closed)
            values |= {"rhythm": Rhythm.WEEKLY, "pace": min(pace, MOST_AT_ONCE)}
        return values

    def _windows(self, values: dict[str, Any]) -> list[Window]:
        team = copy(self.cohort)
        for name in RHYTHM:
            setattr(team, name, values[name])
        self.team = team
        return rhythm.windows(team, self.items, self.closed)

    def _by_hand(self, typed: QueryDict | None) -> dict[int, Window]:
        """The dates that somebody chose: those that differ from what was shown, and those stored so."""
        found = {}
        for item in self.items:
            stored = Window(item.opens_on, item.due_on)
            if typed is not None:
                slug = item.ding.slug
                opens, due = (_day(typed.get(f"{name}-{slug}", "")) for name in ("opens", "due"))
                window = Window(opens, due)
                same = written(window) == typed.get(f"shown-{slug}", "")
                if (opens or due) and (not same or item.dates_by_hand):
                    found[item.ding_id] = window
            elif item.dates_by_hand:
                found[item.ding_id] = stored
        return found

    def _add_line(self, item: PlanItem, window: Window) -> None:
        slug = item.ding.slug
        label = {"number": item.number, "ding": item.ding}
        self.fields[f"opens-{slug}"] = forms.DateField(
            label=gettext("Ding %(number)d, %(ding)s: opens on") % label, required=False, widget=DAY,
            initial=window.opens_on,
        )  # fmt: skip
        self.fields[f"due-{slug}"] = forms.DateField(
            label=gettext("Ding %(number)d, %(ding)s: ready by") % label, required=False, widget=DAY,
            initial=window.due_on,
        )  # fmt: skip
        self.fields[f"shown-{slug}"] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=written(window)
        )

    def lines(self) -> list[Line]:
        return [
            Line(
                item,
                self[f"opens-{slug}"],
                self[f"due-{slug}"],
                self[f"shown-{slug}"],
                item.ding_id in self.kept,
            )
            for item in self.items
            if (slug := item.ding.slug)
        ]

    def paces(self) -> list[forms.BoundField]:
        return [self[name] for name in RHYTHM]

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if any(name in self.errors for name in RHYTHM):
            return values
        self.dates = {item.ding_id: window for item in self.items if (window := self._chosen(item))}
        for item in self.items:
            self._check(item, self.dates.get(item.ding_id))
        windows = self._windows(values)
        following = [
            (item, window)
            for item, window in zip(self.items, windows, strict=True)
            if item.ding_id not in self.dates
        ]
        if reason := rhythm.fit_refusal(
            self.team, self.items, [window for _item, window in following], self.closed
        ):
            self.add_error("pace", reason)
        return values

    def _chosen(self, item: PlanItem) -> Window | None:
        """Return the dates of a Ding when somebody chose them, None when it follows the rhythm."""
        slug = item.ding.slug
        window = Window(*(self.cleaned_data.get(f"{name}-{slug}") for name in ("opens", "due")))
        if window == (None, None):
            return None
        same = written(window) == self.cleaned_data.get(f"shown-{slug}", "")
        return window if item.dates_by_hand or not same else None

    def _check(self, item: PlanItem, window: Window | None) -> None:
        if window is None:
            return
        slug, team = item.ding.slug, self.cohort
        opens, due = window
        if opens and due and due < opens:
            self.add_error(f"due-{slug}", gettext("A Ding is ready after it opens."))
        if opens and (reason := team.meeting_refusal(opens)):
            self.add_error(f"opens-{slug}", reason)
        if due and (reason := team.meeting_refusal(due)):
            self.add_error(f"due-{slug}", reason)

    def theirs(self) -> list[str]:
        """The rhythm that is stored now, in words: for who was a little later."""
        return [f"{self.fields[name].label}: {self._words(name)}" for name in RHYTHM]

    def _words(self, name: str) -> str:
        value = getattr(self.cohort, name)
        return str(Rhythm(value).label) if name == "rhythm" else str(value if value is not None else "-")


def written(window: Window) -> str:
    """Return the dates as the form remembers them."""
    return " ".join(day.isoformat() if day else "-" for day in window)


def _day(typed: str) -> date | None:
    try:
        return parse_date(typed)
    except (ValueError, ValidationError):
        return None
