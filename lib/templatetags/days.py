"""Days and hours that were kept as text, in the words of the reader."""

from datetime import date, datetime

from django import template
from django.utils.formats import date_format

register = template.Library()


@register.filter
def written_day(iso: str) -> str:
    """Return "2027-01-11" as 11 January; empty for nothing."""
    return date_format(date.fromisoformat(iso), "j F") if iso else ""


@register.filter
def written_hour(iso: str) -> str:
    """Return "2027-01-11T09:30", on the clock of the library, as Monday 11 January, 09:30."""
    return date_format(datetime.fromisoformat(iso), "l j F, H:i") if iso else ""
