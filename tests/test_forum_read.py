"""What somebody reads in the forum waits for them no longer in the inbox."""

from datetime import timedelta

from django.utils import timezone

from forum.actions import solve
from forum.models import Post, ReadMark
from forum.upkeep import call_wider
from notifications.models import Kind
from tests.forum import FORUM, make_reply, make_topic, row_titles


def unread(world, name="participant"):
    return sorted(world[name].notifications.unread().values_list("about", flat=True))


def test_reading_a_topic_reads_what_was_told_about_it_and_nothing_else(world, as_):
    topic, other = make_topic(world), make_topic(world, title="Thee")
    one = make_reply(world, topic)
    two = make_reply(world, other)
    make_reply(world, topic, by="participant")
    assert unread(world) == sorted([f"post:{one.pk}", f"post:{two.pk}"])
    hugo = unread(world, "helper")

    as_("participant").get(topic.get_absolute_url())

    assert unread(world) == [f"post:{two.pk}"]
    assert unread(world, "helper") == hugo != []


def test_a_page_reads_the_posts_on_that_page_alone(world, as_):
    topic = make_topic(world)
    posts = [make_reply(world, topic) for _number in range(50)]
    client = as_("participant")

    client.get(topic.get_absolute_url())
    assert unread(world) == [f"post:{posts[-1].pk}"]

    client.get(f"{topic.get_absolute_url()}?pagina=2")
    assert unread(world) == []
    assert ReadMark.objects.get(topic=topic, enrolment=world.enrolments["participant"]).number == 51


def test_a_helper_who_opens_the_question_has_heard_every_call(world, as_):
    topic = make_topic(world, kind="question")
    topic.created_at = timezone.now() - timedelta(days=10)
    topic.save()
    call_wider()
    assert unread(world, "helper") == [f"topic:{topic.pk}:own"]
    assert unread(world, "trainer") == [f"topic:{topic.pk}:trainer"]

    for name in ("helper", "trainer"):
        as_(name).get(topic.get_absolute_url())
        assert unread(world, name) == []
    assert unread(world, "other") == [f"topic:{topic.pk}:helpers"]


def test_the_thanks_that_came_later_are_read_too(world, as_):
    topic = make_topic(world, kind="question")
    answer = make_reply(world, topic)
    anna = world.enrolments["participant"]
    solve(topic=topic, post=answer, by=anna)
    solve(topic=topic, post=answer, by=anna, thanks="Dank je!")
    solved = world["helper"].notifications.filter(kind=Kind.SOLVED)
    assert solved.unread().count() == 2

    as_("helper").get(topic.get_absolute_url())

    assert solved.unread().count() == 0


def test_the_first_look_and_the_next_remember_how_far(world, as_):
    topic = make_topic(world)
    other = as_("helper")
    for number in (1, 2, 3):
        other.get(topic.get_absolute_url())
        mark = ReadMark.objects.get(topic=topic, enrolment=world.enrolments["helper"])
        assert mark.number == number == Post.objects.count()
        make_reply(world, topic, by="participant")


def test_what_is_not_read_yet_has_a_list_and_a_count(world, as_):
    read, _seen = make_topic(world, title="Gelezen"), make_topic(world, title="Van mij")
    make_topic(world, title="Ongelezen", by="other")
    make_topic(world, title="Geheim", by="other", audience="group")
    make_reply(world, read, by="helper")
    client = as_("participant")

    page = client.get(FORUM + "?toon=nieuw")

    assert row_titles(page) == ["Gelezen", "Ongelezen"]
    assert 'Ongelezen <span class="count">2</span>' in page.content.decode()
    assert '<span class="badge"><span class="visually-hidden">nieuw: </span>2</span>' in page.content.decode()


def test_everything_counts_as_read_in_one_go_for_one_person(world, as_):
    topic = make_topic(world)
    as_("participant").get(topic.get_absolute_url())
    make_reply(world, topic)
    make_topic(world, title="Nooit geopend", by="other")
    other_page = world["participant"].notifications.create(
        kind=Kind.PILOT, about="pilot:1", path="/teams/lindenhof/pilot/"
    )
    client = as_("participant")

    client.post(FORUM + "gelezen/")

    assert row_titles(client.get(FORUM + "?toon=nieuw")) == []
    assert "Je hebt alles gelezen" in client.get(FORUM + "?toon=nieuw").content.decode()
    assert list(world["participant"].notifications.unread()) == [other_page]
    assert row_titles(as_("helper").get(FORUM + "?toon=nieuw")) == ["Nooit geopend"]
    make_reply(world, topic, by="other")
    assert row_titles(as_("participant").get(FORUM + "?toon=nieuw")) == ["Koffie"]
