"""Ready-made plans: what is a must-do and what a can-do."""

from collections.abc import Sequence

from cohorts.models import Weight
from dingen.models import Ding, Level, Programme, Status

FULL_WEEK = 90  # minutes of must-do's a week; above this the page says that it is a lot


def of_programme(programme: Programme) -> list[tuple[int, Ding]]:
    """Return the Dingen of a programme that are published, with their numbers."""
    items = programme.items.filter(ding__status=Status.PUBLISHED).select_related("ding")
    return [(item.number, item.ding) for item in items]


def standard(dingen: Sequence[Ding], weeks: int) -> dict[Ding, Weight]:
    """Return one must-do a week, spread from the first to the last; the others are can-do's."""
    last, steps = len(dingen) - 1, max(1, weeks - 1)
    musts = set(range(len(dingen))) if weeks > last else {round(last * n / steps) for n in range(weeks)}
    return {ding: Weight.MUST if place in musts else Weight.CAN for place, ding in enumerate(dingen)}


def everything(dingen: Sequence[Ding], weeks: int) -> dict[Ding, Weight]:
    """Return a plan in which everything is a must-do."""
    return dict.fromkeys(dingen, Weight.MUST)


PRESETS = {"standard": standard, "everything": everything}


class Load:
    """How much time the must-do's take, against the weeks there are."""

    def __init__(self, musts: Sequence[Ding], weeks: int) -> None:
        self.count, self.weeks = len(musts), weeks
        self.minutes = sum(ding.minutes(Level.DOEN) for ding in musts)

    @property
    def hours(self) -> int:
        return self.minutes // 60

    @property
    def rest(self) -> int:
        return self.minutes % 60

    @property
    def per_week(self) -> int:
        """Minutes a week, to five minutes."""
        return round(self.minutes / self.weeks / 5) * 5

    @property
    def heavy(self) -> bool:
        return self.per_week > FULL_WEEK
