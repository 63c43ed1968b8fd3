"""A page of the forum asks the database as much for three rows as for one."""

import pytest
from django_tasks_db.models import DBTaskResult

from forum import actions
from forum.models import Draft, Reaction
from notifications.models import Notification
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


@pytest.mark.parametrize("listening", [1, 3])
def test_queries_of_a_reply(world, as_, django_assert_num_queries, listening):
    """With a draft that was kept while typing. Four of them open and close transactions."""
    topic = make_topic(world, kind="talk", by="helper")
    for by in ("participant", "other", "trainer")[:listening]:
        make_reply(world, topic, by=by)
    client = as_("participant")
    client.get(topic.get_absolute_url())
    place = {"by": world.enrolments["participant"], "place": f"topic:{topic.pk}"}
    Draft.keep(**place, title="", text="Ik ook.", version=0)

    with django_assert_num_queries(16):
        answer = client.post(
            f"{topic.get_absolute_url()}reageer/", {"text": "Ik ook.", "version": 1, "nonce": "n" * 22}
        )

    assert answer.status_code == 302
    assert Draft.at(**place).text == ""


@pytest.mark.parametrize("listening", [1, 3])
def test_queries_of_an_answer(
    world, as_, settings, django_assert_num_queries, django_capture_on_commit_callbacks, listening
):
    """To an asker who follows: one insert for all inboxes and one for the queue. Four open and close."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    topic = make_topic(world, kind="question", by="helper")
    for by in ("participant", "other", "trainer")[:listening]:
        make_reply(world, topic, by=by)
    client = as_("participant")
    client.get(topic.get_absolute_url())

    with (
        django_assert_num_queries(16),
        django_capture_on_commit_callbacks(execute=True),
    ):
        client.post(f"{topic.get_absolute_url()}reageer/", {"text": "Zo.", "version": 0, "nonce": "n" * 22})

    last = topic.posts.get(number=listening + 2)
    kinds = Notification.objects.filter(about=f"post:{last.pk}").values_list("kind", flat=True)
    assert sorted(kinds) == ["answer"] + ["reply"] * (listening - 1)
    assert DBTaskResult.objects.filter(task_path="notifications.tasks.deliver_told").count() == 1
