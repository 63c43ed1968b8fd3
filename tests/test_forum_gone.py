"""Who may read something no longer keeps no trace of it: not in the inbox, the feed, a digest or a mail."""

import pytest

from cohorts.actions import leave_seat, remove_member
from forum import actions
from notifications import digest, feed
from notifications.models import Digest, Kind, Mailing, Notification
from notifications.tasks import deliver_one
from tests.forum import make_reply, make_topic
from tests.test_digest import MONDAY


@pytest.fixture
def secret(world):
    """A topic of the group that Anna and Hugo are in; Anna follows it, is named in it, and hears of both."""
    topic = make_topic(world, by="helper", audience="group", title="Groepsgeheim")
    make_reply(world, topic, by="participant")
    make_reply(world, topic, source="Vertel het @Anna de Vries")
    make_reply(world, topic, source="Nog iets.")
    return topic


def told(world, name="participant"):
    """What somebody finds in the inbox and in a feed reader, and what waits to be mailed."""
    token = feed.renew(world[name]).rpartition("/")[2].removesuffix(".atom")
    return feed.atom(world[name], token) + "".join(one.text for one in world[name].notifications.all())


def lose_the_group(world):
    leave_seat(enrolment=world.enrolments["participant"], by=world.enrolments["trainer"])


def lose_the_team(world):
    remove_member(enrolment=world.enrolments["participant"], by=world.enrolments["trainer"])


@pytest.mark.parametrize("lose", [lose_the_group, lose_the_team])
def test_who_leaves_loses_what_was_told_of_it(world, secret, lose, mailoutbox, time_machine):
    assert "Groepsgeheim" in told(world)

    lose(world)

    assert "Groepsgeheim" not in told(world)
    time_machine.move_to(MONDAY, tick=False)
    digest.gather()
    digest.deliver()
    assert [mail for mail in mailoutbox if mail.to == ["anna@example.org"]] == []


def test_who_leaves_a_group_keeps_the_news_of_the_team_and_of_own_topics(world):
    own = make_topic(world, audience="group", title="Mijn vraag", kind="question")
    make_reply(world, own, by="helper")
    team = make_topic(world, title="Voor iedereen")
    make_reply(world, team, by="other")

    lose_the_group(world)

    assert {one.kind for one in world["participant"].notifications.all()} == {Kind.ANSWER, Kind.REPLY}
    assert "Mijn vraag" in told(world)
    assert "Voor iedereen" in told(world)


def test_who_leaves_between_making_and_sending_gets_no_digest(world, secret, mailoutbox, time_machine):
    time_machine.move_to(MONDAY, tick=False)
    digest.gather()
    assert Digest.objects.get(recipient=world["participant"]).news.count() == 1

    lose_the_team(world)
    digest.deliver()

    assert "anna@example.org" not in [mail.to[0] for mail in mailoutbox]
    assert Digest.objects.get(recipient=world["participant"]).mailing == Mailing.NONE


def test_a_message_that_is_taken_back_in_the_hands_of_the_worker_harms_nobody(world, secret):
    waiting = world["participant"].notifications.get(kind=Kind.MENTION)
    in_hand = Notification.objects.get(pk=waiting.pk)
    lose_the_group(world)

    assert deliver_one(waiting.pk) is False
    in_hand.mark_sent()
    assert not Notification.objects.filter(pk=waiting.pk).exists()


def test_a_hidden_topic_is_told_to_nobody_but_who_still_reads_it(world):
    topic = make_topic(world, by="other", title="Roddel over Sanne", kind="question")
    make_reply(world, topic, by="participant")
    make_reply(world, topic, by="helper")
    assert "Roddel" in told(world)

    actions.hide(post=topic.posts.get(number=1), by=world.enrolments["trainer"], reason="Een naam.")

    assert "Roddel" not in told(world)
    assert "Roddel" not in told(world, "helper")
    assert "Roddel" in told(world, "other")


def test_words_that_were_taken_back_are_no_news(world):
    topic = make_topic(world)
    post = make_reply(world, topic, by="helper")
    make_reply(world, topic, by="other")

    actions.withdraw(post=post, by=world.enrolments["helper"])

    [left] = world["participant"].notifications.all()
    assert left.context["author"] == "Piet Jansen"
