"""Inviting people, and who is in the team."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Invitation, User
from cohorts import actions
from cohorts.models import CohortInvitation, Role, Seat
from cohorts.models.invitations import LetterStatus
from lib.refusal import Refused
from notifications.models import Notification
from tests.english import in_english  # noqa: F401 - a fixture
from tests.teams import close, draft, invite, join, letter


def test_invited_people_get_a_letter_once(world):
    assert invite(world) == 3
    assert invite(world) == 0
    places = world.cohort.invitations.order_by("pk")
    assert [(place.invitation.email, place.invitation.user.name, place.role) for place in places] == [
        ("bram@example.org", "Bram de Boer", "participant"),
        ("chantal@example.org", "Chantal Kok", "participant"),
        ("zoe@example.org", "Zoë van 't Hof", "participant"),
    ]
    assert Notification.objects.filter(kind="invitation").count() == 3


def test_two_spellings_of_an_address_are_one_person(world):
    assert invite(world, [("Bram", "Bram@Example.org"), ("B.", " bram@example.org")]) == 1
    assert User.objects.get(email="bram@example.org").name == "Bram"


def test_who_is_in_the_team_gets_no_letter(world):
    assert invite(world, [("Anna", "anna@example.org")]) == 0
    assert not Invitation.objects.exists()


def test_who_left_can_be_invited_and_comes_back_in_the_new_role(world):
    other = world.enrolments["other"]
    actions.remove_member(enrolment=other, by=world.enrolments["trainer"])
    assert invite(world, [("Piet", "piet@example.org")], role=Role.TRAINER) == 1
    place = world.cohort.invitations.get()
    back = actions.accept(invitation=place.invitation, by=world["other"])
    assert (back.pk, back.role, back.left_at) == (other.pk, Role.TRAINER, None)


@pytest.mark.parametrize("who", ["participant", "mt", "outsider"])
def test_only_the_trainer_invites(world, who):
    with pytest.raises(Refused, match="Only the trainer"):
        invite(world, by=world.enrolments[who])


def test_a_letter_is_mailed_again_twice_with_a_new_secret(world):
    place, trainer = letter(world), world.enrolments["trainer"]
    secrets = {place.invitation.token_hash}
    for _reminder in range(2):
        actions.resend(place=place, by=trainer)
        place.invitation.refresh_from_db()
        secrets.add(place.invitation.token_hash)
    assert (len(secrets), place.invitation.reminders) == (3, 2)
    assert place.resend_refusal(by=trainer) == "This person got three mails already. Give them a call."
    with pytest.raises(Refused, match="three mails"):
        actions.resend(place=place, by=trainer)
    subjects = [row.text for row in Notification.objects.filter(kind="invitation").order_by("pk")]
    assert subjects == [
        "Tineke Visser invites you to Lindenhof",
        "Reminder: Tineke Visser invites you to Lindenhof",
        "Reminder: Tineke Visser invites you to Lindenhof",
    ]


def test_an_expired_letter_can_be_sent_again(world):
    place = letter(world)
    Invitation.objects.update(
        created_at=timezone.now() - timedelta(days=40), expires_at=timezone.now() - timedelta(days=10)
    )
    place.refresh_from_db()
    assert place.status == LetterStatus.EXPIRED
    actions.resend(place=place, by=world.enrolments["trainer"])
    place = CohortInvitation.objects.get(pk=place.pk)
    assert (place.status, place.accept_refusal(by=place.invitation.user)) == (LetterStatus.SENT, "")


def test_a_letter_of_a_draft_waits_for_the_start(world):
    cohort, trainer = draft(world)
    place = letter(world, cohort=cohort, by=trainer)
    assert place.status == LetterStatus.WAITING
    with pytest.raises(Refused, match="go out when you start"):
        actions.resend(place=place, by=trainer)


def test_a_withdrawn_letter_admits_nobody_and_a_new_one_can_be_written(world):
    place, trainer = letter(world), world.enrolments["trainer"]
    for _twice in range(2):
        actions.withdraw(place=place, by=trainer)
    place = CohortInvitation.objects.get(pk=place.pk)
    assert place.status == LetterStatus.WITHDRAWN
    with pytest.raises(Refused, match="withdrawn"):
        actions.accept(invitation=place.invitation, by=place.invitation.user)
    with pytest.raises(Refused, match="withdrawn"):
        actions.resend(place=place, by=trainer)
    assert invite(world, [("Bram", "bram@example.org")]) == 1


def test_a_used_letter_cannot_be_taken_back(world):
    place = letter(world)
    actions.accept(invitation=place.invitation, by=place.invitation.user)
    with pytest.raises(Refused, match="already used"):
        actions.withdraw(place=place, by=world.enrolments["trainer"])
    assert CohortInvitation.objects.get().status == LetterStatus.ACCEPTED


def test_accepting_twice_is_being_in_the_team_once(world):
    place = letter(world, role=Role.MT)
    person = place.invitation.user
    first, again = (actions.accept(invitation=place.invitation, by=person) for _twice in range(2))
    assert (first, first.role, first.cohort) == (again, Role.MT, world.cohort)
    assert person.enrolments.count() == 1


def test_a_letter_is_for_one_person(world):
    place = letter(world)
    with pytest.raises(Refused, match="somebody else"):
        actions.accept(invitation=place.invitation, by=world["outsider"])
    assert world.cohort.enrolments.count() == 5


def test_a_second_letter_to_a_member_is_used_up_and_changes_nothing(world):
    place = letter(world)
    person = place.invitation.user
    there = world.cohort.enrolments.create(user=person, role=Role.MT)
    assert actions.accept(invitation=place.invitation, by=person) == there
    there.refresh_from_db()
    assert there.role == Role.MT
    assert CohortInvitation.objects.get().status == LetterStatus.ACCEPTED


def test_a_closed_team_lets_nobody_in(world):
    place = letter(world)
    close(world)
    with pytest.raises(Refused, match="closed"):
        actions.accept(invitation=place.invitation, by=place.invitation.user)


def test_a_name_is_kept_for_who_has_none(world):
    invite(world, [("", "bram@example.org"), ("Chantal", "chantal@example.org")])
    for place in world.cohort.invitations.all():
        actions.accept(invitation=place.invitation, by=place.invitation.user, name="Nieuwe Naam")
    assert User.objects.get(email="bram@example.org").name == "Nieuwe Naam"
    assert User.objects.get(email="chantal@example.org").name == "Chantal"


def test_a_removed_member_is_out_at_the_next_request_and_the_seat_is_free(world, as_):
    browser = as_("other")
    assert browser.get("/teams/lindenhof/leden/").status_code == 200
    actions.remove_member(enrolment=world.enrolments["other"], by=world.enrolments["trainer"])
    assert browser.get("/teams/lindenhof/leden/").status_code == 404
    assert not Seat.objects.filter(group=world.groups[1]).exists()


def test_a_team_keeps_a_trainer(world):
    trainer = world.enrolments["trainer"]
    with pytest.raises(Refused, match="A team needs a trainer"):
        actions.remove_member(enrolment=trainer, by=trainer)
    second = join(world, "Tweede", "tweede@example.org", Role.TRAINER)
    actions.remove_member(enrolment=trainer, by=second)
    assert list(world.cohort.enrolments.trainers()) == [second]


@pytest.mark.parametrize("who", ["participant", "mt", "outsider"])
def test_only_the_trainer_removes_people(world, who):
    with pytest.raises(Refused, match="Only the trainer"):
        actions.remove_member(enrolment=world.enrolments["other"], by=world.enrolments[who])
