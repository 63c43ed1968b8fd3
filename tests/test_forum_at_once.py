"""Many people in one conversation at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from forum import actions
from forum.models import Attachment, Topic
from forum.rendering import prepare
from lib.refusal import Refused
from notifications.models import Kind
from tests.at_once import all_at_once
from tests.forum import make_topic, png_picture
from tests.teams import join


@pytest.mark.django_db(transaction=True)
def test_fifty_people_replying_at_once_are_all_there_in_order(world):
    topic = make_topic(world)
    people = [join(world, f"Collega {number}", f"collega{number}@example.org") for number in range(50)]

    def one(number):
        try:
            post = actions.reply(topic=topic, by=people[number], source=f"Reactie {number}")
            return post.number, post.source
        finally:
            connections.close_all()

    for number in range(50):
        prepare(f"Reactie {number}")  # as the form does, before it begins a transaction
    with ThreadPoolExecutor(16 if connection.vendor == "postgresql" else 4) as pool:
        made = list(pool.map(one, range(50)))

    topic.refresh_from_db()
    posts = list(topic.posts.all())
    assert sorted(made) == [(post.number, post.source) for post in posts[1:]]
    assert [post.number for post in posts] == list(range(1, 52))
    assert [post.created_at for post in posts] == sorted(post.created_at for post in posts)
    assert (topic.posts_count, topic.replies, topic.follows.count()) == (51, 50, 51)
    read = dict(topic.read_marks.exclude(number=1).values_list("enrolment", "number"))
    assert read == {post.author_id: post.number for post in posts[1:]}
    assert Topic.objects.search(people[0], "reactie").get() == topic
    assert world["participant"].notifications.filter(kind=Kind.REPLY).count() == 50


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_posts_at_once_do_not_pass_the_quota_together(world, monkeypatch):
    picture = png_picture()
    monkeypatch.setattr("forum.models.posts.BYTES_A_PERSON", len(picture.data) * 2)
    topics = [make_topic(world, by="helper") for _number in range(4)]
    me = world.enrolments["participant"]

    heard = all_at_once(
        *(
            lambda topic=topic: actions.reply(topic=topic, by=me, source="Kijk.", uploads=[picture]).number
            for topic in topics
        )
    )

    assert sorted(map(str, heard))[:2] == ["2", "2"]
    assert all("100 MB" in reason for reason in sorted(map(str, heard))[2:])
    assert Attachment.objects.filter(post__author=me).count() == 2


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_of_two_helpers_at_once_one_takes_the_question(world):
    topic = make_topic(world, by="participant", kind="question")

    def one(name):
        try:
            actions.claim(topic=topic, by=world.enrolments[name])
        except Refused:
            return None
        finally:
            connections.close_all()
        return name

    with ThreadPoolExecutor(2) as pool:
        took = [name for name in pool.map(one, ["helper", "other"]) if name]

    topic.refresh_from_db()
    assert [world.enrolments[name] for name in took] == [topic.claimed_by]
