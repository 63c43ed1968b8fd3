"""The trainer arranges the groups; nothing that was written is lost, and nobody becomes the sixth."""

import pytest

from cohorts import actions
from cohorts.filling import propose
from cohorts.models import Group, Moment, Seat, Stage, Statement
from lib.refusal import Refused
from pitches.models import Pitch
from tests.at_once import TOGETHER, all_at_once
from tests.english import in_english  # noqa: F401 - a fixture
from tests.teams import close, join

PAGE = "/teams/lindenhof/groepen/"


def say(enrolment, score):
    """What somebody says of themselves at the start."""
    for statement in Statement:
        enrolment.assessments.create(moment=Moment.START, statement=statement, score=score)


def crowd(world, number):
    return [join(world, f"Gast {n}", f"gast{n}@example.org") for n in range(number)]


def fill(world, seen=None):
    by = world.enrolments["trainer"]
    mark = seen or propose(world.cohort).mark
    return actions.fill_groups(cohort=world.cohort, seen=mark, by=by)


def members(group):
    return [seat.enrolment for seat in group.seats.select_related("enrolment__user")]


def test_the_rest_is_spread_evenly_over_groups_and_experience(world):
    guests = crowd(world, 7)
    for guest, score in zip(guests, (5, 5, 4, 3, 2, 1, 1), strict=True):
        say(guest, score)
    assert propose(world.cohort).people == 7
    assert Seat.objects.count() == 3  # nothing happened yet
    assert fill(world) == 7
    sizes = [group.seats.count() for group in world.groups]
    assert sizes == [5, 5]
    scores = [
        [one.assessments.first().score for one in members(group) if one in guests] for group in world.groups
    ]
    assert [sum(one) for one in scores] == [9, 12]
    world.cohort.refresh_from_db()
    assert world.cohort.stage == Stage.GROUPS


def test_without_a_measurement_the_dingen_that_are_done_count(world):
    first, second, third, last = crowd(world, 4)
    for guest, number in ((first, 2), (second, 2)):
        for ding in world.dingen[:number]:
            actions.finish(enrolment=guest, ding=ding, by=guest)
    fill(world)
    together = {frozenset(members(group)) for group in world.groups}
    assert not any({first, second} <= one for one in together)
    assert {third, last} <= set().union(*together)


def test_who_does_not_fit_gets_as_few_new_groups_as_it_takes(world):
    crowd(world, 13)
    proposal = propose(world.cohort)
    assert [(table.name, table.size) for table in proposal.tables] == [
        ("Digitaal klantcontact", 4),
        ("Screencasts", 4),
        ("Group 1", 4),
        ("Group 2", 4),
    ]
    fill(world)
    assert world.cohort.groups.count() == 4
    assert propose(world.cohort).people == 0


def test_a_proposal_that_is_old_is_shown_anew(world, as_):
    guest = crowd(world, 1)[0]
    page = as_("trainer").get(f"{PAGE}vullen/")
    assert "Gast 0" in page.text
    assert "score" not in page.text
    seen = page.context["proposal"].mark
    actions.take_seat(group=world.groups[0], enrolment=guest, by=guest)
    assert as_("trainer").post(f"{PAGE}vullen/", {"seen": seen}).url == f"{PAGE}vullen/"
    with pytest.raises(Refused, match="Somebody chose"):
        fill(world, seen)
    assert "Iedereen heeft een groep." in as_("trainer").get(f"{PAGE}vullen/").text


def test_the_trainer_moves_somebody_and_the_plans_stay(world, as_):
    anna, (first, second) = world.enrolments["participant"], world.groups
    plan = Pitch.objects.create(group=first, title="Het plan")
    browser = as_("trainer")
    move = f"{PAGE}plek/{anna.seat.pk}/verplaatsen/"
    assert browser.post(move, {"group": second.pk}).url == PAGE
    assert [str(one) for one in members(second)] == ["Piet Jansen", "Anna de Vries"]
    anna.refresh_from_db()
    browser.post(f"{PAGE}plek/{anna.seat.pk}/verplaatsen/", {"group": "none"})
    assert not Seat.objects.filter(enrolment=anna).exists()
    actions.take_seat(group=first, enrolment=anna, by=anna)
    plan.refresh_from_db()
    assert (plan.group, plan.title) == (first, "Het plan")


@pytest.mark.parametrize(("group", "status"), [("x", 400), ("", 400), ("9" * 40, 400), ("999999", 404)])
def test_a_group_that_is_none_is_refused(world, as_, group, status):
    seat = world.enrolments["participant"].seat.pk
    browser = as_("trainer")
    assert browser.post(f"{PAGE}plek/{seat}/verplaatsen/", {"group": group}).status_code == status
    merge = f"{PAGE}{world.groups[0].pk}/samenvoegen/"
    assert browser.post(merge, {"group": group}).status_code == status


