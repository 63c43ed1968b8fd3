"""A text as it will look, before it is posted."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from forum.models import Audience, Draft, Mention, Post, Topic
from notifications.models import Notification
from tests.forum import FORUM, NONCE, make_reply, make_topic

SOURCE = (
    "Dag @Hugo Bakker en @Piet Jansen,\n\n- een\n- **twee**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<b>x</b>"
)


def body(response):
    """The HTML of the post that is shown as a preview."""
    page = response.content.decode().partition('aria-labelledby="preview-title"')[2]
    return re.search(r'<div class="post-body">(.*?)</div>\s*<p class="small">', page, re.S)[1]


@pytest.mark.parametrize("audience", [Audience.TEAM, Audience.GROUP, Audience.TRAINER])
def test_a_preview_is_exactly_what_the_post_becomes(world, as_, audience):
    client = as_("participant")
    fields = {"kind": "talk", "title": "Koffie", "text": SOURCE, "audience": audience}

    shown = body(client.post(FORUM + "voorbeeld/", fields))

    assert not Post.objects.exists()
    client.post(FORUM + "nieuw/", fields | {"nonce": NONCE})
    assert shown == Post.objects.get().html
    assert ("<strong>@Piet Jansen</strong>" in shown) is (audience == Audience.TEAM)


def test_a_preview_of_a_reply_is_what_the_reply_becomes(world, as_):
    topic = make_topic(world, audience=Audience.GROUP)

    shown = body(as_("helper").post(f"{FORUM}{topic.pk}/voorbeeld/", {"text": SOURCE}))

    assert shown == make_reply(world, topic, source=SOURCE).html
    assert "<strong>@Piet Jansen</strong>" not in shown


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Schrijf eerst iets."),
        (" \x00\n", "Schrijf eerst iets."),
        ("a " * 10_001, "Deze tekst is te lang"),
        ("> " * 13 + "x", "te diep"),
        ("x" * 10_001, "Eén regel"),
    ],
)
def test_what_cannot_be_posted_is_said(world, as_, text, sentence):
    response = as_("participant").post(FORUM + "voorbeeld/", {"text": text})

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_hostile_words_are_text(world, as_):
    text = (
        '<script>alert(1)</script> [x](javascript:alert(1)) @<img src=x onerror=alert(1)> <p id="voorbeeld">'
    )

    shown = body(as_("participant").post(FORUM + "voorbeeld/", {"text": text}))

    assert "<script" not in shown
    assert "<img" not in shown
    assert "href=" not in shown
    assert '<p id="voorbeeld">' not in shown


def test_readers_that_one_cannot_choose_count_as_the_team(world, as_):
    shown = body(as_("trainer").post(FORUM + "voorbeeld/", {"text": "@Anna de Vries", "audience": "group"}))

    assert shown == "<p><strong>@Anna de Vries</strong></p>"


def test_a_preview_tells_and_keeps_nothing(world, as_):
    topic = make_topic(world)
    Notification.objects.all().delete()

    as_("participant").post(f"{FORUM}{topic.pk}/voorbeeld/", {"text": "@Hugo Bakker"})
    as_("participant").post(f"{FORUM}{topic.pk}/reageer/", {"text": "@Hugo Bakker", "act": "preview"})
    as_("participant").post(
        FORUM + "nieuw/", {"kind": "talk", "title": "Thee", "text": "@Hugo Bakker", "act": "preview"}
    )

    assert (topic.posts.count(), Topic.objects.count()) == (1, 1)
    assert not Mention.objects.exists()
    assert not Notification.objects.exists()


# --- without JavaScript the page of the form comes back -----------------------------


def test_the_form_of_a_topic_comes_back_with_everything(world, as_):
    client = as_("participant")
    fields = {"kind": "talk", "title": "Koffie <3", "text": SOURCE, "audience": "group", "act": "preview"}

    response = client.post(FORUM + "nieuw/", fields)

    page = response.content.decode()
    assert response.status_code == 200
    assert "<strong>@Hugo Bakker</strong>" in body(response)
    assert 'value="Koffie &lt;3"' in page
    assert "- **twee**" in page
    assert re.search(r'value="group"[^>]* checked', page)
    assert f'formaction="{FORUM}nieuw/#voorbeeld"' in page
    assert f'hx-post="{FORUM}voorbeeld/"' in page


def test_a_reply_comes_back_and_can_be_posted_then(world, as_):
    topic = make_topic(world)
    Draft.keep(by=world.enrolments["helper"], place=f"topic:{topic.pk}", title="", text="Oud.", version=0)
    client = as_("helper")
    address = f"{FORUM}{topic.pk}/reageer/"
    file = SimpleUploadedFile("x.png", b"x", content_type="image/png")

    response = client.post(address, {"text": "Nieuw.", "act": "preview", "version": 1, "files": file})

    page = response.content.decode()
    assert body(response) == "<p>Nieuw.</p>"
    assert "Kies je bestanden opnieuw" in page
    assert re.search(r"<textarea[^>]*>\s*Nieuw\.</textarea>", page)
    assert Draft.objects.get().text == "Oud."
    client.post(address, {"text": "Nieuw.", "nonce": NONCE, "version": 1})
    assert topic.posts.get(number=2).source == "Nieuw."
    assert not Draft.objects.with_words().exists()


def test_a_change_is_looked_at_first(world, as_):
    post = make_topic(world).posts.get()
    address = f"{post.topic.get_absolute_url()}1/wijzigen/"

    response = as_("participant").post(address, {"title": "Thee", "text": "Anders.", "act": "preview"})

    post.refresh_from_db()
    assert body(response) == "<p>Anders.</p>"
    assert 'value="Thee"' in response.content.decode()
    assert (post.source, post.edited_at) == ("Wie drinkt er mee?", None)


def test_a_mistake_and_a_preview_lose_nothing(world, as_):
    response = as_("participant").post(
        FORUM + "nieuw/", {"kind": "talk", "title": "", "text": "a " * 10_001, "act": "preview"}
    )

    assert response.status_code == 422
    assert "a a a a" in response.content.decode()
    assert "Deze tekst is te lang" in response.content.decode()
