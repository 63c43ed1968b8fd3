"""Deeds of somebody who works on a Ding."""

from django.db import transaction
from django.utils import timezone

from cohorts.models import Enrolment, Progress, StepDone
from dingen.models import Ding, Level
from lib.refusal import check


@transaction.atomic
def tick(*, enrolment: Enrolment, ding: Ding, step_key: str, done: bool, by: Enrolment) -> Progress:
    """Tick a step, or take the tick away. The first tick begins the Ding; twice is the same as once."""
    progress = _progress(enrolment, ding)
    if done:
        StepDone.objects.get_or_create(progress=progress, step_key=step_key)
    else:
        progress.steps_done.filter(step_key=step_key).delete()
    return progress


@transaction.atomic
def finish(*, enrolment: Enrolment, ding: Ding, by: Enrolment, level: str = "") -> Progress:
    """Call a Ding done for this person; done is done, also when pressed again."""
    progress = _progress(enrolment, ding)
    if not progress.finished_at:
        progress.finished_at = timezone.now()
        progress.level = level or progress.level
        progress.save(update_fields=["finished_at", "level"])
    return progress


@transaction.atomic
def reopen(*, enrolment: Enrolment, ding: Ding, by: Enrolment) -> Progress:
    """Take up a Ding again that was done; the ticks are still there."""
    progress = _progress(enrolment, ding)
    progress.finished_at = None
    progress.save(update_fields=["finished_at"])
    return progress


@transaction.atomic
def choose_level(*, enrolment: Enrolment, ding: Ding, level: Level, by: Enrolment) -> Progress:
    """Remember how deep this person wants to go with this Ding."""
    progress = _progress(enrolment, ding)
    progress.level = level
    progress.save(update_fields=["level"])
    return progress


def _progress(enrolment: Enrolment, ding: Ding) -> Progress:
    """Begin the Ding when it is new; from then on the team keeps the text that it has now."""
    check(enrolment.learn_refusal())
    progress, begun = Progress.objects.select_for_update().get_or_create(enrolment=enrolment, ding=ding)
    if begun:
        enrolment.cohort.plan.filter(ding=ding, revision=None).update(revision=ding.revision_id)
    return progress
