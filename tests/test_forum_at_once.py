"""Many people in one conversation at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from forum import actions
from lib.refusal import Refused
from tests.forum import make_topic


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_fifty_replies_at_once_are_all_there_in_order(world):
    topic = make_topic(world)
    people = [world.enrolments[name] for name in ("participant", "helper", "other", "trainer")]

    def one(number):
        try:
            post = actions.reply(topic=topic, by=people[number % 4], source=f"Reactie {number}")
            return post.number, post.source
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(one, range(50)))

    topic.refresh_from_db()
    assert topic.posts_count == 51
    assert sorted(number for number, _source in made) == list(range(2, 52))
    assert sorted(made) == [(post.number, post.source) for post in topic.posts.all()[1:]]


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
