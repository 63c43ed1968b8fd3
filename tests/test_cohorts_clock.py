from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from lib.clock import moment

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def test_an_hour_is_that_of_the_library():
    assert moment(date(2026, 12, 18), time(15, 0), AMSTERDAM) == datetime(2026, 12, 18, 14, 0, tzinfo=UTC)
    assert moment(date(2027, 6, 18), time(15, 0), AMSTERDAM) == datetime(2027, 6, 18, 13, 0, tzinfo=UTC)
    assert moment(date(2027, 6, 18), time(15, 0), ZoneInfo("America/Curacao")).astimezone(UTC).hour == 19


@pytest.mark.parametrize(
    ("day", "hour", "words"),
    [
        (date(2027, 3, 28), time(2, 30), "does not exist"),
        (date(2027, 10, 31), time(2, 30), "comes twice"),
    ],
)
def test_the_night_the_clock_is_changed_is_explained(day, hour, words):
    with translation.override("en"), pytest.raises(ValidationError, match=words):
        moment(day, hour, AMSTERDAM)


def test_the_hours_around_the_change_are_fine():
    assert moment(date(2027, 3, 28), time(3, 0), AMSTERDAM).utcoffset().seconds == 7200
    assert moment(date(2027, 10, 31), time(1, 59), AMSTERDAM).utcoffset().seconds == 7200
    assert moment(date(2027, 10, 31), time(3, 0), AMSTERDAM).utcoffset().seconds == 3600
