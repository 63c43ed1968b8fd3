"""What the MT decides."""

from datetime import date, timedelta
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext

from accounts import audit
from cohorts.models import Cohort, Enrolment, Stage
from lib.refusal import Refused, check
from notifications.models import Kind
from notifications.notify import notify
from pitches.models import Answer, Decision, Pilot, Pitch, PulseCheck
from pitches.models.pilot import PULSE_DAYS
from pitches.models.standing import Standing
from pitches.telling import everybody


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
    standing = Standing(cohort)
    check(standing.decision_refusal(by=by))
    check(standing.choice_refusal(pitch) or standing.start_refusal(means["starts_on"]))
    decision: Decision = Decision.objects.create(cohort=cohort, pitch=pitch, decided_by=by, **means)
    _answer_everyone(decision, answers)
    _start_pilot(decision)
    audit.record(by=by.user, deed="decision.made", on=f"decision:{decision.pk}", result="ok")
    cohort.reach(Stage.DECISION)
    cohort.reach(Stage.PILOT)
    notify(
        [person for person in everybody(cohort) if person != by.user],
        Kind.DECISION,
        about=f"decision:{decision.pk}",
        path=decision.get_absolute_url(),
        team=cohort.name,
        pitch=str(pitch),
        group=pitch.group.name,
        sponsor=decision.sponsor,
    )
    return decision


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
