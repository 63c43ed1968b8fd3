"""What a manager of the site can and cannot do at /beheer/."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.actions import invite_person
from accounts.audit import record
from accounts.models import Invitation, Membership, User
from notifications.models import MOST_TRIES, Kind, Mailing, Notification
from tests.telling import own_texts  # noqa: F401 - a fixture


def test_the_way_in_is_the_log_in_page_of_everybody(client, db):
    first = client.get(reverse("admin:index"))
    second = client.get(first.url)

    assert second.url.startswith(reverse("account_login") + "?next=")
    assert client.post(reverse("admin:login"), {"username": "x", "password": "y"}).status_code == 302


def test_who_is_not_staff_stays_outside(as_):
    client = as_("trainer")

    assert client.get(reverse("admin:index"), follow=True).status_code == 403


@pytest.mark.parametrize(
    "model",
    [
        "accounts_user",
        "accounts_organisation",
        "accounts_membership",
        "accounts_invitation",
        "accounts_auditentry",
        "notifications_notification",
    ],
)
def test_every_list_opens(as_, world, model):
    assert as_("admin").get(reverse(f"admin:{model}_changelist"), {"q": "a"}).status_code in {200, 302}


def test_nobody_sets_a_password_or_an_address_of_somebody_else(as_, world):
    anna = world["participant"]
    address = reverse("admin:accounts_user_change", args=[anna.pk])
    client = as_("admin")
    before = anna.password
    page = client.get(address)
    assert set(page.context["adminform"].form.fields) == {
        "name",
        "language",
        "is_active",
        "is_staff",
        "is_superuser",
    }
    inline = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}

    answer = client.post(
        address,
        inline
        | {"name": "Anna V", "language": "nl", "is_active": "on", "email": "x@example.org", "password": "x"},
    )

    anna.refresh_from_db()
    assert answer.status_code == 302
    assert (anna.name, anna.email, anna.password) == ("Anna V", "anna@example.org", before)


def test_a_new_person_has_no_password(as_, world):
    inline = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    as_("admin").post(
        reverse("admin:accounts_user_add"),
        inline | {"email": "noor@example.org", "name": "Noor", "language": "nl", "is_active": "on"},
    )

    assert not User.objects.get(email="noor@example.org").has_usable_password()


def test_staff_do_not_make_managers(as_, world, rf):
    request = rf.get("/")
    request.user = User(is_staff=True)
    fixed = admin.site.get_model_admin(User).get_readonly_fields(request, world["participant"])

    assert {"email", "is_staff", "is_superuser"} <= set(fixed)


def test_a_manager_gives_a_capacity(as_, world):
    anna = world["participant"]
    as_("admin").post(
        reverse("admin:accounts_membership_add"),
        {"user": anna.pk, "organisation": world.ours.pk, "capacity": "editor"},
    )

    assert Membership.objects.get(user=anna).capacity == "editor"


def test_people_invitations_and_the_book_are_only_read(as_, world):
    invitation, _token = invite_person(
        email="noor@example.org", name="Noor", organisation=world.ours, by=world["trainer"]
    )
    entry = record(by=None, deed="x", on="y", result="ok")
    client = as_("admin")
    read_only = (("invitation", invitation.pk), ("auditentry", entry.pk))
    for model, pk in read_only:
        page = client.get(reverse(f"admin:accounts_{model}_change", args=[pk]))
        assert page.status_code == 200
        assert invitation.token_hash not in page.content.decode()
        assert client.post(reverse(f"admin:accounts_{model}_delete", args=[pk])).status_code == 403
        assert client.get(reverse(f"admin:accounts_{model}_add")).status_code == 403
    assert (
        client.post(reverse("admin:accounts_user_delete", args=[world["participant"].pk])).status_code == 403
    )
    assert Invitation.objects.count() == 1


def test_failed_mails_are_tried_again(as_, world, texts, mailoutbox):
    anna = world["participant"]
    given_up = {"mailing": Mailing.FAILED, "tries": MOST_TRIES, "path": "/"}
    failed = anna.notifications.create(kind=Kind.ANSWER, about="a", context={"who": "Hugo"}, **given_up)
    letter = anna.notifications.create(kind=Kind.INVITATION, about="b", **given_up)
    done = anna.notifications.create(kind=Kind.REPLY, about="c", path="/")

    page = (
        as_("admin")
        .post(
            reverse("admin:notifications_notification_changelist"),
            {"action": "try_again", "_selected_action": [failed.pk, letter.pk, done.pk]},
            follow=True,
        )
        .content.decode()
    )

    failed.refresh_from_db()
    assert (failed.mailing, failed.tries) == (Mailing.SENT, 1)
    assert len(mailoutbox) == 1
    assert "Opnieuw in de rij gezet: 1" in page
    assert "De link in deze mail is er niet meer" in page
    assert "Deze mail is niet mislukt" in page
    assert Notification.objects.failed().get() == letter


def test_what_a_message_says_is_not_shown_to_managers(as_, world):
    row = world["participant"].notifications.create(
        kind=Kind.INVITATION, about="a", path="/uitnodiging/geheim/", context={"token": "geheim"}
    )
    client = as_("admin")

    for address in (
        reverse("admin:notifications_notification_changelist"),
        reverse("admin:notifications_notification_change", args=[row.pk]),
    ):
        assert "geheim" not in client.get(address).content.decode()


def test_there_is_no_side_door_to_proven_addresses_or_second_factors(as_, world):
    page = as_("admin").get(reverse("admin:index")).content.decode()

    assert "/beheer/accounts/user/" in page
    assert not {"emailaddress", "authenticator", "group"} & set(re.findall(r"/beheer/\w+/(\w+)/", page))
