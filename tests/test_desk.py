"""The desk of a team: whose turn it is, what the board shows, and who sees which figures."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from cohorts import actions
from cohorts.models import Enrolment, PlanItem, Stage, State
from forum.models import Topic
from home.board import board, team_board
from home.facts import gather
from home.team import Care, Totals
from home.turn import turn
from home.words import greeting
from pitches.actions.ballot import cast, close, open_run_off, reveal
from pitches.actions.plan import open_plan
from pitches.models import PilotState, PulseCheck
from tests.conftest import make_ding
from tests.forum import make_reply, make_topic
from tests.pitching import decided, handed_in, voted, write_plan
from tests.teams import close as close_team, draft, invite, join
from tests.voting import crowd, opened


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def facts_of(world, name="participant"):
    return gather(Enrolment.objects.filter(pk=world.enrolments[name].pk))[0]


def turn_of(world, name="participant"):
    return turn(facts_of(world, name))


def address(world, name, **values):
    return reverse(name, kwargs={"team": world.cohort.slug, **values})


def lesson(world, number=0):
    return address(world, "home:lesson_detail", slug=world.dingen[number].slug)


def tick(world, step="stap-1", ding=0, by="participant"):
    place = world.enrolments[by]
    return actions.tick(enrolment=place, ding=world.dingen[ding], step_key=step, done=True, by=place)


def finish(world, ding=0, by="participant"):
    place = world.enrolments[by]
    return actions.finish(enrolment=place, ding=world.dingen[ding], by=place)


def at(world, stage, **fields):
    for name, value in {"stage": stage, **fields}.items():
        setattr(world.cohort, name, value)
    world.cohort.save()


def desk(client, world):
    return client.get(address(world, "home:team_desk"))


def read(response):
    """Return what a screen reader reads."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


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


def test_the_week_of_the_closing_meeting_goes_before_a_late_question(world):
    topic = make_topic(world, kind="question")
    Topic.objects.filter(pk=topic.pk).update(created_at=timezone.now() - timedelta(days=2))
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


# --- The turn of a trainer ---------------------------------------------------------------
def test_a_new_team_first_needs_must_dos_and_then_people(world):
    cohort, place = draft(world)
    cohort.plan.all().delete()
    mine = Enrolment.objects.filter(pk=place.pk)

    assert turn(gather(mine)[0]).url == reverse("cohorts:plan_edit", kwargs={"team": cohort.slug})

    cohort.plan.create(ding=world.dingen[0], number=1, weight="must")

    assert turn(gather(mine)[0]).url == reverse("cohorts:member_list", kwargs={"team": cohort.slug})


def test_a_question_becomes_the_trainers_turn_after_a_day(world):
    topic = make_topic(world, kind="question", audience="trainer")

    assert turn_of(world, "trainer").calm

    Topic.objects.filter(pk=topic.pk).update(created_at=timezone.now() - timedelta(hours=25))

    assert turn_of(world, "trainer").url == address(world, "forum:help_desk")


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


# --- The board -------------------------------------------------------------------------------
def test_the_board_is_the_programme_by_number_and_fills(world):
    finish(world, ding=0)
    tick(world, ding=1)

    tiles = board(facts_of(world), here=world.dingen[1].pk)

    shown = [(t["number"], t["weight"], t["state"], t["done_steps"], t["steps"], t["here"]) for t in tiles]
    assert shown == [
        (1, "must", "done", 0, 0, False),
        (2, "can", "busy", 1, 2, True),
        (3, "free", "", 0, 0, False),
    ]
    assert [tile["url"] for tile in tiles] == [lesson(world, n) for n in range(3)]


def test_free_choices_keep_their_place_among_the_numbers(world):
    world.cohort.plan.filter(number=2).delete()
    world.cohort.plan.create(ding=world.dingen[2], number=3, weight="can")

    assert [tile["weight"] for tile in board(facts_of(world))] == ["must", "free", "can"]


