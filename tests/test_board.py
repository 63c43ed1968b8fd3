"""The board of a team and its figures: what is filled, and who sees how much."""

from datetime import timedelta

from django.utils import timezone

from cohorts import actions
from cohorts.models import Enrolment, PlanItem
from home.board import board, team_board
from home.team import Care, Totals
from tests.conftest import make_ding
from tests.desk import facts_of, finish, lesson, tick
from tests.english import in_english  # noqa: F401 - a fixture
from tests.teams import invite
from tests.voting import crowd

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