def test_nobody_is_moved_into_a_full_group_and_stays_where_they_sit(world):
    hugo, trainer = world.enrolments["helper"], world.enrolments["trainer"]
    for guest in crowd(world, 4):
        actions.take_seat(group=world.groups[1], enrolment=guest, by=guest)
    with pytest.raises(Refused, match="full"):
        actions.move_seat(seat=hugo.seat, group=world.groups[1], by=trainer)
    assert Seat.objects.get(enrolment=hugo).group == world.groups[0]
    with pytest.raises(Refused, match="Only the trainer"):
        actions.move_seat(seat=hugo.seat, group=world.groups[1], by=hugo)


def test_a_group_is_renamed_by_itself_and_by_the_trainer(world, as_):
    page = f"{PAGE}{world.groups[0].pk}/naam/"
    assert as_("participant").post(page, {"name": "Klanten"}).url == PAGE
    taken = as_("trainer").post(page, {"name": "Screencasts"})
    assert (taken.status_code, 'value="Screencasts"' in taken.text) == (422, True)
    assert as_("trainer").post(page, {"name": " "}).status_code == 422
    with pytest.raises(Refused, match="Only the group"):
        actions.rename_group(group=world.groups[0], name="X", by=world.enrolments["other"])
    assert Group.objects.get(pk=world.groups[0].pk).name == "Klanten"


def test_two_groups_become_one_and_the_empty_one_goes(world):
    first, second = world.groups
    actions.merge_groups(group=second, into=first, by=world.enrolments["trainer"])
    assert [str(one) for one in members(first)] == ["Anna de Vries", "Hugo Bakker", "Piet Jansen"]
    assert [str(seat.enrolment) for seat in first.seats.filter(helper=True)] == ["Hugo Bakker"]
    assert not Group.objects.filter(pk=second.pk).exists()


def test_a_group_with_a_plan_stays_when_its_people_go(world):
    first, second = world.groups
    Pitch.objects.create(group=second, title="Het plan")
    trainer = world.enrolments["trainer"]
    with pytest.raises(Refused, match="Move them first"):
        actions.remove_group(group=second, by=trainer)
    actions.merge_groups(group=second, into=first, by=trainer)
    with pytest.raises(Refused, match="nothing is lost"):
        actions.remove_group(group=second, by=trainer)
    assert Pitch.objects.get(group=second).title == "Het plan"


def test_an_empty_group_is_removed(world, as_):
    empty = world.cohort.groups.create(name="Leeg")
    assert as_("trainer").post(f"{PAGE}{empty.pk}/verwijderen/").url == PAGE
    assert not Group.objects.filter(pk=empty.pk).exists()


def test_groups_that_do_not_fit_together_are_not_joined(world):
    for guest in crowd(world, 4):
        actions.take_seat(group=world.groups[1], enrolment=guest, by=guest)
    trainer = world.enrolments["trainer"]
    with pytest.raises(Refused, match="more than five"):
        actions.merge_groups(group=world.groups[0], into=world.groups[1], by=trainer)
    with pytest.raises(Refused, match="another group"):
        actions.merge_groups(group=world.groups[0], into=world.groups[0], by=trainer)


def test_in_a_closed_team_nothing_is_arranged(world, as_):
    close(world)
    trainer = world.enrolments["trainer"]
    trainer.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        actions.fill_groups(cohort=trainer.cohort, seen="", by=trainer)
    assert as_("trainer").get(f"{PAGE}vullen/").status_code == 302
    with pytest.raises(Refused, match="closed"):
        actions.merge_groups(group=world.groups[0], into=world.groups[1], by=trainer)


@pytest.mark.parametrize("number", [1, 3])
def test_the_proposal_takes_as_many_queries_for_three_as_for_one(
    world, as_, django_assert_num_queries, number
):
    crowd(world, number)
    browser = as_("trainer")
    with django_assert_num_queries(8):
        browser.get(f"{PAGE}vullen/")


class TestAtOnce:
    pytestmark = TOGETHER

    def test_two_trainers_who_fill_and_people_who_choose_never_make_six(self, world):
        guests = crowd(world, 6)
        mark, trainer = propose(world.cohort).mark, world.enrolments["trainer"]
        group = world.groups[0]
        all_at_once(
            *(lambda: fill(world, mark) for _twice in range(2)),
            *(
                lambda guest=guest: actions.take_seat(group=group, enrolment=guest, by=guest)
                for guest in guests[:3]
            ),
            lambda: actions.move_seat(seat=world.enrolments["other"].seat, group=group, by=trainer),
        )
        assert max(one.seats.count() for one in world.cohort.groups.all()) <= 5
        assert Seat.objects.values("enrolment").distinct().count() == Seat.objects.count()
