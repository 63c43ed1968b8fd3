"""The inbox, what somebody wants to be told, and the way out of a mail."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from notifications.mail import unsubscribe_token
from notifications.models import DIRECT, Kind, Mute, Notification
from tests.telling import SEND, own_texts, refuse  # noqa: F401 - a fixture


@pytest.fixture
def inbox(texts, world):
    """Anna has a number of messages."""

    def fill(number):
        for at in range(number):
            world["participant"].notifications.create(
                kind=Kind.ANSWER, about=f"post:{at}", path="/zoeken/", context={"who": f"Persoon {at}"}
            )

    return fill


def test_the_inbox_shows_the_newest_first_and_what_is_new(inbox, as_, world):
    inbox(2)
    world["participant"].notifications.first().mark_read()

    page = as_("participant").get(reverse("notifications:notification_list")).content.decode()

    assert page.index("Persoon 1") < page.index("Persoon 0")
    assert page.count('class="chip must">Nieuw') == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_inbox_costs_the_same_for_more_messages(inbox, as_, django_assert_num_queries, number):
    inbox(number)
    client = as_("participant")

    with django_assert_num_queries(5):
        client.get(reverse("notifications:notification_list"))


def test_an_empty_inbox_says_what_will_come(as_):
    page = as_("participant").get(reverse("notifications:notification_list")).content.decode()

    assert "Nog geen berichten" in page
    assert "Alles gelezen" not in page


def test_opening_marks_as_read_and_goes_there(inbox, as_, world):
    inbox(1)
    [row] = world["participant"].notifications.all()
    address = reverse("notifications:notification_open", args=[row.pk])
    client = as_("participant")

    client.get(address)
    row.refresh_from_db()
    assert row.read_at is None

    answer = client.post(address)
    row.refresh_from_db()
    first = row.read_at
    assert (answer.status_code, answer.url) == (302, "/zoeken/")
    assert first is not None
    client.post(address)
    row.refresh_from_db()
    assert row.read_at == first


def test_all_read_in_one_go_and_only_mine(inbox, as_, world):
    inbox(3)
    theirs = world["helper"].notifications.create(kind=Kind.REPLY, about="a", path="/")

    as_("participant").post(reverse("notifications:read_all"))

    assert not world["participant"].notifications.unread().exists()
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_preferences_mute_what_is_not_ticked(as_, world):
    client, address = as_("participant"), reverse("notifications:preferences")
    when = {"rhythm": "daily", "days": ["0", "4"], "hour": "9"}
    now = [kind.value for kind in DIRECT - {Kind.INVITATION}]
    kept = [kind.value for kind in Kind if kind not in {*DIRECT, Kind.REPLY, Kind.PILOT}]

    answer = client.post(address, {"by_mail": now, "in_digest": kept} | when)
    assert answer.status_code == 302
    assert set(world["participant"].mutes.values_list("kind", flat=True)) == {"reply", "pilot"}
    page = client.get(address).content.decode()
    assert re.search(r'value="answer"[^>]*checked', page)
    assert not re.search(r'value="reply"[^>]*checked', page)
    assert "uitnodiging" not in page

    client.post(address, {"by_mail": now, "in_digest": [*kept, "reply"]} | when)
    assert set(world["participant"].mutes.values_list("kind", flat=True)) == {"pilot"}


def test_preferences_refuse_what_is_not_offered(as_, world):
    answer = as_("participant").post(reverse("notifications:preferences"), {"by_mail": ["invitation"]})

    assert answer.status_code == 422
    assert not Mute.objects.exists()


def test_one_click_stops_a_kind_of_mail_without_log_in_or_csrf(world):
    browser = Client(enforce_csrf_checks=True)
    address = reverse("notifications:unsubscribe", args=[unsubscribe_token(world["helper"].pk, Kind.REPLY)])

    assert "Wil je deze mails stoppen?" in browser.get(address).content.decode()
    assert not Mute.objects.exists()
    for _ in range(2):
        answer = browser.post(address, {"List-Unsubscribe": "One-Click"})
        assert "Je krijgt deze mails niet meer" in answer.content.decode()
    assert [(mute.user, mute.kind) for mute in Mute.objects.all()] == [(world["helper"], "reply")]


def test_a_made_up_way_out_is_not_found(client, world):
    good = unsubscribe_token(world["helper"].pk, Kind.REPLY)

    assert client.post(reverse("notifications:unsubscribe", args=[good + "x"])).status_code == 404


def test_the_way_out_of_somebody_who_is_gone_does_nothing(client, db):
    address = reverse("notifications:unsubscribe", args=[unsubscribe_token(404, Kind.REPLY)])

    assert client.post(address).status_code == 200
    assert not Mute.objects.exists()


def test_every_page_shows_how_many_are_unread(inbox, as_, world):
    inbox(2)

    response = as_("participant").get(reverse("notifications:preferences"))

    assert response.context["unread_count"] == 2
    assert str(Notification.objects.first()) == "een antwoord op je vraag (Anna de Vries)"
    assert str(Mute(kind=Kind.REPLY)) == "een reactie in een gesprek dat je volgt"
