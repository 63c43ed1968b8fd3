"""Votes a second, one after the other, with everything that makes them secret."""

from time import perf_counter

from accounts.models import User
from cohorts.models import Cohort, Role
from pitches.actions import ballot as votes
from pitches.models import Electorate, Pitch

VOTERS = 200


def run() -> bool:
    """Let 200 people vote once each; print the rate; return whether each vote is there once."""
    cohort = Cohort.objects.get(slug="eindhoven")
    trainer = cohort.enrolments.trainers().select_related("cohort").get()
    users = User.objects.bulk_create(
        User(email=f"stem{n}@example.org", name=f"Stem {n}") for n in range(VOTERS)
    )
    voters = [cohort.enrolments.create(user=user, role=Role.PARTICIPANT) for user in users]
    card = votes.agree(cohort=cohort, electorate=Electorate.PARTICIPANTS, terms={}, by=trainer)
    ballot = votes.open_ballot(agreement=card, by=trainer)
    pitch = Pitch.objects.filter(group__cohort=cohort)[0]
    started = perf_counter()
    for voter in voters:
        votes.cast(ballot=ballot, choices=[pitch], by=voter)
    rate = VOTERS / (perf_counter() - started)
    counted = ballot.turnout.count()
    print(f"\nvotes: {rate:.0f} a second, {ballot.invited} on the roll; {counted} of {VOTERS} counted")
    return counted == VOTERS
