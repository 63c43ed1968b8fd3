"""A team that is ready to vote."""

from itertools import combinations

import pytest
from django.utils import timezone

from accounts.models import User
from cohorts.models import Role
from pitches.actions.ballot import agree, close, open_ballot, reveal
from pitches.actions.mt import declare
from pitches.models import Electorate, Pitch, PitchState

TITLES = ["Chatten met de bibliotheek", "Uitleg in één minuut", "Live uit de leeszaal", "Foto van de maand"]


def hand_in(world, groups: int = 2) -> list[Pitch]:
    """Give the first groups of the team (made when needed) a pitch that was handed in."""
    while len(world.groups) < groups:
        world.groups.append(world.cohort.groups.create(name=f"Groep {len(world.groups) + 1}"))
    return [
        Pitch.objects.create(
            group=group, title=title, summary=f"{title}: zo.", state=PitchState.HANDED_IN, position=place,
            handed_in_at=timezone.now(),
        )
        for place, (group, title) in enumerate(zip(world.groups[:groups], TITLES, strict=False), 1)
    ]  # fmt: skip


@pytest.fixture(name="pitches")
def two_ideas(world):
    return hand_in(world)


@pytest.fixture(name="people")
def everybody(world):
    return world.enrolments


def finish(ballot, by):
    """Close a vote and show its result."""
    return reveal(ballot=close(ballot=ballot, by=by), by=by)


def crowd(world, count: int, role: Role = Role.PARTICIPANT) -> list:
    """Add this many people without a group to the team."""
    people = User.objects.bulk_create(
        User(email=f"{role}-{number}@example.org", name=f"Iemand {number}", password="!")
        for number in range(count)
    )
    return [world.cohort.enrolments.create(user=user, role=role) for user in people]


def opened(world, electorate: str = Electorate.PARTICIPANTS, **terms):
    """Open a vote on these terms; members of the MT say first that they have no interest."""
    trainer = world.enrolments["trainer"]
    if electorate == Electorate.MT:
        for member in world.cohort.enrolments.mt():
            declare(interests={}, by=member)
    card = agree(cohort=world.cohort, electorate=electorate, terms=terms, by=trainer)
    return open_ballot(agreement=card, by=trainer)


def kendall(order: list[str], truth: list[str]) -> float:
    """Return how much one order tells of the other: 1 the same, -1 the reverse, about 0 nothing."""
    place = {name: number for number, name in enumerate(truth)}
    found = [place[name] for name in order]
    pairs = list(combinations(found, 2))
    return sum(1 if first < second else -1 for first, second in pairs) / len(pairs)
