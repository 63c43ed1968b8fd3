"""The working days of a library: what a question waits for."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from lib.workdays import holiday_names, is_workday, next_workday, one_workday_later

ZONE = ZoneInfo("Europe/Amsterdam")


def at(day, hour, minute=0):
    return datetime(2026, *day, hour, minute, tzinfo=ZONE)


def test_the_holidays_have_dutch_names():
    assert holiday_names(2026)[date(2026, 4, 27)] == "Koningsdag"
    assert holiday_names(2026)[date(2026, 12, 26)] == "Tweede kerstdag"


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ((11, 23), True),
        ((11, 21), False),
        ((11, 22), False),
        ((4, 6), False),
        ((4, 27), False),
        ((12, 31), True),
    ],
)
def test_a_working_day(day, works):
    assert is_workday(date(2026, *day)) is works


def test_a_closed_day_is_no_working_day():
    closed = {date(2026, 11, 24)}
    assert not is_workday(date(2026, 11, 24), closed)
    assert next_workday(date(2026, 11, 23), closed) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("start", "later"),
    [
        (at((11, 23), 10), at((11, 24), 10)),  # Monday -> Tuesday
        (at((11, 20), 16), at((11, 23), 16)),  # Friday -> Monday
        (at((11, 21), 13), at((11, 24), 9)),  # Saturday counts from Monday nine o'clock
        (at((12, 24), 15), at((12, 28), 15)),  # over Christmas
        (at((10, 23), 12), at((10, 26), 12)),  # the clock goes back in between
    ],
)
def test_one_working_day_later(start, later):
    assert one_workday_later(start, ZONE) == later


def test_a_moment_counts_on_the_clock_of_the_library():
    evening = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # Monday 0:30 in Amsterdam
    assert one_workday_later(evening, ZONE) == at((11, 24), 0, 30)


def test_a_library_that_is_always_closed_is_said():
    year = {date(2026, 1, 1) + timedelta(days=n) for n in range(800)}
    with pytest.raises(ValueError, match="closed all year"):
        next_workday(date(2026, 1, 1), year)


SOME_DAY = st.datetimes(datetime(2026, 1, 1), datetime(2032, 1, 1), timezones=st.just(ZONE))  # noqa: DTZ001


@given(SOME_DAY)
def test_it_is_always_a_working_day_and_always_later(start):
    later = one_workday_later(start, ZONE)
    assert is_workday(later.date())
    assert later > start
    assert later - start < timedelta(days=12)
