"""From a rhythm to dates: when each Ding of a plan opens, and when the next ones come.

Must-do's set the pace. A can-do opens together with the must-do before it. Weekends, Dutch
public holidays and the closed days of the library are skipped, and so are the weeks of the breather.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple, Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext

from cohorts.models import Cohort, PlanItem, Rhythm, Weight
from lib.workdays import is_workday

A_WEEK = timedelta(weeks=1)
BEYOND = 26  # weeks after the last day in which closed days are still looked at


class Window(NamedTuple):
    """The day on which a Ding opens and the day before the next ones come; no days is: from the start."""

    opens_on: date | None
    due_on: date | None


class Paced(Protocol):
    """What the rhythm asks of a Ding in a plan."""

    @property
    def weight(self) -> str: ...


ALWAYS = Window(None, None)


def closed_days(cohort: Cohort) -> set[date]:
    return set(cohort.organisation.closed_days.values_list("day", flat=True))


def workday_from(day: date, days: int, closed: Collection[date]) -> date | None:
    """Return the first working day of these days from this one on; None when there is none."""
    return next((on for n in range(days) if is_workday(on := day + timedelta(days=n), closed)), None)


def workday_until(day: date, closed: Collection[date]) -> date:
    """Return the last working day up to and including this one; the day itself when a month has none."""
    return next((on for n in range(31) if is_workday(on := day - timedelta(days=n), closed)), day)


def opening_days(cohort: Cohort, closed: Collection[date]) -> Iterator[date]:
    """Yield, for each week in which people learn, the first working day from the weekday of the start."""
    breather = cohort.breather
    for week in range(cohort.weeks + BEYOND):
        day = cohort.starts_on + week * A_WEEK
        resting = breather and breather[0] <= day <= breather[1]
        if not resting and (opens := workday_from(day, 7, closed)):
            yield opens


def windows(cohort: Cohort, items: Sequence[Paced], closed: Collection[date]) -> list[Window]:
    """Return the window of each of these Dingen, in the order of the plan."""
    if cohort.rhythm == Rhythm.ALL or not items:
        return [ALWAYS] * len(items)
    turns = _turns(items, cohort.pace)
    weeks = cohort.block_weeks if cohort.rhythm == Rhythm.BLOCKS else 1
    needed = max(turns) + 2
    days = list(islice(opening_days(cohort, closed), 0, needed * weeks, weeks)) or [cohort.starts_on]
    while len(days) < needed:  # long after the last day: the page says that it does not fit
        days.append(days[-1] + weeks * A_WEEK)
    last = workday_until(cohort.ends_on, closed)
    found = []
    for opens, after in zip(days, [*days[1:], cohort.ends_on + timedelta(days=1)], strict=True):
        due = min(workday_until(after - timedelta(days=1), closed), last)
        found.append(Window(opens, max(opens, due)))
    return [found[turn] for turn in turns]


def _turns(items: Sequence[Paced], pace: int) -> list[int]:
    """Tell for each Ding with which opening it comes, counted from nought."""
    turns, musts = [], 0
    for item in items:
        if item.weight == Weight.MUST:
            musts += 1
        turns.append(max(0, musts - 1) // pace)
    return turns


def fit_refusal(
    cohort: Cohort, items: Sequence[Paced], found: Sequence[Window], closed: Collection[date]
) -> str:
    """Say why this rhythm does not fit in the dates of the team, with what would; empty when it fits."""
    last = max((window.opens_on for window in found if window.opens_on), default=None)
    if last is None or last <= cohort.ends_on:
        return ""
    weeks = cohort.block_weeks if cohort.rhythm == Rhythm.BLOCKS else 1
    room = sum(
        1 for day in islice(opening_days(cohort, closed), 0, cohort.weeks + 1, weeks) if day <= cohort.ends_on
    )
    musts = sum(item.weight == Weight.MUST for item in items)
    said = gettext(
        "This does not fit: the last must-do would open on %(day)s, after the last day of the team (%(end)s)."
    ) % {"day": date_format(last, "j F Y"), "end": date_format(cohort.ends_on, "j F Y")}
    if not room:
        return said
    return f"{said} " + gettext("With %(pace)d at a time it fits.") % {"pace": -(-musts // room)}


def fitting_pace(cohort: Cohort, musts: int, closed: Collection[date]) -> int:
    """Return how many must-do's a week fit in the dates of the team; one at least."""
    return max(1, -(-musts // max(1, _openings(cohort, closed, 1))))


def _openings(cohort: Cohort, closed: Collection[date], weeks: int) -> int:
    """Count the openings up to the last day, with so many weeks from one to the next."""
    days = islice(opening_days(cohort, closed), 0, cohort.weeks + 1, weeks)
    return sum(day <= cohort.ends_on for day in days)


def apply(cohort: Cohort) -> None:
    """Give the Dingen of the plan the dates of the rhythm, except those that were dated by hand."""
    items = list(cohort.plan.all())
    changed: list[PlanItem] = []
    for item, window in zip(items, windows(cohort, items, closed_days(cohort)), strict=True):
        if not item.dates_by_hand and (item.opens_on, item.due_on) != window:
            item.opens_on, item.due_on = window
            changed.append(item)
    cohort.plan.bulk_update(changed, ["opens_on", "due_on"])
