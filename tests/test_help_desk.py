"""The help desk: what waits and since when, who looks at it, and a word of thanks for the answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.actions import claim, solve, unsolve
from forum.models import Post, Topic
from lib.refusal import Refused
from notifications.models import Kind, Notification
from tests.forum import make_reply, make_topic

DESK = "/teams/lindenhof/vraagbaak/"


@pytest.fixture(autouse=True)
def noon(time_machine):
    """An ordinary Wednesday: yesterday is yesterday, also in the night that the clock changes."""
    time_machine.move_to("2026-11-25 12:00 +0100")


def question(world, **fields):
    return make_topic(world, kind="question", **fields)


def back(topic, days):
    Topic.objects.filter(pk=topic.pk).update(created_at=timezone.now() - timedelta(days=days))


def read(response):
    return response.content.decode()


# --- The page ----------------------------------------------------------------------------------
def test_the_desk_says_since_when_and_who_was_called(as_, world):
    back(question(world), days=1)
    page = read(as_("helper").get(DESK))

    assert "sinds gisteren" in page
    assert "Waits(" not in page
    assert "Gevraagd: de vraagbaak van de groep" in page
    assert "nog geen reactie" in page


def test_the_desk_says_who_looks_at_it_and_since_when(as_, world):
    topic = question(world)
    claim(topic=topic, by=world.enrolments["helper"])
    topic.refresh_from_db()
    topic.claimed_at -= timedelta(days=1)
    topic.save()
    make_reply(world, topic)
    page = read(as_("trainer").get(DESK))

    assert "Hugo Bakker kijkt mee, sinds gisteren" in page
    assert "1 reactie" in page


def test_an_experience_without_a_reply_is_on_the_desk(as_, world):
    topic = make_topic(world, kind="experience", title="Het lukte")

    assert "Het lukte" in read(as_("helper").get(DESK))

    make_reply(world, topic)

    assert "Het lukte" not in read(as_("helper").get(DESK))


def test_a_helper_sees_nothing_on_the_desk_that_is_not_for_them(as_, world):
    question(world, audience="trainer", title="Tussen ons")
    question(world, audience="group", group=world.groups[0], title="Onze groep")

    assert "Tussen ons" not in read(as_("helper").get(DESK))
    assert "Onze groep" not in read(as_("other").get(DESK))
    assert "Tussen ons" in read(as_("trainer").get(DESK))


def test_the_desk_asks_the_same_number_of_questions(as_, world, django_assert_max_num_queries):
    client = as_("trainer")
    for many in (1, 3, 40):
        for number in range(many):
            claim(topic=question(world, title=f"Vraag {number}"), by=world.enrolments["helper"])
            make_topic(world, kind="experience", title=f"Ervaring {number}")
        with django_assert_max_num_queries(12):
            assert client.get(DESK).status_code == 200


# --- Thanks ------------------------------------------------------------------------------------
def solved(world, by="participant", **fields):
    topic = question(world)
    return solve(topic=topic, post=make_reply(world, topic), by=world.enrolments[by], **fields)


def news(kind=Kind.SOLVED):
    return Notification.objects.filter(kind=kind).order_by("pk")


def test_the_asker_thanks_who_helped(as_, world):
    topic = question(world)
    make_reply(world, topic)
    client = as_("participant")
    address = f"{topic.get_absolute_url()}opgelost/"
    client.post(address, {"post": 2, "thanks": "  Dank je,\n nu  lukt het! "})
    topic.refresh_from_db()

    assert (topic.solved_by.number, topic.thanks) == (2, "Dank je, nu lukt het!")
    assert "Dank je, nu lukt het!" in read(client.get(topic.get_absolute_url()))
    assert [one.context["thanks"] for one in news()] == ["Dank je, nu lukt het!"]
    client.post(address, {"post": 2, "thanks": "Nog eens"})
    topic.refresh_from_db()
    assert (topic.thanks, news().count()) == ("Dank je, nu lukt het!", 1)


def test_the_thanks_are_in_the_mail_as_they_were_typed(world):
    solved(world, thanks="<b>Top</b> & dank")
    text = news().get()

    assert text.context["thanks"] == "<b>Top</b> & dank"


def test_what_was_thanked_is_escaped_on_the_page(as_, world):
    topic = solved(world, thanks="<script>alert(1)</script>")

    assert "<script>alert(1)" not in read(as_("other").get(topic.get_absolute_url()))


def test_somebody_else_who_marks_the_answer_does_not_thank(world):
    topic = solved(world, by="other", thanks="Namens Anna")

    assert topic.thanks == ""


def test_the_asker_thanks_after_a_helper_marked_the_answer(as_, world):
    topic = solved(world, by="other")

    assert "Zeg dank je wel" in read(as_("participant").get(topic.get_absolute_url()))
    assert "Zeg dank je wel" not in read(as_("helper").get(topic.get_absolute_url()))

    solve(topic=topic, post=topic.solved_by, by=world.enrolments["participant"], thanks="Dank!")

    assert [one.context["thanks"] for one in news()] == ["", "Dank!"]
    assert "Zeg dank je wel" not in read(as_("participant").get(topic.get_absolute_url()))


def test_thanks_that_are_too_long_mark_nothing(world):
    with pytest.raises(Refused, match="200"):
        solved(world, thanks="x" * 201)

    assert not Post.objects.filter(solves__isnull=False).exists()


def test_a_question_that_is_open_again_has_no_thanks(world):
    topic = unsolve(topic=solved(world, thanks="Dank!"), by=world.enrolments["participant"])

    assert (topic.solved_by, topic.thanks) == (None, "")


# --- I am stuck --------------------------------------------------------------------------------
def test_i_am_stuck_is_one_tap_with_the_step_filled_in(as_, world):
    client = as_("participant")
    here = "/teams/lindenhof/dingen/eerste-ding/"
    link = "/teams/lindenhof/forum/nieuw/?kind=question&amp;ding=eerste-ding&amp;step=stap-1"

    assert link in read(client.get(here))

    form = read(client.get(link.replace("&amp;", "&")))

    assert "Doe 1 van eerste-ding." in form
    assert 'type="file"' in form
