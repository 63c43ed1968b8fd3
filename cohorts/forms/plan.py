"""The second step of the set-up: which Dingen, in which order, and whether there is time for them."""

from collections.abc import Callable, Mapping
from itertools import count
from operator import itemgetter
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Weight
from cohorts.models.setting_up import MOST_MINUTES
from cohorts.planning import PRESETS, Load, of_programme
from cohorts.seen import plan_seen
from dingen.models import Ding

FREE = "free"
WEIGHTS = [(Weight.MUST, _("must-do")), (Weight.CAN, _("can-do")), (FREE, _("off"))]
PREFIX = "ding-"  # so that no Ding can have the name of another field


class Row(NamedTuple):
    """A Ding in the list, with its place in it and its three choices."""

    number: int
    ding: Ding
    field: forms.BoundField


class PlanForm(forms.Form):
    """For every Ding: must, can or off; the order is that of the list.

    First stand the Dingen of the plan and the others of the programme, then the rest of the catalogue.
    """

    minutes_per_week = forms.IntegerField(
        label=_("Minutes a week for each participant"),
        help_text=_("Forty minutes is a good start. Agree on it with the manager."),
        min_value=5,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, cohort: Cohort, proposal: QueryDict | None = None
    ) -> None:
        """Take the data to save; or a proposal: a form that a button changes and shows again."""
        super().__init__(data)
        self.cohort = cohort
        weights = self._read_stored()
        typed = data if data is not None else proposal
        if typed is not None:
            self._arrange(typed.getlist("order"))
        if proposal is not None:
            weights |= self._typed(proposal)
            if (preset := str(proposal.get("preset"))) in PRESETS:
                weights = self._preset(preset)
            elif move := proposal.get("move"):
                self._move(move)
        self.initial = {
            "minutes_per_week": (proposal and proposal.get("minutes_per_week")) or cohort.minutes_per_week,
            "seen": (proposal and proposal.get("seen")) or plan_seen(cohort),
        }
        for ding in [*self.listed, *self.others]:
            self.fields[PREFIX + ding.slug] = forms.ChoiceField(
                label=ding.title,
                choices=WEIGHTS,
                initial=weights.get(ding.pk, FREE),
                widget=forms.RadioSelect,
            )

    def _read_stored(self) -> dict[int, str]:
        """Put the Dingen in the order of the numbers; return what the plan says of each."""
        programme = of_programme(self.cohort.programme)
        items = list(self.cohort.plan.select_related("ding"))
        planned = {item.ding_id for item in items}
        places = [(item.number, 0, item.ding) for item in items]
        places += [(number, 1, ding) for number, ding in programme if ding.pk not in planned]
        places.sort(key=itemgetter(0, 1))
        self.natural = {ding.pk: number for number, _order, ding in places}
        self.programme = [ding for _number, ding in programme]
        self.listed = [ding for _number, _order, ding in places]
        self.others = [ding for ding in self.cohort.catalogue().published() if ding.pk not in self.natural]
        return {item.ding_id: item.weight for item in items}

    def _arrange(self, order: list[str]) -> None:
        """Follow the order that was sent; what it does not name keeps its place after it."""
        places = {slug: place for place, slug in reversed(list(enumerate(order)))}
        self.listed.sort(key=lambda ding: places.get(ding.slug, len(order)))

    def _typed(self, data: Mapping[str, Any]) -> dict[int, str]:
        known = {value for value, _label in WEIGHTS}
        chosen = {ding.pk: data.get(PREFIX + ding.slug) for ding in [*self.listed, *self.others]}
        return {pk: weight for pk, weight in chosen.items() if weight in known}

    def _preset(self, name: str) -> dict[int, str]:
        self.listed.sort(
            key=lambda ding: self.programme.index(ding) if ding in self.programme else len(self.listed)
        )
        proposed: Callable[..., dict[Ding, Weight]] = PRESETS[name]
        return {
            ding.pk: weight for ding, weight in proposed(self.programme, self.cohort.working_weeks).items()
        }

    def _move(self, move: str) -> None:
        """Take a Ding one place up or down: "berichten-apps up"."""
        slug, _space, way = move.partition(" ")
        place = next((n for n, ding in enumerate(self.listed) if ding.slug == slug), None)
        if place is None or way not in {"up", "down"}:
            return
        to = max(0, min(len(self.listed) - 1, place + (1 if way == "down" else -1)))
        self.listed.insert(to, self.listed.pop(place))

    def rows(self) -> list[Row]:
        numbers = self.numbers()
        return [Row(numbers[ding.pk], ding, self[PREFIX + ding.slug]) for ding in self.listed]

    def other_rows(self) -> list[Row]:
        return [Row(0, ding, self[PREFIX + ding.slug]) for ding in self.others]

    def numbers(self) -> dict[int, int]:
        """The number of each Ding: what it has already while nobody moved a row, else its place."""
        moved = [ding.pk for ding in self.listed] != list(self.natural)
        numbers = (
            {ding.pk: place for place, ding in enumerate(self.listed, 1)} if moved else dict(self.natural)
        )
        beyond = count(max(numbers.values(), default=0) + 1)
        return numbers | {ding.pk: next(beyond) for ding, _weight in self.items() if ding.pk not in numbers}

    def items(self) -> list[tuple[Ding, str]]:
        """Return the must-do's and can-do's as they stand in the form."""
        return [
            (ding, weight)
            for ding in [*self.listed, *self.others]
            if (weight := self[PREFIX + ding.slug].value()) in Weight.values
        ]

    def minutes(self) -> int:
        """The minutes a week as they stand in the form; those of the team when they are no number."""
        typed = str(self["minutes_per_week"].value())
        minutes = int(typed) if typed.isdecimal() and len(typed) < 4 else 0
        return minutes if 5 <= minutes <= MOST_MINUTES else self.cohort.minutes_per_week

    def load(self) -> Load:
        musts = [ding for ding, weight in self.items() if weight == Weight.MUST]
        return Load(musts, self.cohort.working_weeks, self.minutes())

    def theirs(self) -> list[str]:
        """What is stored now and differs from this form, in words: for who was a little later."""
        words = dict(WEIGHTS)
        mine = {ding.pk: weight for ding, weight in self.items()}
        stored = {item.ding_id: item.weight for item in self.cohort.plan.all()}
        return [
            f"{ding}: {words[stored.get(ding.pk, FREE)]}"
            for ding in [*self.listed, *self.others]
            if stored.get(ding.pk, FREE) != mine.get(ding.pk, FREE)
        ]