def test_a_ding_from_elsewhere_stands_at_the_end_once_begun(world):
    extra = make_ding("extra-ding", world.dingen[0].theme)
    assert len(board(facts_of(world))) == 3
    world.dingen.append(extra)
    tick(world, ding=3)

    last = board(facts_of(world))[-1]

    assert (last["number"], last["title"], last["state"]) == ("+", "Extra ding", "busy")


def test_a_retired_ding_is_no_free_choice_any_more(world):
    world.dingen[2].status = "retired"
    world.dingen[2].save()

    assert len(board(facts_of(world))) == 2


def test_ticks_of_the_revision_that_the_team_works_with_are_counted(world):
    tick(world)
    ding = world.dingen[0]
    newer = ding.revisions.create(number=2, source="Nieuw.", html="<p>Nieuw.</p>")
    newer.steps.create(key="heel-nieuw", position=1, level="doen", minutes=5, title="Nieuw")
    ding.revision = newer
    ding.save()

    first = board(facts_of(world))[0]

    assert (first["done_steps"], first["steps"]) == (1, 2)
    assert PlanItem.objects.get(ding=ding, cohort=world.cohort).revision.number == 1


# --- Figures ---------------------------------------------------------------------------------
def test_totals_count_what_present_participants_finished(world):
    crowd(world, 3)
    finish(world)
    finish(world, by="other")
    finish(world, ding=1)

    totals = Totals.of(world.cohort, facts_of(world, "trainer").musts)

    assert (totals.people, totals.done, totals.max) == (6, 2, 6)

    world.enrolments["other"].left_at = timezone.now()
    world.enrolments["other"].save()

    totals = Totals.of(world.cohort, facts_of(world, "trainer").musts)
    assert (totals.people, totals.done) == (5, 1)


def test_there_are_no_totals_about_four_people(world):
    crowd(world, 1)
    finish(world)

    assert Totals.of(world.cohort, []) is None
    assert [tile["state"] for tile in team_board(facts_of(world, "mt"), None)] == ["", "", ""]


def test_the_board_of_the_team_fills_with_what_all_finished(world):
    people = crowd(world, 2)
    finish(world)
    for place in [
        *people,
        world.enrolments["participant"],
        world.enrolments["helper"],
        world.enrolments["other"],
    ]:
        actions.finish(enrolment=place, ding=world.dingen[1], by=place)
    facts = facts_of(world, "trainer")

    tiles = team_board(facts, Totals.of(world.cohort, facts.musts))

    assert [(t["state"], t["done_steps"], t["steps"]) for t in tiles] == [
        ("busy", 1, 5),
        ("done", 5, 5),
        ("", 0, 5),
    ]


def test_the_mt_gets_the_catalogue_behind_the_tiles(world):
    tiles = team_board(facts_of(world, "mt"), None)

    assert [tile["url"] for tile in tiles] == [ding.get_absolute_url() for ding in world.dingen]


def test_the_trainer_sees_who_needs_care(world):
    assert Care.of(world.cohort) == Care(letters=0, quiet=0, without_group=0)
    invite(world)
    people = crowd(world, 2)
    Enrolment.objects.filter(pk=people[0].pk).update(created_at=timezone.now() - timedelta(days=11))

    assert Care.of(world.cohort) == Care(letters=3, quiet=1, without_group=2)


# --- The page --------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["participant", "helper", "trainer", "mt"])
def test_the_desk_shows_the_turn_the_board_and_the_closing_meeting(as_, world, name):
    response = desk(as_(name), world)
    page = response.content.decode()

    assert page.count('class="now') == 1
    assert page.count('class="tile ') == 3
    assert page.count("<h1") == 1
    assert '<time datetime="' in page


def test_the_mt_sees_no_name_and_no_talk_of_the_participants(as_, world):
    crowd(world, 3)
    tick(world)
    finish(world, by="helper")
    make_topic(world, title="Geheim van het team")

    page = desk(as_("mt"), world).content.decode()

    for name in ("Anna", "Hugo", "Piet", "Iemand", "Geheim van het team", "Screencasts"):
        assert name not in page
    assert address(world, "forum:topic_list") not in page
    assert address(world, "cohorts:progress") not in page
    assert 'max="6"' in page


