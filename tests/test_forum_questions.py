"""A question: who takes it on, and which answer solved it."""

import pytest

from cohorts.models import State
from forum import actions
from forum.models import Topic
from lib.refusal import Refused
from tests.forum import make_reply, make_topic, names


@pytest.mark.parametrize("by", ["participant", "helper", "other", "trainer"])
def test_asker_helpers_and_trainer_mark_the_answer(world, by):
    topic = make_topic(world, kind="question")
    answer = make_reply(world, topic, "helper")

    topic = actions.solve(topic=topic, post=answer, by=world.enrolments[by])

    assert topic.solved_by == answer
    assert not Topic.objects.open_questions().exists()
    assert names("solved") == ([] if by == "helper" else ["Hugo"])


def test_another_participant_does_not_mark_the_answer(world):
    world.groups[1].seats.update(helper=False)
    world.enrolments["other"].refresh_from_db()
    topic = make_topic(world, kind="question")
    answer = make_reply(world, topic, "helper")

    with pytest.raises(Refused):
        actions.solve(topic=topic, post=answer, by=world.enrolments["other"])


def test_only_a_reply_to_this_question_can_be_the_answer(world):
    topic, another = make_topic(world, kind="question"), make_topic(world, kind="question")
    hidden = make_reply(world, topic, "helper")
    actions.withdraw(post=hidden, by=world.enrolments["helper"])
    hidden.refresh_from_db()

    for post in (topic.posts.first(), make_reply(world, another, "helper"), hidden):
        with pytest.raises(Refused):
            actions.solve(topic=topic, post=post, by=world.enrolments["participant"])


def test_a_conversation_is_not_solved(world):
    topic = make_topic(world)

    with pytest.raises(Refused):
        actions.solve(
            topic=topic, post=make_reply(world, topic, "helper"), by=world.enrolments["participant"]
        )


def test_solving_twice_tells_once_and_opening_again_works(world):
    topic = make_topic(world, kind="question")
    answer = make_reply(world, topic, "helper")
    for _time in range(2):
        actions.solve(topic=topic, post=answer, by=world.enrolments["participant"])
    assert names("solved") == ["Hugo"]

    actions.unsolve(topic=topic, by=world.enrolments["participant"])

    assert Topic.objects.open_questions().get() == topic


def test_the_answer_that_is_taken_back_solves_nothing(world):
    topic = make_topic(world, kind="question")
    answer = make_reply(world, topic, "helper")
    actions.solve(topic=topic, post=answer, by=world.enrolments["participant"])

    actions.withdraw(post=answer, by=world.enrolments["helper"])

    assert Topic.objects.open_questions().get() == topic


def test_the_first_helper_takes_a_question_and_can_leave_it(world):
    topic = make_topic(world, kind="question")
    actions.claim(topic=topic, by=world.enrolments["helper"])

    with pytest.raises(Refused):
        actions.claim(topic=topic, by=world.enrolments["other"])
    assert actions.release(topic=topic, by=world.enrolments["other"]).claimed_by == world.enrolments["helper"]
    for by in ("helper", "trainer"):
        assert actions.claim(topic=topic, by=world.enrolments[by]).claimed_by == world.enrolments[by]
        assert actions.release(topic=topic, by=world.enrolments[by]).claimed_by is None


def test_who_cannot_take_a_question(world):
    talk, question = make_topic(world), make_topic(world, by="helper", kind="question")
    for topic, by in ((talk, "helper"), (question, "participant"), (question, "helper")):
        with pytest.raises(Refused):
            actions.claim(topic=topic, by=world.enrolments[by])


def test_a_closed_team_takes_no_solution_and_no_claim(world):
    topic = make_topic(world, kind="question")
    answer = make_reply(world, topic, "helper")
    world.cohort.state = State.CLOSED
    world.cohort.save()

    with pytest.raises(Refused):
        actions.solve(topic=topic, post=answer, by=world.enrolments["helper"])
    with pytest.raises(Refused):
        actions.claim(topic=topic, by=world.enrolments["helper"])
    with pytest.raises(Refused):
        make_reply(world, topic, "helper")
