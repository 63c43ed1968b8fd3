"""A lesson gets a new text while a team is busy with it: who sees which text, and what survives."""

import pytest
from django.db import connection

from cohorts import actions
from cohorts.models import Progress, StepDone
from cohorts.overview import matrix, totals
from cohorts.revisions import NewText
from dingen.models import Ding
from home.board import board
from home.lessons import find
from home.team import Totals
from home.turn import turn
from lib.refusal import Refused
from tests.english import in_english  # noqa: F401 - a fixture
from tests.revising import accept, facts_of, finish, item_of, publish, tick
from tests.teams import close as close_team
from tests.test_cohorts_at_once import at_once
from tests.voting import crowd


# --- Which text --------------------------------------------------------------------------
def test_outdated_is_what_was_begun_in_another_text_than_the_published_one(world):
    assert not world.cohort.plan.outdated().exists()
    tick(world)
    assert not world.cohort.plan.outdated().exists()

    publish(world.dingen[0], "stap-1")
    publish(world.dingen[1], "stap-1")

    assert [item.ding for item in world.cohort.plan.outdated()] == [world.dingen[0]]
    assert [item_of(world, n).is_outdated for n in range(2)] == [True, False]


def test_a_text_that_was_taken_back_makes_nothing_outdated(world):
    tick(world)
    Ding.objects.filter(pk=world.dingen[0].pk).update(revision=None, status="draft")

    assert not world.cohort.plan.outdated().exists()
    assert not item_of(world).is_outdated


def test_the_team_reads_the_old_text_until_the_trainer_accepts(world):
    tick(world)
    old, new = world.dingen[0].revision, publish(world.dingen[0], "stap-1", "nieuw")
    anna = world.enrolments["participant"]
    assert find(anna, "eerste-ding").revision == old

    assert [item.ding for item in accept(world, new)] == [world.dingen[0]]

    assert find(anna, "eerste-ding").revision == new
    assert item_of(world).revision == new


def test_another_team_notices_nothing(world):
    olaf = world.enrolments["outsider"]
    theirs = world.elsewhere.plan.create(ding=world.dingen[0], number=1, weight="must")
    actions.tick(enrolment=olaf, ding=world.dingen[0], step_key="stap-1", done=True, by=olaf)
    tick(world)
    old, new = world.dingen[0].revision, publish(world.dingen[0], "stap-1")

    accept(world, new)

    theirs.refresh_from_db()
    assert theirs.revision == old


# --- What survives -------------------------------------------------------------------------
def test_ticks_stay_by_key_and_those_of_a_step_that_went_do_not_count(world):
    tick(world, "stap-1", "stap-2")
    accept(world, publish(world.dingen[0], "stap-2", "nieuw"))

    lesson = find(world.enrolments["participant"], "eerste-ding")

    assert [(line.step.key, line.done) for line in lesson.lines] == [("stap-2", True), ("nieuw", False)]
    assert lesson.done == 1
    assert sorted(StepDone.objects.values_list("step_key", flat=True)) == ["stap-1", "stap-2"]
    tile = board(facts_of(world))[0]
    assert (tile["state"], tile["done_steps"], tile["steps"]) == ("busy", 1, 2)


def test_a_step_that_comes_back_is_ticked_again(world):
    tick(world, "stap-1")
    accept(world, publish(world.dingen[0], "ander"))
    accept(world, publish(world.dingen[0], "stap-1", "ander"))

    lines = find(world.enrolments["participant"], "eerste-ding").lines

    assert [(line.step.key, line.done) for line in lines] == [("stap-1", True), ("ander", False)]


def test_what_is_finished_stays_finished(world):
    crowd(world, 3)
    finish(world)
    accept(world, publish(world.dingen[0], "nieuw"))

    assert Progress.objects.get().finished_at
    plan = list(world.cohort.plan.all())
    assert Totals.of(world.cohort, plan[:1]).done == 1
    assert [total.done for total in totals(world.cohort, plan)] == [1, 0]
    assert matrix([world.enrolments["participant"]], plan)[0].cells == ["done", "open"]


def test_when_only_ticked_steps_are_left_the_end_is_still_to_do(world):
    tick(world, "stap-1")
    accept(world, publish(world.dingen[0], "stap-1"))

    lesson = find(world.enrolments["participant"], "eerste-ding")

    assert (lesson.is_done, lesson.next_step) == (False, None)
    assert turn(facts_of(world)).text.startswith("All steps are done.")
    assert finish(world).finished_at


def test_a_tick_on_a_page_from_before_says_that_the_step_went(world):
    tick(world)
    accept(world, publish(world.dingen[0], "nieuw"))

    with pytest.raises(Refused, match="not in the lesson any more"):
        tick(world, "stap-2")


