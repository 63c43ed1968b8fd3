"""What the MT decides, and what the group does with it."""

from datetime import date, timedelta
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts import audit
from accounts.models import User
from cohorts.models import Cohort, Enrolment, Stage
from lib.refusal import Refused, check
from notifications.models import Kind
from notifications.notify import notify
from pitches.models import Answer, Decision, Pilot, PilotState, Pitch, Pulse, PulseCheck
from pitches.models.outcome import PULSE_DAYS, choice_refusal, decision_refusal, start_refusal


class Means(TypedDict):
    """What a decision gives: euro, hours, a name in the MT, a first day and the reason."""

    amount: int
    hours: int
    sponsor: str
    starts_on: date
    reason: str


@transaction.atomic
def decide(
    *, cohort: Cohort, pitch: Pitch, answers: dict[Pitch, str], by: Enrolment, **means: Unpack[Means]
) -> Decision:
    """Give one pitch room, answer every other group and start the pilot.

    Once a team: who comes second is refused with a sentence. `answers` holds a text for
    every other pitch that was handed in.
    """
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    check(decision_refusal(cohort, by=by))
    check(choice_refusal(cohort, pitch) or start_refusal(cohort, means["starts_on"]))
    decision: Decision = Decision.objects.create(cohort=cohort, pitch=pitch, decided_by=by, **means)
    _answer_everyone(decision, answers)
    _start_pilot(decision)
    audit.record(by=by.user, deed="decision.made", on=f"decision:{decision.pk}", result="ok")
    cohort.reach(Stage.DECISION)
    cohort.reach(Stage.PILOT)
    notify(
        [person for person in _people(cohort) if person != by.user],
        Kind.DECISION,
        about=f"decision:{decision.pk}",
        path=decision.get_absolute_url(),
        team=cohort.name,
        pitch=str(pitch),
        group=pitch.group.name,
        sponsor=decision.sponsor,
    )
    return decision


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
    _tell(locked.pilot, f"pulse:{locked.pk}", mail=False, news=Pulse(pulse).value, sentence=sentence)
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
    _tell(locked, f"pilot:{locked.pk}", mail=True, news=PilotState(state).value, sentence=learned)
    return locked


def _answer_everyone(decision: Decision, answers: dict[Pitch, str]) -> None:
    others = Pitch.objects.of(decision.cohort).handed_in().exclude(pk=decision.pitch_id)
    if any(not answers.get(pitch) for pitch in others):
        raise Refused(gettext("Every group gets an answer."))
    Answer.objects.bulk_create(
        Answer(decision=decision, pitch=pitch, text=answers[pitch]) for pitch in others
    )


def _start_pilot(decision: Decision) -> None:
    pilot = Pilot.objects.create(decision=decision)
    PulseCheck.objects.bulk_create(
        PulseCheck(pilot=pilot, day=day, due_on=decision.starts_on + timedelta(days=day))
        for day in PULSE_DAYS
    )


def _people(cohort: Cohort) -> list[User]:
    return [enrolment.user for enrolment in cohort.enrolments.present().by_name()]


def _tell(pilot: Pilot, about: str, *, mail: bool, news: str, sentence: str) -> None:
    cohort, pitch = pilot.decision.cohort, pilot.decision.pitch
    notify(
        _people(cohort),
        Kind.PILOT,
        about=about,
        path=pilot.get_absolute_url(),
        mail=mail,
        team=cohort.name,
        pitch=str(pitch),
        news=news,
        sentence=sentence,
    )
