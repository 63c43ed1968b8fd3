"""Deeds of somebody who works on a Ding."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Enrolment, Progress, StepDone
from dingen.models import Ding
from lib.refusal import Refused, check
from lib.text import clean


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
    progress.finished_at, progress.known, progress.shown = None, False, ""
    progress.save(update_fields=["finished_at", "known", "shown"])
    return progress


@transaction.atomic
def skip(*, enrolment: Enrolment, ding: Ding, shown: str, by: Enrolment) -> Progress:
    """Call a Ding done that somebody knew already, with what they made then or where it is to be seen.

    shown: a sentence of at most 300 characters, for the person and the trainer. Done again it changes
    that sentence. Raises Refused for a Ding that was done here.
    """
    progress = _begin(enrolment, ding, by)
    check(progress.skip_refusal())
    progress.finished_at = progress.finished_at or timezone.now()
    progress.known, progress.shown = True, " ".join(clean(shown).split())
    progress.save(update_fields=["finished_at", "known", "shown"])
    enrolment.mark_active()
    return progress


@transaction.atomic
def set_aside(*, enrolment: Enrolment, ding: Ding, by: Enrolment) -> Progress:
    """Put a Ding away for now: it does not wait for this person any more. Twice is the same as once."""
    check(enrolment.learn_refusal(by=by))
    progress, _new = Progress.objects.select_for_update().get_or_create(enrolment=enrolment, ding=ding)
    check(progress.aside_refusal())
    if not progress.set_aside_at:
        progress.set_aside_at = timezone.now()
        progress.save(update_fields=["set_aside_at"])
    return progress


@transaction.atomic
def take_back(*, enrolment: Enrolment, ding: Ding, by: Enrolment) -> None:
    """Take up again what was set aside; without a tick it is as if it had never been begun."""
    check(enrolment.learn_refusal(by=by))
    aside = Progress.objects.select_for_update().filter(enrolment=enrolment, ding=ding)
    progress = aside.exclude(set_aside_at=None).first()
    if progress and not progress.steps_done.exists():
        progress.delete()
    elif progress:
        progress.set_aside_at = None
        progress.save(update_fields=["set_aside_at"])


@transaction.atomic
def choose_level(*, enrolment: Enrolment, ding: Ding, level: str, by: Enrolment) -> Progress:
    """Remember how deep this person wants to go with this Ding."""
    progress = _begin(enrolment, ding, by)
    progress.level = level
    progress.save(update_fields=["level"])
    return progress


def _begin(enrolment: Enrolment, ding: Ding, by: Enrolment) -> Progress:
    """Begin the Ding when it is new; from then on the team keeps the text that it has now.

    What was set aside comes back by itself.
    """
    check(enrolment.learn_refusal(by=by))
    progress, begun = Progress.objects.select_for_update().get_or_create(enrolment=enrolment, ding=ding)
    if begun or progress.set_aside_at:
        # The plan may be written anew at this moment: wait, so that the text is noted in the plan that stays.
        Cohort.objects.select_for_update(no_key=True).get(pk=enrolment.cohort_id)
        enrolment.cohort.plan.filter(ding=ding, revision=None).update(revision=ding.revision_id)
    if progress.set_aside_at:
        progress.set_aside_at = None
        progress.save(update_fields=["set_aside_at"])
    return progress
