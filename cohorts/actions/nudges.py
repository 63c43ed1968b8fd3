"""Deeds on the kind words of a trainer."""

from django.db import transaction
from django.utils import timezone

from cohorts.letters import send_nudge
from cohorts.models import Enrolment
from cohorts.models.nudges import Nudge, NudgeState, week_of
from cohorts.nudging import Reach, hold, may_go_now
from lib.refusal import check


@transaction.atomic
def nudge(*, enrolment: Enrolment, text: str, by: Enrolment) -> Nudge:
    """Send somebody a kind word: at once in office hours, else as soon as the library is at work again.

    Raises Refused when it is not the moment: one a week, and never to who did something or said stop.
    """
    enrolment = hold(enrolment)
    week = week_of(enrolment.cohort.today)
    check(Reach.of([enrolment.user_id], week).refusal(enrolment, by=by))
    Nudge.objects.filter(enrolment=enrolment, week=week).delete()  # it was skipped before
    made = Nudge(enrolment=enrolment, week=week, text=text, by=by)
    made.save()
    if may_go_now(enrolment.cohort):
        send_nudge(made, enrolment)
    return made


@transaction.atomic
def skip_nudge(*, enrolment: Enrolment, by: Enrolment) -> None:
    """Take somebody off the list of this week, and take back what did not go yet."""
    enrolment = hold(enrolment)
    check(enrolment.cohort.manage_refusal(by=by))
    week = week_of(enrolment.cohort.today)
    row, _new = Nudge.objects.get_or_create(
        enrolment=enrolment,
        week=week,
        defaults={"by": by, "state": NudgeState.DROPPED, "settled_at": timezone.now()},
    )
    if row.state == NudgeState.WAITING:
        row.settle(NudgeState.DROPPED)
