"""Reminding who was invited and did not answer: at most twice, on working days, in office hours."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cohorts.actions import remind
from cohorts.models import CohortInvitation
from lib.workdays import is_workday, next_workday

WAIT = 4  # working days after each mail
OPENS, CLOSES = time(9), time(17)  # on the clock of the library


def remind_due() -> int:
    """Send the reminders that are due now; return how many went out. Two ticks at once remind once."""
    now = timezone.now()
    before = now - timedelta(days=WAIT - 1)  # four working days are more than three times 24 hours
    waiting = CohortInvitation.objects.to_remind().filter(invitation__sent_at__lt=before)
    closed: dict[int, set[date]] = {}  # of each library
    done = 0
    for place in waiting.with_people():
        library = place.cohort.organisation
        if library.pk not in closed:
            closed[library.pk] = set(library.closed_days.values_list("day", flat=True))
        if is_now(place, now, closed[library.pk]):
            done += remind(place=place, by=place.invitation.invited_by)
    return done


def is_now(place: CohortInvitation, now: datetime, closed: Collection[date]) -> bool:
    """Tell whether a reminder may go now: the library works, and long enough after the last mail."""
    local = now.astimezone(place.cohort.zone)
    office = is_workday(local.date(), closed) and OPENS <= local.time() < CLOSES
    return office and local.date() >= reminder_day(place, closed)


def reminder_day(place: CohortInvitation, closed: Collection[date]) -> date:
    """Return the day on which a letter that was mailed is due for a reminder."""
    assert place.invitation.sent_at is not None
    day = place.invitation.sent_at.astimezone(place.cohort.zone).date()
    for _workday in range(WAIT):
        day = next_workday(day, closed)
    return day
