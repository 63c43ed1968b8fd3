"""The deeds on groups: at most five, one helper, one group a person."""

import pytest

from cohorts import actions
from cohorts.models import Seat, Stage
from lib.refusal import Refused
from tests.english import in_english  # noqa: F401 - a fixture
from tests.teams import close, join


def full_group(world):
    """Group one, with all five seats taken."""
    for number in range(3):
        enrolment = join(world, f"Nr {number}", f"nr{number}@example.org")
        actions.take_seat(group=world.groups[0], enrolment=enrolment, by=enrolment)
    return world.groups[0]


def test_who_makes_a_group_sits_in_it_and_the_helper_is_chosen_later(world):
    bram = join(world, "Bram", "bram@example.org")
    group = actions.create_group(cohort=world.cohort, name="Foto's", by=bram)
    assert [(seat.enrolment, seat.number, seat.helper) for seat in group.seats.all()] == [(bram, 1, False)]
    world.cohort.refresh_from_db()
    assert world.cohort.stage == Stage.GROUPS


@pytest.mark.parametrize("who", ["trainer", "participant"])
def test_who_needs_no_seat_makes_an_empty_group(world, who):
    group = actions.create_group(cohort=world.cohort, name="Foto's", by=world.enrolments[who])
    assert group.seats.count() == 0


def test_a_group_name_is_used_once(world):
    with pytest.raises(Refused, match="Choose another name"):
        actions.create_group(cohort=world.cohort, name="Screencasts", by=world.enrolments["trainer"])
    assert world.cohort.groups.count() == 2


def test_the_mt_makes_no_groups(world):
    with pytest.raises(Refused, match="not in a group"):
        actions.create_group(cohort=world.cohort, name="Foto's", by=world.enrolments["mt"])


def test_the_lowest_free_seat_is_taken(world):
    actions.leave_seat(enrolment=world.enrolments["participant"], by=world.enrolments["participant"])
    bram = join(world, "Bram", "bram@example.org")
    seat = actions.take_seat(group=world.groups[0], enrolment=bram, by=bram)
    assert (seat.number, seat.helper) == (1, False)
    assert actions.take_seat(group=world.groups[0], enrolment=bram, by=bram) == seat


def test_a_sixth_is_refused_in_words(world):
    group = full_group(world)
    sixth = join(world, "Zes", "zes@example.org")
    assert group.seat_refusal(enrolment=sixth, by=sixth) == (
        "This group is full: there are five. Choose another group."
    )
    with pytest.raises(Refused, match="full"):
        actions.take_seat(group=group, enrolment=sixth, by=sixth)
    assert sorted(group.seats.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_somebody_in_a_group_leaves_it_before_joining_another(world):
    anna, group = world.enrolments["participant"], world.groups[1]
    with pytest.raises(Refused, match="Leave that one first"):
        actions.take_seat(group=group, enrolment=anna, by=anna)
    actions.leave_seat(enrolment=anna, by=anna)
    assert actions.take_seat(group=group, enrolment=anna, by=anna).group == group


@pytest.mark.parametrize("who", ["trainer", "mt", "outsider"])
def test_only_participants_of_the_team_sit_in_a_group(world, who):
    enrolment = world.enrolments[who]
    with pytest.raises(Refused, match="Only participants"):
        actions.take_seat(group=world.groups[1], enrolment=enrolment, by=enrolment)


def test_who_left_the_team_gets_no_seat(world):
    bram = join(world, "Bram", "bram@example.org")
    actions.remove_member(enrolment=bram, by=world.enrolments["trainer"])
    with pytest.raises(Refused, match="Only participants"):
        actions.take_seat(group=world.groups[1], enrolment=bram, by=world.enrolments["trainer"])


def test_the_trainer_moves_people_and_others_do_not(world):
    bram, trainer, anna = (
        join(world, "Bram", "bram@example.org"),
        world.enrolments["trainer"],
        world.enrolments["participant"],
    )
    with pytest.raises(Refused, match="Only the trainer"):
        actions.take_seat(group=world.groups[1], enrolment=bram, by=anna)
    assert actions.take_seat(group=world.groups[1], enrolment=bram, by=trainer).number == 2
    with pytest.raises(Refused, match="Only the trainer"):
        actions.leave_seat(enrolment=bram, by=anna)
    actions.leave_seat(enrolment=bram, by=trainer)
    assert not Seat.objects.filter(enrolment=bram).exists()


def test_a_group_has_one_helper_whom_it_chooses_itself(world):
    anna, group = world.enrolments["participant"], world.groups[0]
    for _twice in range(2):
        actions.make_helper(seat=anna.seat, by=anna)
    assert [seat.enrolment for seat in group.seats.filter(helper=True)] == [anna]
    actions.make_helper(seat=world.enrolments["helper"].seat, by=world.enrolments["trainer"])
    assert [str(seat.enrolment) for seat in group.seats.filter(helper=True)] == ["Hugo Bakker"]
    with pytest.raises(Refused, match="Only the group itself"):
        actions.make_helper(seat=anna.seat, by=world.enrolments["other"])


def test_in_a_closed_team_nobody_moves(world):
    bram = join(world, "Bram", "bram@example.org")
    close(world)
    bram.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        actions.take_seat(group=world.groups[1], enrolment=bram, by=bram)
