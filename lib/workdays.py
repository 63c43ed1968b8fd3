"""Working days of a Dutch library: Monday to Friday, without public holidays and its own closed days."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

SATURDAY = 5
OPENS = time(9)  # what comes in while everybody is free counts from this hour


@cache
def holiday_names(year: int) -> dict[date, str]:
    """Return the public holidays of the Netherlands in a year, with their Dutch names."""
    return dict(holidays.country_holidays("NL", years=year, language="nl"))


def is_workday(day: date, closed: Collection[date] = ()) -> bool:
    """Tell whether people of a library with these closed days work on this day."""
    return day.weekday() < SATURDAY and day not in holiday_names(day.year) and day not in closed


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
