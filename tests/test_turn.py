"""Whose turn it is: the one thing that waits for each member of a team, and the greeting above it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts import actions
from cohorts.models import Enrolment, Stage
from forum.models import Topic
from home.facts import gather
from home.turn import turn
from home.words import greeting
from pitches.actions.ballot import cast
from pitches.actions.plan import open_plan
from pitches.models import PilotState, PulseCheck
from tests.desk import address, at, facts_of, finish, late_question, lesson, tick, turn_of
from tests.english import in_english  # noqa: F401 - a fixture
from tests.forum import make_reply, make_topic
from tests.pitching import decided, handed_in, write_plan
from tests.teams import close as close_team, join
from tests.voting import opened
from tests.wall import bring

# --- The turn of a participant ---------------------------------------------------------


def test_the_first_must_do_waits_for_who_has_done_nothing(world):
    now = turn_of(world)

    assert (now.title, now.url, now.ding_id) == ("Ding 1 · Eerste ding", lesson(world), world.dingen[0].pk)
    assert "45 minutes" in now.text


def test_a_half_done_ding_goes_first(world):
    world.cohort.plan.filter(number=2).update(weight="must")
    tick(world, ding=1)

    now = turn_of(world)

    assert now.url == lesson(world, 1)
    assert now.text == "Step 2 of 2: Doe 2 van tweede-ding. This step takes about 15 minutes."


def test_the_ding_that_was_begun_last_is_the_one_to_go_on_with(world):
    tick(world, ding=0)
    tick(world, ding=1)

    assert turn_of(world).url == lesson(world, 1)


def test_a_half_done_ding_outside_the_plan_has_no_number(world):
    tick(world, ding=2)

    now = turn_of(world)

    assert (now.title, now.label) == ("Derde ding", "Go on")


def test_when_all_steps_are_ticked_only_the_end_is_left(world):
    tick(world, "stap-1")
    tick(world, "stap-2")

    assert turn_of(world).text.startswith("All steps are done.")


def test_a_deeper_level_has_more_steps(world):
    place = world.enrolments["participant"]
    actions.choose_level(enrolment=place, ding=world.dingen[0], level="uitdaging", by=place)
    tick(world)

    assert turn_of(world).text.startswith("Step 2 of 3")


def test_a_must_do_that_opens_later_does_not_wait_yet(world):
    world.cohort.plan.filter(number=1).update(opens_on=world.cohort.today + timedelta(days=1))

    assert turn_of(world).calm

    world.cohort.plan.update(opens_on=world.cohort.today)

    assert turn_of(world).url == lesson(world)


def test_who_is_ready_may_choose(world):
    finish(world)

    now = turn_of(world)

    assert now.calm
    assert not now.url


def test_a_group_is_chosen_when_the_groups_are_made(world):
    finish(world)
    world.enrolments["participant"].seat.delete()

    assert turn_of(world).calm

    at(world, Stage.GROUPS)

    assert turn_of(world).url == address(world, "cohorts:group_list")


def test_the_plan_waits_from_its_first_part_to_handing_in(world):
    finish(world)
    at(world, Stage.GROUPS)
    group = world.groups[0]
    plan = address(world, "pitches:plan_detail", group_id=group.pk)

    assert turn_of(world).url == plan

    pitch = write_plan(group, by=world.enrolments["participant"])

    assert turn_of(world).url == address(world, "pitches:section_edit", group_id=group.pk, kind="for_whom")

    pitch.sections.filter(source="").update(source="Ja.", version=1, edited_at=timezone.now())

    assert turn_of(world).url == plan

    handed_in(world, groups=1)

    assert turn_of(world).calm


def test_somebody_elses_plan_does_not_wait_for_you(world):
    finish(world)
    at(world, Stage.PLAN)
    open_plan(group=world.groups[1], by=world.enrolments["other"])

    assert turn_of(world).title == "Begin the plan of your group"


def test_an_open_vote_goes_before_everything(world):
    handed_in(world)
    ballot = opened(world)

    assert turn_of(world).url == address(world, "pitches:closing_phone")

    cast(ballot=ballot, choices=[ballot.options.get(number=2).pitch], by=world.enrolments["participant"])

    assert turn_of(world).calm
    assert turn_of(world, "other").url == address(world, "pitches:closing_phone")


def test_on_its_day_the_closing_meeting_waits(world):
    handed_in(world)
    noon = timezone.localtime(timezone.now(), world.cohort.zone).replace(hour=12, minute=30)
    at(world, Stage.PITCH, closing_at=noon + timedelta(days=1), closing_place="De grote zaal")
    assert turn_of(world).url == lesson(world)

    at(world, Stage.PITCH, closing_at=noon)
    now = turn_of(world)

    assert (now.title, now.url) == ("Today is the closing meeting", address(world, "pitches:closing_phone"))
    assert now.text == "At 12:30, in: De grote zaal. On your phone you follow it, give tips and vote."
    at(world, Stage.PITCH, closing_place="")
    assert turn_of(world).text.startswith("At 12:30. On your phone")
    at(world, Stage.NOMINATION)
    assert turn_of(world).calm


def test_on_the_day_itself_a_plan_that_is_not_handed_in_still_goes_first(world):
    at(world, Stage.PITCH, closing_at=timezone.now())

    now = turn_of(world)

    assert now.url == address(world, "pitches:plan_detail", group_id=world.groups[0].pk)


def test_the_week_of_the_closing_meeting_goes_before_a_late_question(world):
    late_question(world)
    handed_in(world)
    at(world, Stage.PITCH, closing_at=timezone.now())

    assert turn_of(world, "trainer").url == address(world, "pitches:closing_control")


def test_who_is_not_on_the_roll_is_not_called_to_vote(world):
    handed_in(world)
    opened(world)
    late = join(world, "Late Lies", "lies@example.org")

    assert turn(gather(Enrolment.objects.filter(pk=late.pk))[0]).calm


def test_after_the_vote_a_half_done_ding_waits_no_more(world):
    tick(world)
    at(world, Stage.NOMINATION)

    now = turn_of(world)

    assert now.calm
    assert now.text == "The MT decides now. You get a message when it has."


def test_the_pulse_of_the_pilot_waits_for_its_group(world):
    decided(world)
    day = PulseCheck.objects.earliest("day")
    PulseCheck.objects.filter(pk=day.pk).update(due_on=world.cohort.today)
    address_of_pulse = address(world, "pitches:pulse_answer", day=day.day)

    assert turn_of(world).url == address_of_pulse
    assert turn_of(world, "trainer").url != address_of_pulse  # not before the group let two mails go by
    type(day).objects.filter(pk=day.pk).update(
        asked_at=timezone.now(), reminded_at=timezone.now(), passed_on_at=timezone.now()
    )
    assert turn_of(world, "trainer").url == address_of_pulse
    assert turn_of(world, "other").calm

    day.pilot.state, day.pilot.learned, day.pilot.ended_at = PilotState.STOPPED, "Te druk.", timezone.now()
    day.pilot.save()

    assert turn_of(world).calm


def test_nothing_waits_in_a_closed_team(world):
    tick(world)
    make_topic(world, kind="question")
    close_team(world)

    for name in ("participant", "helper", "trainer", "mt"):
        now = turn_of(world, name)
        assert (now.title, now.calm) == ("This team is closed", True)


# --- The turn of a helper ----------------------------------------------------------------


def test_a_question_waits_for_the_helpers_until_somebody_answers(world):
    topic = make_topic(world, kind="question")
    desk_of_helpers = address(world, "forum:help_desk")

    assert turn_of(world, "helper").url == desk_of_helpers
    assert turn_of(world, "other").url == desk_of_helpers
    assert turn_of(world).url == lesson(world)

    make_reply(world, topic, by="other")

    assert turn_of(world, "helper").url == lesson(world)


def test_a_question_that_somebody_took_on_waits_for_that_helper_only(world):
    topic = make_topic(world, kind="question")
    Topic.objects.filter(pk=topic.pk).update(claimed_by=world.enrolments["other"])

    assert turn_of(world, "helper").url == lesson(world)
    assert turn_of(world, "other").url == address(world, "forum:help_desk")


def test_ones_own_question_does_not_wait_for_oneself(world):
    make_topic(world, by="helper", kind="question")

    assert turn_of(world, "helper").url == lesson(world)


@pytest.mark.parametrize(("audience", "waits"), [("group", True), ("trainer", False)])
def test_a_helper_is_called_only_to_questions_they_may_read(world, audience, waits):
    group = world.groups[0] if audience == "group" else None
    make_topic(world, kind="question", audience=audience, group=group)

    assert facts_of(world, "helper").waiting.questions == waits
    assert facts_of(world, "other").waiting.questions == 0


def test_several_questions_are_counted(world):
    make_topic(world, kind="question")
    make_topic(world, kind="question", title="Nog een")

    assert turn_of(world, "helper").title == "Colleagues ask something: 2 questions"


# --- The first line ------------------------------------------------------------------------


def test_the_greeting_says_how_it_stands(world):
    world.cohort.plan.filter(number=2).update(weight="must")
    said = [greeting(facts_of(world))]
    tick(world)
    said.append(greeting(facts_of(world)))
    finish(world)
    said.append(greeting(facts_of(world)))
    finish(world, ding=1)
    said.append(greeting(facts_of(world)))

    assert said == [
        "Welcome, Anna. Good that you take part.",
        "Keep going, Anna. 2 must-do's to go.",
        "Keep going, Anna. One must-do to go.",
        "Well done, Anna. All must-do's are finished.",
    ]
    assert greeting(facts_of(world, "trainer")) == "Hello Tineke"
    at(world, Stage.VOTE)
    assert greeting(facts_of(world)) == "Hello Anna"


# --- The wall of ideas ------------------------------------------------------------------


def test_halfway_an_idea_waits_for_who_has_none_and_sits_nowhere(world):
    person = join(world, "Bram de Boer", "bram@example.org")
    world.people["bram"], world.enrolments["bram"] = person.user, person
    finish(world, by="bram")
    bring(world)

    assert turn_of(world, "bram").title == "Bring an idea, or join one"
    bring(world, who="bram")
    assert turn_of(world, "bram").calm


def test_trainer_makes_groups_of_the_ideas(world):
    bring(world)
    world.cohort.groups.all().delete()

    now = turn_of(world, "trainer")

    assert (now.title, now.url) == ("Make groups of the ideas", address(world, "pitches:idea_list"))
