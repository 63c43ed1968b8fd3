"""A new team like an earlier one: its dates move by whole weeks, so that a Monday stays a Monday.

What then falls on a public holiday or a closed day moves to the next working day. Making the copy and
showing it beforehand both ask this.
"""

from collections.abc import Collection
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from cohorts import rhythm
from cohorts.models import Cohort, Meeting, PlanItem, State, Step
from cohorts.models.kinds import Stage
from dingen.models import Status
from lib.clock import moment
from lib.workdays import SATURDAY, holiday_names

KEPT = (
    "organisation", "programme", "kind", "goal", "sponsor", "hours", "budget", "closing_place",
    "minutes_per_week", "rhythm", "pace", "block_weeks", "breather_weeks",
)  # fmt: skip
A_FORTNIGHT = 14


@dataclass(frozen=True)
class Likeness:
    """A copy that is not stored yet."""

    cohort: Cohort
    items: list[PlanItem]
    meetings: list[Meeting]
    left_out: list[PlanItem]  # Dingen that are no longer published


def weeks_between(old: date, new: date) -> timedelta:
    """Return the whole weeks between two first days; rounded up, so that nothing comes before the new one."""
    return timedelta(weeks=-(-(new - old).days // 7))


def moved(day: date, shift: timedelta, closed: Collection[date]) -> date:
    """Return the day after the shift, or the next one on which the library works when it is closed then."""
    day += shift
    for later in range(A_FORTNIGHT):
        on = day + timedelta(days=later)
        free = on in holiday_names(on.year) or on in closed
        if not free and (on.weekday() < SATURDAY or not later):  # a Saturday that was chosen stays one
            return on
    return day


def moved_moment(at: datetime, shift: timedelta, zone: ZoneInfo, closed: Collection[date]) -> datetime:
    """Return the same hour on the clock of the library; an hour later where that does not exist."""
    there = at.astimezone(zone)
    day, hour = moved(there.date(), shift, closed), there.time()
    try:
        return moment(day, hour, zone)
    except ValidationError:
        return datetime.combine(day, hour, tzinfo=zone) + timedelta(hours=1)


def likeness(source: Cohort, *, name: str, starts_on: date) -> Likeness:
    """Return what a copy of this team would be with this first day."""
    closed, shift = rhythm.closed_days(source), weeks_between(source.starts_on, starts_on)
    cohort = Cohort(name=name, starts_on=starts_on, ends_on=source.ends_on + shift)
    for field in KEPT:
        setattr(cohort, field, getattr(source, field))
    cohort.state, cohort.stage, cohort.steps_done = State.DRAFT, Stage.AGREEMENT, Step.MEETINGS
    if source.breather_on:
        cohort.breather_on = source.breather_on + shift
    if source.closing_at:
        cohort.closing_at = moved_moment(source.closing_at, shift, source.zone, closed)
    planned = list(source.plan.select_related("ding"))
    items = [_item(item, shift, closed) for item in planned if item.ding.status == Status.PUBLISHED]
    for item, window in zip(items, rhythm.windows(cohort, items, closed), strict=True):
        if not item.dates_by_hand:
            item.opens_on, item.due_on = window
    meetings = [_meeting(one, shift, source.zone, closed) for one in source.meetings.all()]
    left_out = [item for item in planned if item.ding.status != Status.PUBLISHED]
    return Likeness(cohort, items, meetings, left_out)


def _item(item: PlanItem, shift: timedelta, closed: Collection[date]) -> PlanItem:
    new = PlanItem(ding=item.ding, number=item.number, weight=item.weight, dates_by_hand=item.dates_by_hand)
    if item.dates_by_hand:
        new.opens_on = item.opens_on and moved(item.opens_on, shift, closed)
        new.due_on = item.due_on and moved(item.due_on, shift, closed)
    return new


def _meeting(meeting: Meeting, shift: timedelta, zone: ZoneInfo, closed: Collection[date]) -> Meeting:
    new = copy(meeting)
    new.pk, new._state = None, type(meeting._state)()
    new.starts_at = moved_moment(meeting.starts_at, shift, zone, closed)
    new.ends_at = new.starts_at + (meeting.ends_at - meeting.starts_at)
    return new
