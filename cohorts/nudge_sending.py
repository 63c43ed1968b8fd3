"""Kind words that waited for office hours; `manage.py tick` calls it."""

from django.db import transaction

from cohorts.letters import send_nudge
from cohorts.models import Nudge, NudgeState
from cohorts.nudging import hold, is_needless, may_go_now


def send_nudges() -> int:
    """Send the kind words that waited for office hours; return how many went."""
    waiting = Nudge.objects.waiting().select_related("enrolment__cohort__organisation")
    return sum(send_one(row) for row in waiting if may_go_now(row.enrolment.cohort))


@transaction.atomic
def send_one(found: Nudge) -> bool:
    """Send a nudge, or drop it when it is not needed any more; tell whether it went."""
    person = hold(found.enrolment)
    row = Nudge.objects.waiting().filter(pk=found.pk).select_related("by__user").first()
    if row is None:
        return False
    if is_needless(person, row.created_at, row.week):
        row.settle(NudgeState.DROPPED)
        return False
    send_nudge(row, person)
    return True
