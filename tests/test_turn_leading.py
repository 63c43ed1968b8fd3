"""Whose turn it is: a trainer's, and that of the MT."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.models import Enrolment, Stage, State
from forum.actions import claim, release
from forum.models import Topic
from forum.upkeep import call_wider
from home.facts import gather
from home.turn import turn
from pitches.actions.ballot import cast, close, open_run_off, reveal
from tests.desk import address, at, late_question, turn_of
from tests.english import in_english  # noqa: F401 - a fixture
from tests.forum import make_reply, make_topic
from tests.pitching import decided, handed_in
from tests.teams import draft
from tests.voting import opened

# --- The turn of a trainer ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "page"),
    [(1, "plan"), (2, "ritme"), (3, "bijeenkomsten"), (4, "leden"), (5, "starten"), (6, "starten")],
)
def test_a_trainer_goes_on_where_the_set_up_was_left(world, step, page):
    cohort, place = draft(world, steps_done=step)
    now = turn(gather(Enrolment.objects.filter(pk=place.pk))[0])
    assert (now.url, now.title) == (f"/teams/{cohort.slug}/{page}/", "Go on setting up this team")


def test_a_question_becomes_the_trainers_turn_when_the_trainer_is_called(world):
    question = make_topic(world, kind="question")
    Topic.objects.filter(pk=question.pk).update(created_at=timezone.now() - timedelta(days=10))

    assert turn_of(world, "trainer").calm

    call_wider()

    assert turn_of(world, "trainer").url == address(world, "forum:help_desk")

    make_reply(world, question)

    assert turn_of(world, "trainer").calm


def test_a_question_for_the_trainer_alone_is_their_turn_at_once(world):
    make_topic(world, kind="question", audience="trainer")

    assert turn_of(world, "trainer").url == address(world, "forum:help_desk")


def test_a_late_question_that_a_helper_took_on_is_not_the_trainers_turn(world):
    question = late_question(world)
    assert not turn_of(world, "trainer").calm

    claim(topic=question, by=world.enrolments["helper"])

    assert turn_of(world, "trainer").calm

    release(topic=question, by=world.enrolments["helper"])
    claim(topic=question, by=world.enrolments["trainer"])

    assert not turn_of(world, "trainer").calm


def test_halfway_a_team_without_groups_makes_them(world):
    for group in world.groups:
        group.delete()
    start = world.cohort.today - timedelta(days=10)
    at(world, Stage.DINGEN, starts_on=start, ends_on=start + timedelta(days=22))

    assert turn_of(world, "trainer").calm

    at(world, Stage.DINGEN, ends_on=start + timedelta(days=20))

    assert turn_of(world, "trainer").url == address(world, "cohorts:group_list")


@pytest.mark.parametrize(
    ("away", "waits"),
    [(timedelta(days=8), False), (timedelta(days=6), True), (None, True)],
    ids=["far", "near", "no date"],
)
def test_the_closing_meeting_is_prepared_in_its_week(world, away, waits):
    handed_in(world)
    at(world, Stage.PITCH, closing_at=away and timezone.now() + away)

    assert turn_of(world, "trainer").calm is not waits


def test_one_pitch_is_no_meeting_yet(world):
    handed_in(world, groups=1)
    at(world, Stage.PITCH, closing_at=timezone.now())

    assert turn_of(world, "trainer").calm


def test_the_trainer_closes_the_vote_and_shows_the_result(world):
    handed_in(world)
    trainer = world.enrolments["trainer"]
    ballot = opened(world, own_group_excluded=False, tie_rule="run_off", quorum=0)
    titles = [turn_of(world, "trainer").title]
    for name, number in (("participant", 1), ("other", 2)):
        cast(ballot=ballot, choices=[ballot.options.get(number=number).pitch], by=world.enrolments[name])
    ballot = close(ballot=ballot, by=trainer)
    titles.append(turn_of(world, "trainer").title)
    ballot = reveal(ballot=ballot, by=trainer)
    titles.append(turn_of(world, "trainer").title)
    open_run_off(ballot=ballot, by=trainer)
    titles.append(turn_of(world, "trainer").title)

    assert titles == ["The vote is open", "The vote is closed", "It is a tie", "The vote is open"]


# --- The turn of the MT ------------------------------------------------------------------


def test_the_mt_reads_and_then_decides(world):
    assert turn_of(world, "mt").calm

    handed_in(world)

    assert turn_of(world, "mt").url == address(world, "pitches:pitch_list")

    at(world, Stage.NOMINATION)

    assert turn_of(world, "mt").url == address(world, "pitches:mt_desk")


def test_after_the_decision_everybody_follows_the_pilot(world):
    decided(world)
    world.cohort.refresh_from_db()
    turns = [turn_of(world, name) for name in ("participant", "trainer", "mt")]

    assert {(now.title, now.calm, now.url) for now in turns} == {
        ("The pilot goes on", True, address(world, "pitches:pilot_detail"))
    }

    at(world, Stage.OUTCOME, state=State.CLOSED)

    assert turn_of(world, "mt").title == "The pilot has been rounded off"


def test_while_the_mt_decides_the_others_wait(world):
    at(world, Stage.NOMINATION)

    assert turn_of(world, "trainer").text == turn_of(world).text
    assert turn_of(world).text == "The MT decides now. You get a message when it has."
