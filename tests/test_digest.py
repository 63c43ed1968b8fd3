"""One mail with all that is new, in office hours, and nothing new is no mail."""

import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.db import connections
from django.urls import reverse

from forum import actions
from home.actions import erase_person
from notifications import digest
from notifications.models import Digest, Kind, MailChoice, Mailing, Mute, Notification, Rhythm
from notifications.notify import notify
from notifications.upkeep import give_up
from tests.forum import make_reply, make_topic
from tests.telling import SEND, refuse, refusing

ZONE = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, 9, 5, tzinfo=ZONE)
SATURDAY = MONDAY + timedelta(days=5)


@pytest.fixture
def reader(world):
    """Anna, for whom two replies wait in a topic of hers."""
    topic = make_topic(world, title="Koffie")
    make_reply(world, topic, source="Ik ook.")
    make_reply(world, topic, source="Graag.")
    return world["participant"]


def tick(at=MONDAY):
    with time_machine.travel(at, tick=False):
        made, sent = digest.gather(), digest.deliver()
    return made, sent


def test_the_digest_has_exactly_what_is_new_and_then_nothing(reader, mailoutbox):
    assert mailoutbox == []

    assert tick() == (1, 1)
    assert tick() == (0, 0)
    assert tick(MONDAY + timedelta(days=1)) == (0, 0)

    [mail] = mailoutbox
    assert mail.to == ["anna@example.org"]
    assert mail.subject == "2 nieuwe dingen in je team"
    assert mail.body.count("Koffie") == 2
    assert set(Notification.objects.values_list("mailing", flat=True)) == {Mailing.SENT}


def test_the_next_digest_has_only_what_came_after(reader, world, mailoutbox):
    tick()
    make_reply(world, make_topic(world, title="Thee"), source="Met melk.")

    tick(MONDAY + timedelta(days=1))

    assert len(mailoutbox) == 2
    assert "Thee" in mailoutbox[1].body
    assert "Koffie" not in mailoutbox[1].body


def test_what_was_read_is_not_in_it(reader, mailoutbox):
    reader.notifications.mark_read()
    assert tick() == (0, 0)
    assert mailoutbox == []


def test_what_is_read_between_making_and_sending_is_not_sent(reader, mailoutbox):
    with time_machine.travel(MONDAY, tick=False):
        digest.gather()
        reader.notifications.mark_read()
        assert digest.deliver() == 0
    assert mailoutbox == []
    assert Digest.objects.get().mailing == Mailing.NONE


@pytest.mark.parametrize("how", ["unsubscribed", "bounced", "erased"])
def test_who_stopped_between_making_and_sending_gets_nothing(reader, mailoutbox, how):
    with time_machine.travel(MONDAY, tick=False):
        digest.gather()
        if how == "unsubscribed":
            MailChoice.stop(user_pk=reader.pk)
        elif how == "bounced":
            reader.mark_bounced("550 unknown")
        else:
            waiting = Digest.objects.get().pk
            erase_person(user=reader, by=reader)
            assert not digest._deliver_one(waiting)
        assert digest.deliver() == 0
    assert mailoutbox == []


@pytest.mark.parametrize(
    "at",
    [
        MONDAY.replace(hour=8, minute=59),
        MONDAY.replace(hour=18),
        MONDAY - timedelta(days=1),
        datetime(2026, 12, 25, 10, tzinfo=ZONE),
    ],
    ids=["before nine", "in the evening", "on Sunday", "at Christmas"],
)
def test_outside_office_hours_nothing_leaves(reader, at):
    assert tick(at) == (0, 0)
    assert tick(MONDAY + timedelta(days=35)) == (1, 1)


def test_the_first_working_hour_after_a_free_day_is_good(reader):
    assert tick(MONDAY.replace(hour=17)) == (1, 1)


@pytest.mark.parametrize(
    ("choice", "monday", "tuesday"),
    [
        ({"rhythm": Rhythm.NEVER}, 0, 0),
        ({"rhythm": Rhythm.WEEKLY, "days": 0b0000110}, 0, 1),
        ({"days": 0b0000010}, 0, 1),
        ({"hour": 10}, 0, 0),
    ],
    ids=["never", "weekly", "on Tuesdays", "at ten"],
)
def test_everybody_chooses_when(reader, choice, monday, tuesday):
    MailChoice.objects.create(user=reader, **choice)
    assert tick()[1] == monday
    assert tick(MONDAY + timedelta(days=1))[1] == tuesday


@pytest.mark.parametrize(("day", "sent"), [(SATURDAY, 1), (SATURDAY + timedelta(days=1), 0)])
def test_who_works_on_saturday_gets_it_on_saturday(reader, day, sent):
    MailChoice.objects.create(user=reader, days=0b0100000)
    assert tick(day)[1] == sent


def test_once_a_week_is_the_next_chosen_day_when_the_first_is_a_holiday(reader):
    easter = datetime(2027, 3, 29, 10, tzinfo=ZONE)
    MailChoice.objects.create(user=reader, rhythm=Rhythm.WEEKLY, days=0b0001001)

    assert [tick(easter + timedelta(days=day))[1] for day in range(4)] == [0, 0, 0, 1]


def test_who_chose_never_finds_it_in_the_inbox(reader, mailoutbox):
    MailChoice.objects.create(user=reader, rhythm=Rhythm.NEVER)
    tick()
    MailChoice.objects.update(rhythm=Rhythm.DAILY)

    assert tick(MONDAY + timedelta(days=1)) == (0, 0)
    assert reader.notifications.unread().count() == 2