def test_ticks_of_a_free_choice_survive_its_new_text(world):
    tick(world, "stap-1", ding=2)
    publish(world.dingen[2], "stap-1", "nieuw")

    lesson = find(world.enrolments["participant"], "derde-ding")

    assert [(line.step.key, line.done) for line in lesson.lines] == [("stap-1", True), ("nieuw", False)]
    assert not world.cohort.plan.outdated().exists()


# --- The deed ------------------------------------------------------------------------------
def test_accepting_twice_is_accepting_once(world):
    tick(world)
    new = publish(world.dingen[0], "stap-1")

    assert [len(accept(world, new)) for _twice in range(2)] == [1, 0]


def test_a_text_that_the_trainer_did_not_see_is_not_accepted(world):
    tick(world)
    old, seen = world.dingen[0].revision, publish(world.dingen[0], "stap-1")
    publish(world.dingen[0], "stap-1", "later")

    assert accept(world, seen) == []
    assert item_of(world).revision == old


def test_only_the_trainer_accepts_and_only_while_the_team_is_open(world):
    tick(world)
    new = publish(world.dingen[0], "stap-1")

    with pytest.raises(Refused, match="Only the trainer"):
        accept(world, new, by="participant")

    close_team(world)

    with pytest.raises(Refused, match="closed"):
        accept(world, new)
    assert item_of(world).is_outdated


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_accepting_while_somebody_begins_and_the_plan_changes_keeps_the_new_text(world):
    tick(world)
    new = publish(world.dingen[0], "stap-1")
    hugo, trainer = world.enrolments["helper"], world.enrolments["trainer"]
    ding = Ding.objects.get(pk=world.dingen[0].pk)
    items = [(world.dingen[0], "can"), (world.dingen[1], "must")]

    at_once(
        lambda: accept(world, new),
        lambda: accept(world, new),
        lambda: actions.tick(enrolment=hugo, ding=ding, step_key="stap-1", done=True, by=hugo),
        lambda: actions.set_plan(cohort=world.cohort, items=items, by=trainer),
    )

    item = item_of(world)
    assert (item.revision, item.weight) == (new, "can")


# --- What changes --------------------------------------------------------------------------
def test_the_difference_names_steps_links_and_other_parts(world):
    tick(world, "stap-1", "stap-3")
    tick(world, "stap-3", by="helper")
    old = world.dingen[0].revision
    old.links.create(position=1, title="Dood", url="https://example.org/dood")
    old.links.create(position=2, title="Blijft", url="https://example.org/blijft")
    publish(world.dingen[0], "stap-1", change="Tussendoor")
    new = publish(world.dingen[0], "nieuw", "stap-1", change="Link vervangen", share="Deel het.")
    new.steps.create(key="stap-2", position=3, level="doen", minutes=15, title="Doe 2 van eerste-ding.")
    new.links.create(position=1, title="Levend", url="https://example.org/levend")
    new.links.create(position=2, title="Anders genoemd", url="https://example.org/blijft")

    text = NewText.of(item_of(world))

    assert text.notes == ["Tussendoor", "Link vervangen"]
    assert [step.key for step in text.added] == ["nieuw"]
    assert [step.key for step in text.changed] == ["stap-1"]
    assert [(one.step.key, one.ticks) for one in text.gone] == [("stap-3", 2)]
    assert [link.title for link in text.links_gone] == ["Dood"]
    assert [link.title for link in text.links_added] == ["Levend"]
    assert text.other_parts == ["the explanation", "what you share"]
    assert (text.begun, text.finished) == (2, 0)


def test_another_order_of_the_same_steps_is_told(world):
    tick(world)
    publish(world.dingen[0], "stap-2", "stap-1")

    assert "the order of the steps" in NewText.of(item_of(world)).other_parts


def test_what_was_answered_goes_along_while_the_question_is_the_same(world):
    tick(world)
    ding, anna, hugo = world.dingen[0], *(world.enrolments[name] for name in ("participant", "helper"))
    answers = [{"text": "Nooit", "correct": True, "why": "Dat is privé."}]
    old = [
        ding.revision.questions.create(position=n, question=f"Vraag {n}?", answers=answers) for n in (1, 2)
    ]
    for question in old:
        anna.check_answers.create(question=question, choice=0)
    hugo.check_answers.create(question=old[0], choice=0)
    new = publish(ding, "stap-1")
    same = new.questions.create(position=1, question="Vraag 1?", answers=answers)
    new.questions.create(position=2, question="Iets anders?", answers=answers)
    hugo.check_answers.create(question=same, choice=0)

    accept(world, new)

    assert set(anna.check_answers.values_list("question", flat=True)) == {same.pk, old[1].pk}
    assert set(hugo.check_answers.values_list("question", flat=True)) == {same.pk, old[0].pk}
