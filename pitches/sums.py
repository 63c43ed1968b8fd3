"""What the rows of a plan add up to, in euro and in hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    EURO = "euro", _("euro")
    HOURS = "hours", _("hours")


class Rhythm(models.TextChoices):
    ONCE = "once", _("once")
    YEARLY = "yearly", _("a year")
    WEEKLY = "weekly", _("a week")


# What comes back: money a year, hours a week.
AGAIN = {Unit.EURO: Rhythm.YEARLY, Unit.HOURS: Rhythm.WEEKLY}


class Row(Protocol):
    amount: int
    rhythm: str


@dataclass(frozen=True)
class Totals:
    """The sums of some rows; `rows` is how many there are."""

    unit: Unit | None
    rows: int
    once: int
    again: int

    @classmethod
    def of(cls, unit: Unit | None, rows: Iterable[Row]) -> Self:
        """Add up the rows."""
        rows = list(rows)
        once = sum(row.amount for row in rows if row.rhythm == Rhythm.ONCE)
        return cls(unit, len(rows), once, sum(row.amount for row in rows) - once)

    @property
    def first_year(self) -> int | None:
        """The money of the first year; none without rows, and for hours, which come back each week."""
        return self.once + self.again if self.rows and self.unit == Unit.EURO else None