def test_a_worker_that_dies_while_sending_is_taken_over(reader, mailoutbox):
    with time_machine.travel(MONDAY, tick=False):
        digest.gather()
        assert Digest.objects.all().lease() == 1  # and then it is killed
        assert digest.deliver() == 0
    with time_machine.travel(MONDAY + timedelta(minutes=6), tick=False):
        assert digest.deliver() == 1
    assert len(mailoutbox) == 1


def test_a_mail_server_that_is_away_costs_nothing(reader, mailoutbox, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(SEND, refuse)
        assert tick() == (1, 0)
    assert tick(MONDAY + timedelta(minutes=2)) == (0, 1)
    assert mailoutbox[0].body.count("Koffie") == 2


def test_a_server_that_says_later_gets_the_digest_later(reader, mailoutbox, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(SEND, refusing(450))
        assert tick() == (1, 0)
    assert Digest.objects.get().mailing == Mailing.WAITING
    assert tick(MONDAY + timedelta(minutes=2)) == (0, 1)
    assert mailoutbox[0].body.count("Koffie") == 2


def test_an_address_that_refuses_the_digest_is_marked(reader, monkeypatch):
    monkeypatch.setattr(SEND, refusing(550))
    tick()
    reader.refresh_from_db()
    assert (reader.bounced_at is not None, Digest.objects.get().mailing) == (True, Mailing.FAILED)


def test_tick_gives_up_on_a_digest_that_killed_five_workers(reader):
    with time_machine.travel(MONDAY, tick=False):
        digest.gather()
        Digest.objects.update(mailing=Mailing.SENDING, leased_until=MONDAY - timedelta(minutes=1), tries=5)
        assert give_up() == 1
    assert Digest.objects.get().mailing == Mailing.FAILED


@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_once_send_one(reader, mailoutbox):
    ready, done = threading.Barrier(2), []

    def run():
        ready.wait()
        done.append((digest.gather(), digest.deliver()))
        connections.close_all()

    with time_machine.travel(MONDAY, tick=False):
        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        digest.deliver()
    assert len(mailoutbox) == 1
    assert Digest.objects.count() == 1


def test_tick_does_it(reader, mailoutbox, capsys):
    with time_machine.travel(MONDAY, tick=False):
        call_command("tick")
    assert "digests made: 1\ndigests sent: 1\n" in capsys.readouterr().out


def test_one_click_stops_the_digest(reader, client, mailoutbox):
    tick()
    way = mailoutbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    assert mailoutbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    client.get(way)
    assert not MailChoice.objects.exists()
    client.post(way, {"List-Unsubscribe": "One-Click"})

    assert MailChoice.objects.get().rhythm == Rhythm.NEVER


def test_one_topic_can_be_stopped(world, client, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        topic = make_topic(world, kind="question", title="Hoe?")
        make_reply(world, topic)
    address = next(line for line in mailoutbox[-1].body.splitlines() if "onderwerp" in line).split(": ")[1]

    client.post(address)
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        make_reply(world, topic, by="other")
        make_reply(world, make_topic(world, kind="question", title="Waarom?"))

    assert [mail.to for mail in mailoutbox if "Waarom" in mail.subject and "antwoord" in mail.body] != []
    assert not [mail for mail in mailoutbox if "Hoe?" in mail.subject and mail.to == ["anna@example.org"]]
    assert Mute.objects.get().thread == f"topic:{topic.pk}"


def test_a_muted_topic_gets_its_mail_back(world, as_):
    anna = world["participant"]
    mute = Mute.objects.create(user=anna, kind=Kind.ANSWER, thread="topic:1")

    assert as_("other").post(reverse("notifications:thread_unmute", args=[mute.pk])).status_code == 404
    as_("participant").post(reverse("notifications:thread_unmute", args=[mute.pk]))

    assert not Mute.objects.exists()


def test_what_waits_is_mailed_at_once_and_the_rest_is_not(
    world, mailoutbox, django_capture_on_commit_callbacks
):
    anna = world["participant"]
    words = {"author": "Hugo", "title": "Koffie", "team": "Lindenhof"}
    with django_capture_on_commit_callbacks(execute=True):
        for kind in (Kind.ANSWER, Kind.MENTION, Kind.REPLY, Kind.SOLVED):
            notify([anna], kind, about=kind, path="/", **words)

    assert list(
        Notification.objects.filter(mailing=Mailing.SENT).order_by("pk").values_list("kind", flat=True)
    ) == [Kind.ANSWER, Kind.MENTION]
    assert Notification.objects.for_digest().count() == 2
    assert len(mailoutbox) == 2


def test_preferences_remember_when(world, as_):
    client = as_("participant")
    path = reverse("notifications:preferences")
    sent = {
        "by_mail": ["answer"],
        "in_digest": ["reply"],
        "rhythm": "weekly",
        "days": ["1", "3"],
        "hour": "14",
    }

    assert client.post(path, sent).status_code == 302

    choice = MailChoice.objects.get()
    assert (choice.rhythm, choice.weekdays, choice.hour) == ("weekly", [1, 3], 14)
    assert client.post(path, sent | {"days": []}).status_code == 422
    assert client.post(path, sent | {"hour": "3"}).status_code == 422


def test_a_solved_question_is_told_in_the_digest(world, mailoutbox):
    topic = make_topic(world, kind="question")
    post = make_reply(world, topic)
    mailoutbox.clear()
    actions.solve(topic=topic, post=post, by=topic.author)
    tick()
    assert [mail.to for mail in mailoutbox] == [["hugo@example.org"]]
