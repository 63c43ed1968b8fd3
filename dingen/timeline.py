"""Where years stand on a line. Nothing here asks the database; numbers come out, no styles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

YEAR = 5  # pixels that a year takes on a line that runs down
EDGE = 3  # percent of a lane that stays free at both ends, so that a dot is never cut


@dataclass(frozen=True)
class Way:
    """A link to a lesson."""

    title: str
    url: str


@dataclass(frozen=True)
class Mark:
    """Something with a year. `url` is where its own lesson is; `into` are the lessons that grew out of it."""

    year: int
    name: str
    note: str = ""
    url: str = ""
    into: tuple[Way, ...] = ()


@dataclass(frozen=True)
class Stop:
    """A mark on the line, and the piece of line that leads to it."""

    mark: Mark
    years: int  # since the mark before it

    @property
    def height(self) -> int:
        """Pixels of line for the years that went by."""
        return self.years * YEAR

    @property
    def ticks(self) -> str:
        """An SVG path with a small stroke for every year that went by."""
        return "".join(f"M8 {year * YEAR}h8" for year in range(1, self.years))


@dataclass(frozen=True)
class Line:
    """What a lesson grew out of, from the first year to now.

    `now` is the lesson of today; without one the line just ends. `unplaced` are lessons without a year.
    """

    stops: tuple[Stop, ...]
    now: Stop | None = None
    unplaced: tuple[Way, ...] = ()


def run(marks: Iterable[Mark], *, now: Mark | None = None, unplaced: Iterable[Way] = ()) -> Line:
    """Put marks in the order of their years, each as far from the one before as the years between."""
    ordered = sorted(marks, key=lambda mark: mark.year)
    stops = [Stop(mark, 0) for mark in ordered[:1]]
    stops += [Stop(mark, mark.year - before.year) for before, mark in pairwise(ordered)]
    last = ordered[-1].year if ordered else 0
    end = Stop(now, max(0, now.year - last) if ordered else 0) if now else None
    return Line(tuple(stops), end, tuple(unplaced))


@dataclass(frozen=True)
class Scale:
    """Years from left to right, in percent of the width."""

    first: int
    last: int

    @classmethod
    def over(cls, years: Sequence[int], *, now: int) -> "Scale":
        """From the first year to now, also when something is dated later."""
        return cls(min([*years, now]), max([*years, now]))

    def at(self, year: int) -> str:
        """Return the place of a year as an SVG length: 3% is the first, 97% the last."""
        share = (year - self.first) / ((self.last - self.first) or 1)
        return f"{EDGE + share * (100 - 2 * EDGE):.1f}%"

    @property
    def decades(self) -> list[tuple[int, str]]:
        """The round years between the ends, each with its place."""
        start = -(-self.first // 10) * 10
        return [(year, self.at(year)) for year in range(start, self.last + 1, 10)]
