"""Until when the groups hand in, and who may be late."""

from datetime import datetime

from django.db import transaction

from cohorts.models import Cohort, Enrolment
from lib.refusal import check
from pitches.models import HandIn, Pitch
from pitches.models.deadline import deadline_refusal
from pitches.telling_plans import tell_deadline, tell_group


@transaction.atomic
def set_deadline(*, cohort: Cohort, until: datetime | None, by: Enrolment) -> None:
    """Set the moment, or none, and tell the participants; the same moment twice is told once."""
    check(deadline_refusal(cohort, by=by))
    if until is None:
        HandIn.objects.filter(cohort=cohort).delete()
        return
    moment, _made = HandIn.objects.update_or_create(cohort=cohort, defaults={"until": until})
    tell_deadline(cohort, moment, by=by)


@transaction.atomic
def allow_late(*, pitch: Pitch, by: Enrolment) -> None:
    """Let one group hand in after the moment; a second time changes nothing."""
    locked = Pitch.objects.select_related("group__cohort").select_for_update(no_key=True, of=("self",))
    pitch = locked.get(pk=pitch.pk)
    check(pitch.late_refusal(by=by))
    if not pitch.late_ok:
        pitch.late_ok = True
        pitch.save(update_fields=["late_ok"])
        tell_group(pitch, "late", by=by, about="late")
