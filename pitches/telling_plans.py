"""How a group hears what happens to its plan."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from cohorts.models import Cohort, Enrolment
from notifications.models import Kind
from notifications.notify import notify
from pitches.models import HandIn, Pitch


def tell_group(pitch: Pitch, news: str, *, by: Enrolment, about: str, **more: object) -> None:
    """Tell the group of this plan, and `also` others, but not who did it; in the transaction of the deed."""
    also = more.pop("also", [])
    assert isinstance(also, list)
    seats = pitch.group.seats.select_related("enrolment__user")
    people = {seat.enrolment.user for seat in seats if seat.enrolment_id != by.pk}
    words: dict[str, Any] = {"news": news, "who": str(by), "group": pitch.group.name, "team": by.cohort.name}
    notify(
        people | {one.user for one in also if one.pk != by.pk},
        Kind.GROUP_PLAN,
        about=f"pitch:{pitch.pk}:{about}",
        path=str(more.pop("path", pitch.group.get_absolute_url())),
        mail=True,
        thread=f"pitch:{pitch.pk}",
        circle=pitch.group.circle,
        **words | more,
    )


def tell_deadline(cohort: Cohort, moment: HandIn, *, by: Enrolment) -> None:
    """Tell all participants until when they hand in."""
    people = [one.user for one in cohort.enrolments.participants().select_related("user")]
    until = date_format(localtime(moment.until, cohort.zone), "l j F, H:i")
    notify(
        people,
        Kind.GROUP_PLAN,
        about=f"hand_in:{cohort.pk}:{moment.until:%Y%m%d%H%M}",
        path=cohort.groups_url,
        news="deadline",
        until=until,
        team=cohort.name,
        who=str(by),
    )
