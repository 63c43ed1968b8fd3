"""Pictures in a post: drawn anew, seen by who may read it, and refused without losing words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from forum import actions
from forum.models import Attachment, Topic
from lib import files
from tests.forum import FORUM, make_reply, make_topic, new, png, png_picture, words


def test_a_picture_is_drawn_anew_and_served_to_who_may_see_it(world, as_):
    client = as_("participant")
    new(client, files=png(name="mijn <kast>.png"), alt="Een kast", audience="group")

    picture = Attachment.objects.get()
    address = f"{FORUM}bijlage/{picture.pk}/"
    page = client.get(Topic.objects.get().get_absolute_url()).content.decode()
    assert f'<img src="{address}" alt="Een kast"' in page
    answer = client.get(address)
    assert len(b"".join(answer.streaming_content)) == picture.size
    assert answer.headers["Content-Type"] == picture.content_type
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for name in ("other", "mt", "outsider", "admin"):
        assert as_(name).get(address).status_code == 404


@pytest.mark.parametrize("how", ["withdraw", "hide"])
def test_the_picture_goes_with_the_words(world, as_, how):
    topic = make_topic(world)
    post = make_reply(world, topic, picture=png_picture())
    address = f"{FORUM}bijlage/{post.attachments.get().pk}/"
    if how == "withdraw":
        actions.withdraw(post=post, by=world.enrolments["helper"])
    else:
        actions.hide(post=post, by=world.enrolments["trainer"], reason="Herkenbaar.")

    def status(name):
        answer = as_(name).get(address)
        b"".join(answer)
        return answer.status_code

    assert status("participant") == 404
    assert status("helper") == 200
    assert status("trainer") == (404 if how == "withdraw" else 200)


@pytest.mark.parametrize(
    ("file", "alt", "sentence"),
    [
        ("real", "", "Beschrijf de foto voor wie die niet kan zien."),
        ("text", "Een kast", "a.png: Dit soort bestand kunnen we niet aannemen"),
        ("bomb", "Een kast", "te veel pixels"),
    ],
)
def test_a_picture_that_does_not_fit_loses_no_words(world, as_, file, alt, sentence):
    uploads = {
        "real": png,
        "bomb": lambda: png(6000, 5000),
        "text": lambda: SimpleUploadedFile("a.png", b"<svg onload=alert(1)>"),
    }

    answer = new(as_("participant"), files=uploads[file](), alt=alt)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "Wie drinkt er mee?" in answer.content.decode()
    assert not Topic.objects.exists()
    assert not Attachment.objects.exists()


def test_a_picture_beside_another_mistake_is_asked_for_again(world, as_):
    answer = new(as_("participant"), title="", files=png(), alt="Een kast")

    assert "Kies de bestanden nog een keer" in words(answer)


def test_a_full_quota_is_said_in_the_form(world, as_, monkeypatch):
    monkeypatch.setattr("forum.models.posts.BYTES_A_PERSON", 10)

    answer = new(as_("participant"), files=png(), alt="Een kast")

    assert answer.status_code == 422
    assert "100 MB" in words(answer)
    assert not Topic.objects.exists()


def test_a_picture_that_is_gone_from_the_disk(world, as_):
    picture = make_topic(world, picture=png_picture()).posts.get().attachments.get()
    files.remove(picture.stored_as)

    assert as_("participant").get(f"{FORUM}bijlage/{picture.pk}/").status_code == 404
