"""Deeds of somebody who works on a Ding."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Enrolment, Progress, StepDone
from dingen.models import Ding
from lib.refusal import Refused, check


@transaction.atomic
def tick(*, enrolment: Enrolment, ding: Ding, step_key: str, done: bool, by: Enrolment) -> Progress:
    """Tick a step, or take the tick away. The first tick begins the Ding; twice is the same as once.

    Raises Refused for a step that the lesson does not have, and for taking away when the Ding is done.
    """
    progress = _begin(enrolment, ding, by)
    if not done:
        check(progress.untick_refusal())
        progress.steps_done.filter(step_key=step_key).delete()
    elif enrolment.cohort.revision_of(ding).steps.filter(key=step_key).exists():
        StepDone.objects.get_or_create(progress=progress, step_key=step_key)
    else:
        raise Refused(_("This step is not in the lesson any more. Reload the page."))
    enrolment.mark_active()
    return progress


@transaction.atomic
def finish(*, enrolment: Enrolment, ding: Ding, by: Enrolment, level: str = "") -> Progress:
    """Call a Ding done for this person; done is done, also when pressed again."""
    progress = _begin(enrolment, ding, by)
    if not progress.finished_at:
        progress.finished_at = timezone.now()
        progress.level = level or progress.level
        progress.save(update_fields=["finished_at", "level"])
    enrolment.mark_active()
    return progress


@transaction.atomic
def reopen(*, enrolment: Enrolment, ding: Ding, by: Enrolment) -> Progress:
    """Take up a Ding again that was done; the ticks are still there."""
    progress = _begin(enrolment, ding, by)
    progress.finished_at = None
    progress.save(update_fields=["finished_at"])
    return progress


@transaction.atomic
def choose_level(*, enrolment: Enrolment, ding: Ding, level: str, by: Enrolment) -> Progress:
    """Remember how deep this person wants to go with this Ding."""
    progress = _begin(enrolment, ding, by)
    progress.level = level
    progress.save(update_fields=["level"])
    return progress


def _begin(enrolment: Enrolment, ding: Ding, by: Enrolment) -> Progress:
    """Begin the Ding when it is new; from then on the team keeps the text that it has now."""
    check(enrolment.learn_refusal(by=by))
    progress, begun = Progress.objects.select_for_update().get_or_create(enrolment=enrolment, ding=ding)
    if begun:
        # The plan may be written anew at this moment: wait, so that the text is noted in the plan that stays.
        Cohort.objects.select_for_update(no_key=True).get(pk=enrolment.cohort_id)
        enrolment.cohort.plan.filter(ding=ding, revision=None).update(revision=ding.revision_id)
    return progress
