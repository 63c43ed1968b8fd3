"""Working days of a Dutch library: Monday to Friday, without public holidays and its own closed days."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

SATURDAY = 5
OPENS = time(9)  # what comes in while everybody is free counts from this hour
CLOSES = time(17)


@cache
def holiday_names(year: int) -> dict[date, str]:
    """Return the public holidays of the Netherlands in a year, with their Dutch names."""
    return dict(holidays.country_holidays("NL", years=year, language="nl"))


def is_holiday(day: date) -> bool:
    """Tell whether this is a public holiday in the Netherlands."""
    return day in holiday_names(day.year)


def is_workday(day: date, closed: Collection[date] = ()) -> bool:
    """Tell whether people of a library with these closed days work on this day."""
    return day.weekday() < SATURDAY and not is_holiday(day) and day not in closed


def next_workday(day: date, closed: Collection[date] = ()) -> date:
    """Return the first working day after this one, within a year. Raises ValueError when there is none."""
    for step in range(1, 367):
        if is_workday(after := day + timedelta(days=step), closed):
            return after
    raise ValueError("a library that is closed all year")


def one_workday_later(start: datetime, zone: ZoneInfo, closed: Collection[date] = ()) -> datetime:
    """Return the moment when one working day has gone by on this clock: Friday 16:00 -> Monday 16:00."""
    local = start.astimezone(zone)
    day, hour = local.date(), local.time()
    if not is_workday(day, closed):
        day, hour = next_workday(day, closed), OPENS
    return datetime.combine(next_workday(day, closed), hour, tzinfo=zone)


def in_office_hours(now: datetime, closed: Collection[date] = ()) -> bool:
    """Tell whether a library with these closed days is at work; `now` is on its own clock."""
    return is_workday(now.date(), closed) and OPENS <= now.time() < CLOSES


def first_workday_of_week(day: date, closed: Collection[date] = ()) -> date | None:
    """Return the Monday of this week, or the first working day after it; None for a week without one."""
    monday = day - timedelta(days=day.weekday())
    week = (monday + timedelta(days=step) for step in range(SATURDAY))
    return next((one for one in week if is_workday(one, closed)), None)
