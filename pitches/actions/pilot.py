"""What the group does with the decision."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from cohorts.models import Enrolment, Stage
from lib.refusal import Refused, check
from notifications.models import Kind
from notifications.notify import recall
from pitches.models import Pilot, PilotState, Pulse, PulseCheck
from pitches.telling import tell_of_pilot


@transaction.atomic
def set_owner(*, pilot: Pilot, owner: Enrolment, by: Enrolment) -> Pilot:
    """Say who of the group keeps the pilot going."""
    check(pilot.owner_refusal(by=by, owner=owner))
    pilot.owner = owner
    pilot.save(update_fields=["owner"])
    return pilot


@transaction.atomic
def answer_pulse(*, pulse_check: PulseCheck, pulse: Pulse, sentence: str, by: Enrolment) -> PulseCheck:
    """Say how the pilot is going, in one word and one sentence; once, so that it stays what it was."""
    locked: PulseCheck = PulseCheck.objects.select_for_update(no_key=True).get(pk=pulse_check.pk)
    check(locked.answer_refusal(by=by))
    if not sentence:
        raise Refused(gettext("Write one sentence with it."))
    locked.pulse, locked.sentence = pulse, sentence
    locked.answered_by, locked.answered_at = by, timezone.now()
    locked.save(update_fields=["pulse", "sentence", "answered_by", "answered_at"])
    recall(Kind.PULSE, about=f"pulse:{locked.pk}")
    tell_of_pilot(locked.pilot, f"pulse:{locked.pk}", mail=False, news=Pulse(pulse).value, sentence=sentence)
    return locked


@transaction.atomic
def end_pilot(*, pilot: Pilot, state: PilotState, learned: str, by: Enrolment) -> Pilot:
    """Round off the pilot with what came of it and what was learned; the thread reaches its end."""
    locked: Pilot = Pilot.objects.select_for_update(no_key=True).get(pk=pilot.pk)
    check(locked.end_refusal(by=by))
    if not learned or state == PilotState.RUNNING:
        raise Refused(gettext("Say what came of it and what you learned."))
    locked.state, locked.learned, locked.ended_at = state, learned, timezone.now()
    locked.save(update_fields=["state", "learned", "ended_at"])
    locked.decision.cohort.reach(Stage.OUTCOME)
    tell_of_pilot(locked, f"pilot:{locked.pk}", mail=True, news=PilotState(state).value, sentence=learned)
    return locked
