"""Ready-made plans: what is a must-do and what a can-do; and the time that the must-do's take."""

from collections.abc import Sequence

from cohorts.models import Weight
from dingen.models import Ding, Level, Programme, Status


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
    """How much time the must-do's take, against the time there is: weeks of so many minutes."""

    def __init__(self, musts: Sequence[Ding], weeks: int, a_week: int) -> None:
        self.count, self.weeks, self.a_week = len(musts), weeks, a_week
        self.minutes = sum(ding.minutes(Level.DOEN) for ding in musts)

    @property
    def hours(self) -> int:
        return self.minutes // 60

    @property
    def rest(self) -> int:
        return self.minutes % 60

    @property
    def room(self) -> int:
        """The minutes that the team has."""
        return self.weeks * self.a_week

    @property
    def room_hours(self) -> int:
        return self.room // 60

    @property
    def room_rest(self) -> int:
        return self.room % 60

    @property
    def fits(self) -> bool:
        return self.minutes <= self.room

    @property
    def per_week(self) -> int:
        """Minutes a week that the must-do's ask for, to the five minutes above."""
        return -(-self.minutes // self.weeks // 5) * 5 if self.weeks else 0

    @property
    def full(self) -> int:
        """How full the time is, in per cent; 100 at most."""
        return min(100, round(100 * self.minutes / self.room))
