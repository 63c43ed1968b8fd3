"""Opening a topic and replying: what is made, and what is refused."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from cohorts.models import State
from forum.models import Attachment, Picture, Topic
from lib.images import clean
from lib.refusal import Refused
from tests.forum import make_reply, make_topic, png


def test_a_topic_opens_with_its_first_post(world):
    topic = make_topic(world, title=" Koffie ", source="  Wie drinkt **mee**?\r\nIk wel.\x00 ")

    post = topic.posts.get()
    assert (topic.title, topic.posts_count, topic.cohort, topic.author) == (
        "Koffie",
        1,
        world.cohort,
        world.enrolments["participant"],
    )
    assert (post.number, post.source) == (1, "Wie drinkt **mee**?\nIk wel.")
    assert "<strong>mee</strong>" in post.html


def test_a_script_in_a_post_is_text(world):
    post = make_topic(world, source="<script>alert(1)</script>[x](javascript:alert(1))").posts.get()

    assert "<script" not in post.html
    assert "javascript:" not in post.html.replace("](javascript:", "")


def test_a_reply_gets_the_next_number_and_moves_the_topic_up(world):
    topic = make_topic(world)
    Topic.objects.update(last_post_at=timezone.now() - timedelta(days=3))

    posts = [make_reply(world, topic, by) for by in ("helper", "trainer")]

    topic.refresh_from_db()
    assert [post.number for post in posts] == [2, 3]
    assert topic.posts_count == 3
    assert timezone.now() - topic.last_post_at < timedelta(minutes=1)


def test_the_writer_follows_and_has_read_it(world):
    topic = make_topic(world)
    make_reply(world, topic, "helper")

    unread = {
        name: Topic.objects.visible_to(world.enrolments[name]).unread_by(world.enrolments[name]).count()
        for name in ("participant", "helper", "other")
    }
    assert unread == {"participant": 1, "helper": 0, "other": 1}
    assert {follow.enrolment for follow in topic.follows.all()} == {
        world.enrolments["participant"],
        world.enrolments["helper"],
    }


@pytest.mark.parametrize("source", ["", "  \n ", "a" * 20_001])
def test_no_words_or_too_many_are_refused_and_leave_nothing(world, source):
    with pytest.raises(Refused):
        make_topic(world, source=source)
    topic = make_topic(world)
    with pytest.raises(Refused):
        make_reply(world, topic, "helper", source)

    topic.refresh_from_db()
    assert (Topic.objects.count(), topic.posts_count, topic.posts.count()) == (1, 1, 1)


def test_an_experience_about_a_ding_borrows_its_title_and_finishes_it(world):
    topic = make_topic(world, kind="experience", title="", ding=world.dingen[0])

    assert topic.title == "Eerste ding"
    progress = world.enrolments["participant"].progress.get()
    assert progress.ding == world.dingen[0]
    assert progress.finished_at is not None


def test_an_experience_of_the_trainer_finishes_nothing(world):
    make_topic(world, by="trainer", kind="experience", ding=world.dingen[0])

    assert not world.enrolments["trainer"].progress.exists()


def test_a_question_about_a_ding_finishes_nothing(world):
    make_topic(world, kind="question", ding=world.dingen[0], step_key="stap-1")

    assert not world.enrolments["participant"].progress.exists()


@pytest.mark.parametrize(
    ("by", "kind", "state", "reason"),
    [
        ("mt", "talk", State.RUNNING, "The forum belongs to"),
        ("participant", "announcement", State.RUNNING, "Only the trainer"),
        ("participant", "talk", State.CLOSED, "This team is closed"),
    ],
)
def test_who_may_not_open_a_topic(world, settings, by, kind, state, reason):
    settings.LANGUAGE_CODE = "en"
    world.cohort.state = state
    world.cohort.save()
    world.enrolments[by].cohort.refresh_from_db()

    with pytest.raises(Refused, match=reason):
        make_topic(world, by=by, kind=kind)


def test_for_my_group_means_my_own_group(world):
    topic = make_topic(world, audience="group")

    assert topic.group == world.groups[0]


def test_another_group_is_refused_for_a_participant_and_fine_for_the_trainer(world):
    with pytest.raises(Refused):
        make_topic(world, audience="group", group=world.groups[1])

    assert make_topic(world, by="trainer", audience="group", group=world.groups[1]).group == world.groups[1]


def test_for_my_group_without_a_group_is_refused(world):
    world.enrolments["participant"].seat.delete()
    world.enrolments["participant"].refresh_from_db()

    with pytest.raises(Refused):
        make_topic(world, audience="group")


def picture(alt="Een kast met boeken"):
    return Picture(clean=clean(BytesIO(png().read())), name="kast.png", alt=alt)


def test_a_picture_comes_with_the_post(world):
    topic = make_topic(world, picture=picture())
    make_reply(world, topic, source="Kijk.", picture=picture("Nog een"))

    assert [(item.post.number, item.alt, item.content_type) for item in Attachment.objects.all()] == [
        (1, "Een kast met boeken", "image/jpeg"),
        (2, "Nog een", "image/jpeg"),
    ]


def test_one_person_does_not_fill_the_disk(world, monkeypatch):
    monkeypatch.setattr("forum.models.posts.BYTES_A_PERSON", len(picture().clean.data) * 2)
    for _time in range(2):
        make_topic(world, picture=picture())

    with pytest.raises(Refused):
        make_topic(world, picture=picture())
    make_topic(world, by="helper", picture=picture())
    assert Attachment.objects.count() == 3
