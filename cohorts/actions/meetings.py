"""Deeds on the dates in the calendar of a team."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from cohorts.models import Cohort, Enrolment, Meeting, Step
from cohorts.seen import MEETING, meetings_seen
from cohorts.telling_dates import dates_of, tell_dates_moved
from lib.refusal import check
from lib.seen import check_seen


class Planned(NamedTuple):
    """A meeting as somebody wrote it down; the key of one that exists already, 0 for a new one."""

    pk: int
    kind: str
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime


@transaction.atomic
def set_meetings(
    *,
    cohort: Cohort,
    meetings: Sequence[Planned],
    closing_at: datetime | None,
    closing_place: str,
    by: Enrolment,
    seen: str = "",
) -> None:
    """Make exactly these the meetings; one that stays keeps its key, so that calendars move it.

    The people of a running team hear which ones moved, came or were called off.
    Raises Changed when the meetings are not those that were seen.
    """
    check(cohort.manage_refusal(by=by))
    stored = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    check_seen(seen, meetings_seen(stored))
    old = dates_of(stored)
    cohort.closing_at, cohort.closing_place = closing_at, closing_place
    cohort.full_clean()
    cohort.save(update_fields=["closing_at", "closing_place"])
    there = {meeting.pk: meeting for meeting in cohort.meetings.all()}
    cohort.meetings.exclude(pk__in=[planned.pk for planned in meetings]).delete()
    for planned in meetings:
        meeting = there.get(planned.pk) or Meeting(cohort=cohort)
        for name in MEETING:
            setattr(meeting, name, getattr(planned, name))
        meeting.full_clean()
        meeting.save()
    cohort.saved(Step.MEETINGS)
    tell_dates_moved(cohort, old, by)
