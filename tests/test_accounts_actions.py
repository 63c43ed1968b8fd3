"""People, capacities and invitations."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.access import editor, member_of
from accounts.actions import erase, invite_person, renew, withdraw
from accounts.export import export_person
from accounts.models import Capacity, Invitation, LoginCode, Membership, Organisation, User
from accounts.tokens import digest
from lib.refusal import Refused


@pytest.fixture
def invited(world):
    return invite_person(
        email=" Noor@Example.ORG ", name="Noor Kok", organisation=world.ours, by=world["trainer"]
    )


# --- Invitations -------------------------------------------------------------------


def test_an_invitation_makes_the_person_who_cannot_use_a_password(invited, world):
    invitation, token = invited

    noor = User.objects.get(email="noor@example.org")
    assert (noor.name, noor.has_usable_password()) == ("Noor Kok", False)
    assert (invitation.user, invitation.email, invitation.invited_by) == (noor, noor.email, world["trainer"])
    assert invitation.token_hash == digest(token)
    assert token not in repr(Invitation.objects.values())
    assert invitation.refusal() == ""
    assert list(Invitation.objects.by_token(token)) == [invitation]
    assert str(invitation) == "noor@example.org"


def test_a_known_person_is_invited_as_they_are(world):
    invitation, _token = invite_person(
        email="ANNA@example.org", name="Iemand Anders", organisation=world.theirs, by=world["trainer"]
    )

    assert invitation.user == world["participant"]
    world["participant"].refresh_from_db()
    assert world["participant"].name == "Anna de Vries"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"withdrawn_at": timezone.now()}, "ingetrokken"),
        ({"accepted_at": timezone.now()}, "al gebruikt"),
        ({"expires_at": timezone.now() - timedelta(days=1)}, "verlopen"),
    ],
)
def test_a_letter_says_why_it_no_longer_admits(invited, fields, words):
    invitation, _token = invited
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=40), **fields)
    invitation.refresh_from_db()

    assert words in invitation.refusal()
    assert not Invitation.objects.open().exists()


def test_renewing_ends_the_old_secret_and_starts_the_term_again(invited, world):
    invitation, old = invited
    Invitation.objects.update(
        created_at=timezone.now() - timedelta(days=40), expires_at=timezone.now() - timedelta(days=10)
    )

    new = renew(invitation=invitation, by=world["admin"])

    assert not Invitation.objects.by_token(old).exists()
    renewed = Invitation.objects.by_token(new).open().get()
    assert (renewed.pk, renewed.invited_by) == (invitation.pk, world["admin"])


def test_a_withdrawn_letter_is_not_renewed(invited, world):
    invitation, token = invited
    withdraw(invitation=invitation, by=world["trainer"])

    with pytest.raises(Refused, match="ingetrokken"):
        renew(invitation=invitation, by=world["trainer"])

    assert Invitation.objects.by_token(token).get().withdrawn_at is not None


def test_a_used_letter_is_not_withdrawn(invited, world):
    invitation, _token = invited
    invitation.mark_accepted()

    with pytest.raises(Refused, match="al gebruikt"):
        withdraw(invitation=invitation, by=world["trainer"])


def test_a_letter_keeps_its_first_opening(invited):
    invitation, _token = invited
    invitation.mark_sent()
    invitation.mark_opened()
    first = invitation.opened_at

    invitation.mark_opened()

    invitation.refresh_from_db()
    assert invitation.opened_at == first
    assert invitation.sent_at <= first


@pytest.mark.parametrize(
    "wrong",
    [
        {"accepted_at": timezone.now(), "withdrawn_at": timezone.now()},
        {"reminders": 3},
        {"expires_at": timezone.now() - timedelta(days=1)},
    ],
    ids=" ".join,
)
def test_the_database_refuses_a_letter(invited, wrong):
    with pytest.raises(IntegrityError):
        Invitation.objects.update(**wrong)


# --- People ------------------------------------------------------------------------


def test_erasing_takes_the_name_and_every_road_in(world, client, invited):
    anna = world["participant"]
    client.force_login(anna)
    other = Client()
    other.force_login(world["helper"])
    EmailAddress.objects.create(user=anna, email=anna.email, verified=True, primary=True)
    Authenticator.objects.create(user=anna, type="totp", data={})
    LoginCode.objects.start(handle="a" * 20, email=anna.email)
    invite_person(email=anna.email, name="", organisation=world.ours, by=world["trainer"])
    anna.memberships.create(organisation=world.ours, capacity=Capacity.EDITOR)
    anna.groups.add(Group.objects.create(name="x"))

    erase(user=anna, by=anna)

    anna.refresh_from_db()
    assert (anna.name, str(anna), anna.is_active, anna.has_usable_password()) == (
        "",
        "Oud-deelnemer",
        False,
        False,
    )
    assert anna.email.startswith("gone-")
    assert "anna" not in repr(User.objects.filter(pk=anna.pk).values()).lower()
    left = [anna.memberships, anna.invitations, anna.groups]
    assert [related.count() for related in left] == [0, 0, 0]
    assert not EmailAddress.objects.exists()
    assert not Authenticator.objects.exists()
    assert not LoginCode.objects.exists()
    assert not client.session.exists(client.session.session_key)
    assert other.session.exists(other.session.session_key)
    assert world.enrolments["participant"].user_id == anna.pk


def test_two_people_can_be_erased(world):
    for name in ("participant", "helper"):
        erase(user=world[name], by=world["admin"])

    assert User.objects.filter(is_active=False).count() == 2


def test_the_export_holds_what_this_room_knows(invited, world):
    invitation, _token = invited
    invitation.user.memberships.create(organisation=world.theirs, capacity=Capacity.TRAINER)

    assert export_person(invitation.user) == {
        "name": "Noor Kok",
        "email": "noor@example.org",
        "language": "nl",
        "created_at": invitation.user.created_at,
        "last_login": None,
        "memberships": [{"organisation": "Bibliotheek Zandpoort", "capacity": "trainer"}],
        "invitations": [{"organisation": "Bibliotheek Lindenhof", "sent_at": None, "accepted_at": None}],
    }


def test_a_person_is_shown_by_name_or_by_the_start_of_the_address(db):
    assert str(User(name="Anna de Vries", email="anna@example.org")) == "Anna de Vries"
    assert str(User(email="noor@example.org")) == "noor"
    assert User(name="Anna de Vries").first_name == "Anna"
    assert User(name="Anna de Vries").initials == "AV"
    assert User(name="Anna").initials == "A"
    assert (User(name=" ", email="@x").first_name, User(name=" ", email="@x").initials) == ("", "?")


def test_a_superuser_by_command(db):
    ada = User.objects.create_superuser("Ada@Example.org", "een lang wachtwoord", name="Ada")

    assert (ada.is_staff, ada.is_superuser, ada.email) == (True, True, "ada@example.org")
    assert User.objects.get_by_natural_key("ADA@example.org") == ada


def test_the_database_keeps_addresses_in_lower_case(db):
    with pytest.raises(IntegrityError):
        User(email="Anna@example.org").save()


def test_a_time_zone_exists(db):
    Organisation(name="x", slug="x", timezone="Europe/Amsterdam").full_clean()
    with pytest.raises(ValidationError, match="Europa/Eindhoven"):
        Organisation(name="x", slug="x", timezone="Europa/Eindhoven").full_clean()


@pytest.mark.parametrize("capacity", ["boss", Capacity.TRAINER])
def test_the_database_refuses_a_capacity_that_is_unknown_or_double(world, capacity):
    with pytest.raises(IntegrityError):
        Membership.objects.create(user=world["trainer"], organisation=world.ours, capacity=capacity)


def test_how_things_are_called(world):
    membership = world["trainer"].memberships.get()

    assert str(membership) == "Tineke Visser (trainer, Bibliotheek Lindenhof)"
    assert str(LoginCode(email="anna@example.org")) == "anna@example.org"


@pytest.mark.parametrize(
    "wrong", [{"attempts": 4}, {"expires_at": timezone.now() - timedelta(hours=1)}], ids=" ".join
)
def test_the_database_refuses_a_code(db, wrong):
    LoginCode.objects.start(handle="a" * 20, email="anna@example.org")

    with pytest.raises(IntegrityError):
        LoginCode.objects.update(**wrong)


# --- Doors -------------------------------------------------------------------------


@member_of(Capacity.TRAINER)
def for_trainers(request, word):
    return HttpResponse(word)


@member_of()
def for_members(request):
    return HttpResponse("members")


@editor
def for_editors(request):
    return HttpResponse("editors")


def ask(rf, user):
    request = rf.get("/")
    request.user = user
    return request


def test_a_capacity_opens_its_door(rf, world):
    assert for_trainers(ask(rf, world["trainer"]), word="ja").content == b"ja"
    assert for_members(ask(rf, world["trainer"])).content == b"members"
    for view in (for_members, lambda request: for_trainers(request, word="ja"), for_editors):
        with pytest.raises(PermissionDenied):
            view(ask(rf, world["participant"]))


def test_the_lessons_are_for_editors_and_managers_of_the_site(rf, world):
    world["helper"].memberships.create(organisation=world.theirs, capacity=Capacity.EDITOR)

    assert for_editors(ask(rf, world["helper"])).content == b"editors"
    assert for_editors(ask(rf, world["admin"])).content == b"editors"
    with pytest.raises(PermissionDenied):
        for_editors(ask(rf, world["trainer"]))


def test_the_doors_say_who_they_are_for():
    assert [view.access for view in (for_trainers, for_members, for_editors)] == [
        "member as trainer",
        "member as anything",
        "editor",
    ]
