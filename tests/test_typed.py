"""A form that is sent after the session ended is not lost, and nobody else sees it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from accounts.typed import COOKIE, LIFE, MOST
from forum.models import Post
from tests.forum import make_topic

AGAIN = "/account/verder/"
TEXT = "Een lang verhaal over drie foto's\nen een tweede regel."


@pytest.fixture
def late(as_, world):
    """Anna at a page of the forum, whose session ends before she sends."""
    topic = make_topic(world)
    client = as_("participant")
    client.get(topic.get_absolute_url())
    assert COOKIE in client.cookies
    Session.objects.all().delete()
    return client, reverse("forum:post_create", kwargs={"team": "lindenhof", "topic_id": topic.pk})


def send(client, path, **more):
    return client.post(path, {"text": TEXT, "nonce": "n" * 24, "place": "topic:1"} | more)


def test_what_was_sent_waits_behind_the_log_in(late, world):
    client, path = late

    answer = send(client, path)

    assert answer.url == f"/account/login/?next={AGAIN}"
    client.force_login(world["participant"])
    page = client.get(AGAIN)
    assert page.context["typed"].path == path
    assert page.context["typed"].texts == [TEXT]
    fields = dict(page.context["typed"].fields)
    assert fields == {"text": TEXT, "nonce": "n" * 24, "place": "topic:1"}


def test_the_log_in_page_says_that_the_text_waits(late):
    client, path = late
    words = "Je was uitgelogd, maar je tekst is er nog."

    assert words in client.get(send(client, path).url).content.decode()
    assert words not in client.get(reverse("account_login")).content.decode()


def test_it_is_sent_once_and_then_forgotten(late, world):
    client, path = late
    send(client, path)
    client.force_login(world["participant"])

    client.post(path, dict(client.get(AGAIN).context["typed"].fields))

    assert Post.objects.filter(source=TEXT).count() == 1
    assert client.get(AGAIN).status_code == 302


def test_a_colleague_at_the_same_desk_never_sees_it(late, world):
    client, path = late
    send(client, path)
    client.force_login(world["other"])

    assert client.get(AGAIN).status_code == 302
    client.force_login(world["participant"])
    assert client.get(AGAIN).status_code == 302


def test_who_logged_out_left_nothing_behind(as_, world):
    topic = make_topic(world)
    client = as_("participant")
    client.get(topic.get_absolute_url())
    client.post("/account/logout/")
    path = reverse("forum:post_create", kwargs={"team": "lindenhof", "topic_id": topic.pk})

    assert send(client, path).url == f"/account/login/?next={path}"
    client.force_login(world["participant"])
    assert client.get(AGAIN).status_code == 302


def test_a_stranger_cannot_fill_our_tables(client, world):
    path = reverse("forum:post_create", kwargs={"team": "lindenhof", "topic_id": 1})
    client.cookies[COOKIE] = f"{world['participant'].pk}:geraden"

    assert send(client, path).url == f"/account/login/?next={path}"
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-dest": "empty"}, {"hx-request": "true"}], ids=["a script", "htmx"]
)
def test_a_script_is_only_told_to_log_in(late, headers):
    client, path = late
    assert client.post(path, {"text": TEXT}, headers=headers).url == f"/account/login/?next={path}"


def test_too_much_text_is_not_kept(late):
    client, path = late
    assert send(client, path, text="x" * (MOST + 1)).url == f"/account/login/?next={path}"


def test_passwords_are_never_kept(late, world):
    client, path = late
    send(client, path, password1="geheim genoeg")
    client.force_login(world["participant"])
    assert "password1" not in dict(client.get(AGAIN).context["typed"].fields)


def test_it_can_be_thrown_away(late, world):
    client, path = late
    send(client, path)
    client.force_login(world["participant"])

    assert client.post(AGAIN).url == "/"
    assert client.get(AGAIN).status_code == 302


def test_a_session_that_kept_a_text_lasts_as_long_as_any_other(late, world):
    client, path = late
    send(client, path)
    assert client.session.get_expiry_age() == LIFE

    client.force_login(world["participant"])
    client.post(path, dict(client.get(AGAIN).context["typed"].fields))

    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_it_does_not_wait_for_ever(late, world, time_machine):
    client, path = late
    send(client, path)
    client.force_login(world["participant"])
    time_machine.move_to(timezone.now() + timedelta(seconds=LIFE + 1), tick=False)
    assert client.get(AGAIN).status_code == 302
