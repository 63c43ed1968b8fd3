"""Deeds of somebody who is away for a while. Nobody asks why."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cohorts.models import Enrolment
from lib.refusal import Refused, check
from notifications import actions as notifications


@transaction.atomic
def pause(*, enrolment: Enrolment, until: date | None, by: Enrolment) -> Enrolment:
    """Be away from today on, with or without the day to be back; no mail about the team comes meanwhile.

    Done again it changes that day. Raises Refused for a day that is not after today.
    """
    enrolment = _lock(enrolment)
    check(enrolment.pause_refusal(by=by))
    today = enrolment.cohort.today
    if until and until <= today:
        raise Refused(_("Choose a day after today, or leave it empty."))
    if not enrolment.is_paused:
        enrolment.paused_on = today
    enrolment.paused_until = until
    enrolment.save(update_fields=["paused_on", "paused_until"])
    place = enrolment.cohort.get_absolute_url()
    notifications.be_away(user=enrolment.user, place=place, until=until, by=by.user)
    return enrolment


@transaction.atomic
def come_back(*, enrolment: Enrolment, by: Enrolment) -> Enrolment:
    """End the pause today; who has none stays as they are."""
    enrolment = _lock(enrolment)
    check(enrolment.pause_refusal(by=by))
    if enrolment.is_paused:
        enrolment.end_pause(enrolment.cohort.today)
        enrolment.save(update_fields=["paused_until"])
    notifications.be_back(user=enrolment.user, place=enrolment.cohort.get_absolute_url(), by=by.user)
    return enrolment


@transaction.atomic
def land(*, enrolment: Enrolment, by: Enrolment) -> Enrolment:
    """Go on as before: the three small steps after a pause are not shown any more."""
    enrolment = _lock(enrolment)
    check(enrolment.pause_refusal(by=by))
    if enrolment.is_back:
        enrolment.forget_pause()
        enrolment.save(update_fields=["paused_on", "paused_until"])
    return enrolment


def _lock(enrolment: Enrolment) -> Enrolment:
    """The row as it is now, so that two devices do not undo each other."""
    places = Enrolment.objects.select_for_update(of=("self",), no_key=True)
    return places.select_related("cohort__organisation", "user").get(pk=enrolment.pk)
