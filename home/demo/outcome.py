"""The closing meeting, the vote, the decision and the pilot of the demo team."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from cohorts.models import Enrolment
from home.demo import story
from pitches.actions import (
    ballot as votes,
    closing,
    decision,
    mt,
    pilot as pilots,
    pilot_work as work,
    showcase,
)
from pitches.models import Agreement, Ballot, Closing, Decision, Electorate, Pilot, Pitch, Pulse, TieRule

if TYPE_CHECKING:
    from home.demo.build import Demo


def meet_and_vote(demo: Demo) -> None:
    """Give the tips, let everybody vote and reveal the result."""
    meeting = closing.prepare(cohort=demo.cohort, by=demo.trainer)
    pitches = {pitch.group.name: pitch for pitch in Pitch.objects.filter(group__cohort=demo.cohort)}
    meeting.heard.set(pitches.values())
    for group, who, kind, words in story.TIPS:
        closing.give_tip(closing=meeting, pitch=pitches[group], kind=kind, text=words, by=demo.people[who])
    card = votes.agree(
        cohort=demo.cohort,
        electorate=Electorate.PARTICIPANTS,
        terms={"tie_rule": TieRule.RUN_OFF},
        by=demo.trainer,
    )
    opened = votes.open_ballot(agreement=Agreement.objects.get(pk=card.pk), by=demo.trainer)
    for number, enrolment in enumerate(demo.people.values()):
        own = enrolment.seat.group.name
        choice = story.WINNER if own != story.WINNER else story.GROUPS[number % 2].name
        votes.cast(ballot=opened, choices=[pitches[choice]], by=enrolment)
    votes.close(ballot=opened, by=demo.trainer)
    revealed = votes.reveal(ballot=opened, by=demo.trainer)
    shown = Closing.objects.get(pk=meeting.pk)
    shown.show_ballot(revealed)
    shown.save()
    mt.set_chair(cohort=demo.cohort, enrolment=demo.mt[0], by=demo.trainer)
    for member in demo.mt:
        told = story.INTERESTS.get(member.user.first_name, {})
        mt.declare(interests={pitches[group]: what for group, what in told.items()}, by=member)
    back = timedelta(days=_ago(demo))
    Ballot.objects.filter(pk=opened.pk).update(
        opened_at=F("opened_at") - back, closed_at=F("closed_at") - back, revealed_at=F("revealed_at") - back
    )


def decide_and_run(demo: Demo) -> None:
    """Let the MT decide, start the pilot and answer the first pulse."""
    pitches = {pitch.group.name: pitch for pitch in Pitch.objects.filter(group__cohort=demo.cohort)}
    made = decision.decide(
        cohort=demo.cohort,
        pitch=pitches[story.WINNER],
        answers={pitches[name]: text for name, text in story.ANSWERS.items()},
        by=demo.mt[0],
        starts_on=timezone.localdate(),
        amount=story.AMOUNT,
        hours=story.HOURS,
        sponsor=story.SPONSOR,
        reason=story.REASON,
    )
    begun = timezone.localdate() - timedelta(days=35)
    Decision.objects.filter(pk=made.pk).update(starts_on=begun, decided_at=demo.now - timedelta(days=45))
    pilot = Pilot.objects.get(decision=made)
    for pulse in pilot.pulses.all():
        pilot.pulses.filter(pk=pulse.pk).update(due_on=begun + timedelta(days=pulse.day))
    owner = pitches[story.WINNER].group.seats.order_by("number")[0].enrolment
    pilots.set_owner(pilot=pilot, owner=owner, by=demo.trainer)
    pilots.answer_pulse(
        pulse_check=pilot.pulses.get(day=30), pulse=Pulse.RUNS, sentence=story.PULSE, by=owner
    )
    pilot.pulses.filter(day=30).update(asked_at=demo.now - timedelta(days=5))
    Pilot.objects.filter(pk=pilot.pk).update(lines_told=1)
    _work(pilot, owner, begun)
    for enrolment in (owner, demo.mt[0]):  # one idea that everybody may read
        showcase.consent(pitch=made.pitch, yes=True, by=enrolment)


def _work(pilot: Pilot, owner: Enrolment, begun: date) -> None:
    """What the group noted, and a tip of a colleague that it answered."""
    for title, days, done in story.MILESTONES:
        milestone = work.add_milestone(
            pilot=pilot, title=title, due_on=begun + timedelta(days=days), by=owner
        )
        if done:
            pilot.milestones.filter(pk=milestone.pk).update(done_on=begun + timedelta(days=days - 1))
    for what, euro, hours, days in story.SPENDINGS:
        work.book(
            pilot=pilot, what=what, euro=Decimal(euro), hours=Decimal(hours),
            spent_on=begun + timedelta(days=days), by=owner,
        )  # fmt: skip
    for text in story.PILOT_NEWS:
        work.post_update(pilot=pilot, text=text, pictures=[], by=owner)
    colleague = pilot.decision.cohort.enrolments.get(user__email="hanneke@example.org")
    tip = work.give_tip(pilot=pilot, text=story.PILOT_TIP[0], by=colleague)
    work.answer_tip(tip=tip, answer=story.PILOT_TIP[1], by=owner)


def _ago(demo: Demo) -> int:
    return 2 if demo.stage == "mt" else 49