def test_the_mt_sees_no_figures_about_four_people(as_, world):
    crowd(world, 1)
    finish(world)

    page = desk(as_("mt"), world).content.decode()

    assert "is-busy" not in page
    assert "<progress" not in page.partition("<main")[2]


def test_the_group_card_shows_who_is_in_it(as_, world):
    page = desk(as_("participant"), world).content.decode()

    assert 'aria-label="Hugo Bakker"' in page
    assert "Piet Jansen" not in page
    assert address(world, "pitches:plan_detail", group_id=world.groups[0].pk) in page
    assert address(world, "forum:help_desk") not in page
    assert address(world, "forum:help_desk") in desk(as_("helper"), world).content.decode()


def test_who_has_no_group_finds_the_groups(as_, world):
    world.enrolments["participant"].seat.delete()

    assert address(world, "cohorts:group_list") in desk(as_("participant"), world).content.decode()


def test_the_trainer_finds_every_room_and_how_it_stands(as_, world):
    invite(world)
    handed_in(world, groups=1)
    page = desk(as_("trainer"), world).content.decode()

    names = ["cohorts:progress", "forum:help_desk", "cohorts:member_list", "cohorts:group_list"]
    names += ["pitches:pitch_list", "cohorts:plan_edit", "pitches:closing_control", "cohorts:cohort_edit"]
    for name in names:
        assert f'href="{address(world, name)}"' in page


def test_the_newest_topics_are_those_one_may_read(as_, world):
    make_topic(world, title="Voor iedereen")
    make_topic(world, title="Voor de groep", audience="group", group=world.groups[0])
    make_topic(world, title="Voor de trainer", audience="trainer")

    def shown(name):
        page = desk(as_(name), world).content.decode()
        return [title for title in ("Voor iedereen", "Voor de groep", "Voor de trainer") if title in page]

    assert shown("other") == ["Voor iedereen"]
    assert shown("helper") == ["Voor iedereen", "Voor de groep"]
    assert shown("trainer") == ["Voor iedereen", "Voor de groep", "Voor de trainer"]


def test_a_topic_leads_to_the_first_new_post(as_, world):
    topic = make_topic(world)
    topic.mark_read(by=world.enrolments["other"], number=1)
    make_reply(world, topic)

    assert f"{topic.get_absolute_url()}#p2" in desk(as_("other"), world).content.decode()


def test_a_team_without_dingen_says_so(as_, world):
    world.cohort.plan.all().delete()
    world.programme.items.all().delete()

    page = desk(as_("participant"), world).content.decode()

    assert 'class="empty"' in page
    assert 'class="tile ' not in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("participant", 12), ("trainer", 11), ("mt", 10)])
def test_the_desk_asks_as_much_for_three_as_for_one(
    as_, world, name, queries, rows, django_assert_num_queries
):
    crowd(world, rows + 2)
    world.cohort.plan.filter(number__gt=rows).delete()
    for number in range(rows):
        tick(world, ding=number)
        make_topic(world, by=["helper", "other", "participant"][number], title=f"Bericht {number}")
        if not world.cohort.plan.filter(ding=world.dingen[number]).exists():
            world.cohort.plan.create(ding=world.dingen[number], number=number + 1, weight="can")
    client = as_(name)

    with django_assert_num_queries(queries):
        desk(client, world)


def test_what_was_voted_is_nowhere_on_the_desk(as_, world):
    first, second = handed_in(world)
    ballot = opened(world)
    cast(ballot=ballot, choices=[second], by=world.enrolments["participant"])

    for name in ("trainer", "mt", "other"):
        page = read(desk(as_(name), world))
        assert second.title not in page
        assert first.title not in page


def test_a_draft_and_a_voted_team_have_a_desk_too(as_, world):
    cohort, _place = draft(world)
    voted(world)

    assert as_("trainer").get(cohort.get_absolute_url()).status_code == 200
    assert desk(as_("trainer"), world).status_code == 200
    assert cohort.state == State.DRAFT
