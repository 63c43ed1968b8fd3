"""A post quoted above a reply to it."""

import html
import re

import pytest

from forum import actions
from forum.models import Audience, Draft
from forum.quoting import MOST, quoted
from notifications.models import Notification
from tests.forum import make_reply, make_topic


def typed(client, topic, number):
    """What stands in the reply form."""
    page = client.get(topic.get_absolute_url(), {"citeer": number}).content.decode()
    return html.unescape(re.search(r'<textarea name="text"[^>]*>\n?(.*?)</textarea>', page, re.S)[1])


def test_the_reply_form_comes_with_the_words_of_the_post(world, as_):
    topic = make_topic(world, source="Eerst **dit**.\n\nDan dat.")

    page = as_("helper").get(topic.get_absolute_url()).content.decode()

    assert 'href="?pagina=1&amp;citeer=1#reageer"' in page
    assert typed(as_("helper"), topic, 1).strip() == (
        "> Anna de Vries schreef:\n>\n> Eerst **dit**.\n>\n> Dan dat."
    )


def test_a_draft_stays_below_the_quote_and_a_quote_comes_once(world, as_):
    topic = make_topic(world)
    by, place = world.enrolments["helper"], f"topic:{topic.pk}"
    draft = Draft.keep(by=by, place=place, title="", text="Al getypt.", version=0)

    both = typed(as_("helper"), topic, 1)
    assert both == "> Anna de Vries schreef:\n>\n> Wie drinkt er mee?\n\nAl getypt."
    draft.refresh_from_db()
    assert draft.text == "Al getypt."

    sent = both.replace("\n", "\r\n")  # as a browser sends it
    Draft.keep(by=by, place=place, title="", text=sent, version=draft.version)
    assert typed(as_("helper"), topic, 1) == both


def test_a_quote_is_bounded_and_has_one_level(world):
    topic = make_topic(world, source=">> Oud\n> > ouder\n>\n\n" + "woord " * 600)

    lines = quoted(topic.posts.get()).splitlines()

    assert lines[:4] == ["> Anna de Vries schreef:", ">", "> Oud", "> ouder"]
    assert not any(line.startswith("> >") for line in lines)
    assert sum(map(len, lines)) < MOST + 100
    assert lines[-1].endswith("woord …")


def test_a_quote_tells_nobody_again(world, as_):
    topic = make_topic(world, source="@Piet Jansen, zie je dit?")
    Notification.objects.all().delete()

    post = make_reply(world, topic, source=quoted(topic.posts.get()) + "\n\nIk wel.")

    assert not post.mentions.exists()
    assert not Notification.objects.filter(kind="mention").exists()


@pytest.mark.parametrize("number", ["0", "99", "²", "-1", "x", "1" * 30, "2", "3"])
def test_what_cannot_be_read_is_not_quoted(world, as_, number):
    topic = make_topic(world)
    hidden, taken_back = make_reply(world, topic, source="Geheim."), make_reply(world, topic, source="Weg.")
    actions.hide(post=hidden, by=world.enrolments["trainer"], reason="Herkenbaar.")
    actions.withdraw(post=taken_back, by=world.enrolments["helper"])

    for name in ("participant", "helper", "trainer"):
        assert typed(as_(name), topic, number).strip() == ""


def test_a_topic_of_others_is_not_quoted(world, as_):
    topic = make_topic(world, audience=Audience.GROUP, source="Geheim.")

    assert as_("other").get(topic.get_absolute_url(), {"citeer": 1}).status_code == 404


def test_a_closed_topic_has_no_button(world, as_):
    topic = make_topic(world)
    actions.steer(topic=topic, act="close", by=world.enrolments["trainer"])

    assert "citeer=" not in as_("helper").get(topic.get_absolute_url()).content.decode()
