"""Groups with a plan, their addresses, and what the MT decides, for the tests of pitches."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pitches.actions import plan
from pitches.actions.decision import decide
from pitches.actions.mt import declare
from pitches.counting import Verdict
from pitches.models import Pitch
from pitches.models.plan import REQUIRED
from tests.tables import refused_by

IDEAS = {
    "Digitaal klantcontact": ("Appen met de bieb", "Klanten stellen hun vraag in een berichten-app."),
    "Screencasts": ("Kijk maar mee", "Wij maken korte filmpjes bij de vragen van de balie."),
}


def write_plan(group, *, by):
    """A plan that can be handed in."""
    pitch = plan.open_plan(group=group, by=by)
    title, summary = IDEAS[group.name]
    plan.name_pitch(pitch=pitch, title=title, summary=summary, version=pitch.version, by=by)
    for section in pitch.sections.filter(kind__in=REQUIRED):
        plan.save_section(section=section, source=f"Over {section.kind}.", version=section.version, by=by)
    return pitch


def handed_in(world, groups=2):
    """The pitches of the first groups, handed in by Anna and by Piet."""
    writers = (world.enrolments["participant"], world.enrolments["other"])
    return [
        Pitch.objects.handed_in().filter(group=group).first()
        or plan.hand_in(pitch=write_plan(group, by=by), by=by)
        for group, by in list(zip(world.groups, writers, strict=True))[:groups]
    ]


def voted(world, *, winner=None, **terms):
    """The participants' vote, closed and revealed; without a winner nothing was decided by it.

    Marit has declared that she has no interest, so that the MT can go on.
    """
    declare(interests={}, by=world.enrolments["mt"])
    agreement = world.cohort.agreements.create(frozen_at=timezone.now(), **terms)
    ballot = world.cohort.ballots.create(
        agreement=agreement, electorate="participants", opened_by=world.enrolments["trainer"]
    )
    for number, pitch in enumerate(Pitch.objects.of(world.cohort).handed_in(), 1):
        ballot.options.create(pitch=pitch, number=number)
    ballot.state, ballot.closed_at, ballot.revealed_at = "revealed", timezone.now(), timezone.now()
    ballot.checksum, ballot.winner = "0" * 64, winner
    ballot.verdict = Verdict.WON if winner else Verdict.TOO_FEW
    ballot.save()
    return ballot


def means(world, **changed):
    """What the MT gives."""
    start = world.cohort.today + timedelta(days=14)
    given = {"amount": 1500, "hours": 80, "sponsor": "Marit Smit", "starts_on": start, "reason": "Dit helpt."}
    return given | changed


def decided(world):
    """The decision for the first pitch, with an answer to the second."""
    first, second = handed_in(world)
    voted(world, winner=first)
    return decide(
        cohort=world.cohort,
        pitch=first,
        answers={second: "Mooi plan. Probeer het eerst op één plek."},
        by=world.enrolments["mt"],
        **means(world),
    )


def address(world, name, **kwargs):
    """The address of a page about the pitches of the team."""
    return reverse(f"pitches:{name}", kwargs={"team": world.cohort.slug, **kwargs})


def group_address(world, name, group=0, **kwargs):
    return address(world, name, group_id=world.groups[group].pk, **kwargs)


def section_address(world, kind="problem"):
    return group_address(world, "section_edit", kind=kind)


def impossible(deed, name):
    """See the database refuse the deed by the constraint of this name."""
    with refused_by(name):
        deed()


@pytest.fixture(name="pitch")
def a_plan(world):
    """The plan of the first group, begun by Anna and still empty."""
    return plan.open_plan(group=world.groups[0], by=world.enrolments["participant"])


@pytest.fixture(name="pitches")
def two_pitches(world):
    """The pitches of both groups, handed in."""
    return handed_in(world)


@pytest.fixture(name="mt")
def a_member_of_the_mt(world):
    """Marit, in the team."""
    return world.enrolments["mt"]
