"""A page of the forum asks the database as much for three rows as for one."""

import pytest

from forum import actions
from forum.models import Reaction
from tests.forum import FORUM, make_reply, make_topic, png_picture


def fill(world, count):
    """So many topics with a reply, a picture, reactions, and reports."""
    for number in range(count):
        topic = make_topic(
            world,
            kind="question" if number % 2 == 0 else "experience",
            ding=world.dingen[2 - number % 3],
            picture=png_picture(),
        )
        post = topic.posts.get()
        Reaction.toggle(post=post, by=world.enrolments["other"], kind="thanks")
        actions.report(post=post, by=world.enrolments["other"], reason="Hm.")
    return topic


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("page", "queries"),
    [
        (("trainer", FORUM), 10),
        (("participant", FORUM + "?toon=nieuw"), 8),
        (("helper", FORUM + "?toon=vragen"), 9),
        (("helper", FORUM + "?toon=dingen"), 10),
        (("helper", "/teams/lindenhof/vraagbaak/"), 9),
        (("participant", "/teams/lindenhof/logboek/"), 8),
        (("trainer", FORUM + "meldingen/"), 7),
    ],
)
def test_queries_of_the_lists(world, as_, django_assert_num_queries, page, queries, count):
    name, address = page
    fill(world, count)
    client = as_(name)

    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_a_conversation(world, as_, django_assert_num_queries, count):
    topic = fill(world, 1)
    for by in ("helper", "participant", "other")[:count]:
        post = make_reply(world, topic, by=by, picture=png_picture())
        Reaction.toggle(post=post, by=world.enrolments["trainer"], kind="nice")
    client = as_("trainer")

    with django_assert_num_queries(12):
        client.get(topic.get_absolute_url())
