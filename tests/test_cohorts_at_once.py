"""The same button pressed by several people at the same moment."""

from django.utils import translation

from accounts.models import User
from cohorts import actions
from cohorts.models import Cohort, Enrolment, Role, Seat, StepDone
from notifications.models import Notification
from tests.at_once import TOGETHER, all_at_once
from tests.teams import draft, invite, join, letter

pytestmark = TOGETHER


def at_once(*deeds):
    """Do these deeds together, in English; return what each gave, or the words of its refusal."""
    return all_at_once(*(translation.override("en")(deed) for deed in deeds))


def test_two_who_take_the_last_seat_are_five_in_all(world):
    group = world.groups[0]
    for number in (3, 4):
        group.seats.create(enrolment=join(world, f"N{number}", f"n{number}@example.org"), number=number)
    guests = [join(world, f"Gast {n}", f"gast{n}@example.org") for n in range(4)]

    results = at_once(
        *(lambda guest=guest: actions.take_seat(group=group, enrolment=guest, by=guest) for guest in guests)
    )

    assert sorted(group.seats.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert [isinstance(result, Seat) for result in results].count(True) == 1
    assert [result for result in results if isinstance(result, str)] == [
        "This group is full: there are five. Choose another group."
    ] * 3


def test_somebody_who_joins_two_groups_sits_in_one(world):
    guest = join(world, "Gast", "gast@example.org")
    results = at_once(
        *(
            lambda group=group: actions.take_seat(group=group, enrolment=guest, by=guest)
            for group in world.groups
        )
    )
    assert Seat.objects.filter(enrolment=guest).count() == 1
    assert "You are already in a group. Leave that one first." in results


def test_two_trainers_who_start_mail_everybody_once(world):
    cohort, trainer = draft(world)
    second = cohort.enrolments.create(user=world["admin"], role=Role.TRAINER)
    invite(world, cohort=cohort, by=trainer)

    at_once(*(lambda by=by: actions.start(cohort=cohort, by=by) for by in (trainer, second)))

    assert Cohort.objects.get(pk=cohort.pk).is_running
    assert Notification.objects.filter(kind="invitation").count() == 3


def test_two_trainers_who_invite_the_same_people_write_once(world):
    trainer = world.enrolments["trainer"]
    counts = at_once(*(lambda: invite(world, by=trainer) for _twice in range(2)))
    assert sorted(counts) == [0, 3]
    assert world.cohort.invitations.count() == 3


def test_two_trainers_who_remove_each_other_leave_one(world):
    first = world.enrolments["trainer"]
    second = join(world, "Tweede", "tweede@example.org", Role.TRAINER)
    results = at_once(
        lambda: actions.remove_member(enrolment=first, by=second),
        lambda: actions.remove_member(enrolment=second, by=first),
    )
    assert world.cohort.enrolments.trainers().count() == 1
    assert results.count(None) == 1


def test_a_letter_accepted_twice_at_once_is_one_place(world):
    place = letter(world)
    person = User.objects.get(email="bram@example.org")
    places = at_once(
        *(lambda: actions.accept(invitation=place.invitation, by=person).pk for _twice in range(4))
    )
    assert set(places) == {Enrolment.objects.get(user=person).pk}


def test_first_ticks_at_once_are_one_beginning(world):
    anna, ding = world.enrolments["participant"], world.dingen[0]

    def tick(key):
        return lambda: actions.tick(enrolment=anna, ding=ding, step_key=key, done=True, by=anna).pk

    begun = at_once(tick("stap-1"), tick("stap-1"), tick("stap-2"), tick("stap-3"))

    assert len(set(begun)) == 1
    assert sorted(StepDone.objects.values_list("step_key", flat=True)) == ["stap-1", "stap-2", "stap-3"]


def test_two_helpers_chosen_at_once_are_one(world):
    seats = [world.enrolments[name].seat for name in ("participant", "helper")]
    trainer = world.enrolments["trainer"]
    at_once(*(lambda seat=seat: actions.make_helper(seat=seat, by=trainer) for seat in seats))
    assert world.groups[0].seats.filter(helper=True).count() == 1


def test_teams_made_at_once_with_one_name_both_get_an_address(world):
    made = at_once(*(lambda: draft(world)[0].slug for _twice in range(2)))
    assert sorted(made) == ["najaar", "najaar-2"]
