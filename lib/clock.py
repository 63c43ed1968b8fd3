"""From the hour that somebody types to a moment."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def moment(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """Return the moment of a day and hour on this clock.

    Raises ValidationError for an hour that does not exist or comes twice, because the clock is changed.
    """
    first = datetime.combine(day, hour, tzinfo=zone)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise ValidationError(
            _("This hour does not exist: the clock goes forward that night. Choose another time.")
        )
    if first.utcoffset() != first.replace(fold=1).utcoffset():
        raise ValidationError(
            _("This hour comes twice: the clock goes back that night. Choose an earlier or a later time.")
        )
    return first
