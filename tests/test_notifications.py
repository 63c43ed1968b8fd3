"""One door for telling people things: once in the inbox, once by mail, never inside a request."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Invitation
from accounts.tokens import digest
from notifications.actions import forget
from notifications.mail import message_id, read_unsubscribe_token
from notifications.models import BACK_OFF, MOST_TRIES, Kind, Mailing, Mute, Notification
from notifications.notify import notify
from notifications.tasks import deliver
from tests.telling import SEND, own_texts, refuse  # noqa: F401 - a fixture


@pytest.fixture
def tell(texts, django_capture_on_commit_callbacks):
    """`tell(anna)` tells about an answer and runs what comes after the commit."""

    def telling(*people, kind=Kind.ANSWER, about="post:12", path="/teams/lindenhof/forum/3/", **more):
        context = {"who": "Hugo & Co", "line": "zo <b>dan</b>", "title": "Wikipedia"} | more
        with django_capture_on_commit_callbacks(execute=True):
            notify(people, kind, about=about, path=path, **context)
        return Notification.objects.filter(about=about).order_by("pk")

    return telling


def test_a_message_is_a_row_and_a_mail(tell, world, mailoutbox):
    [row] = tell(world["participant"])

    [mail] = mailoutbox
    [(html, kind)] = mail.alternatives
    assert (row.mailing, row.tries, row.leased_until) == (Mailing.SENT, 1, None)
    assert row.mailed_at is not None
    assert mail.to == ["anna@example.org"]
    assert mail.subject == "Antwoord van Hugo & Co op je vraag"
    assert "Hugo & Co schrijft over Wikipedia: zo <b>dan</b>" in mail.body
    assert "http://127.0.0.1:8000/teams/lindenhof/forum/3/" in mail.body
    assert kind == "text/html"
    assert "<p>Hugo &amp; Co: zo &lt;b&gt;dan&lt;/b&gt;</p>" in html
    assert 'href="http://127.0.0.1:8000/teams/lindenhof/forum/3/"' in html
    assert "Lees het antwoord" in html
    assert "/mijn/voorkeuren/" in html


def test_the_headers_name_the_row_and_the_way_out(tell, world, mailoutbox):
    [row] = tell(world["participant"])

    message = mailoutbox[0].message()
    assert message["Message-ID"] == message_id(row)
    assert re.fullmatch(rf"<n{row.pk}\.[0-9a-f]{{12}}@127\.0\.0\.1>", message["Message-ID"])
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = re.search(r"/post/afmelden/(.+)/>$", message["List-Unsubscribe"])[1]
    assert read_unsubscribe_token(token) == (world["participant"].pk, "answer", "")
    assert not any("\n" in value for value in mailoutbox[0].extra_headers.values())


def test_telling_twice_is_one_row_and_one_mail(tell, world, mailoutbox):
    tell(world["participant"])
    tell(world["participant"], world["helper"])
    tell(world["participant"])

    assert Notification.objects.count() == 2
    assert [mail.to for mail in mailoutbox] == [["anna@example.org"], ["hugo@example.org"]]


def test_delivering_twice_mails_once(tell, world, mailoutbox):
    [row] = tell(world["participant"])

    deliver.enqueue([row.pk])

    assert len(mailoutbox) == 1


def test_a_second_try_has_the_same_message_id(tell, world, mailoutbox):
    [row] = tell(world["participant"])
    Notification.objects.update(
        mailing=Mailing.SENDING, mailed_at=None, leased_until=timezone.now() - timedelta(seconds=1)
    )

    deliver.enqueue([row.pk])

    assert len(mailoutbox) == 2
    assert mailoutbox[0].message()["Message-ID"] == mailoutbox[1].message()["Message-ID"]


def test_nothing_is_mailed_when_the_deed_is_undone(
    texts, world, mailoutbox, django_capture_on_commit_callbacks
):
    def deed():
        notify([world["participant"]], Kind.ANSWER, about="post:1", path="/", who="", line="")
        raise ZeroDivisionError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        transaction.atomic(deed)()

    assert not Notification.objects.exists()
    assert mailoutbox == []


def test_inbox_only(tell, world, mailoutbox):
    [row] = tell(world["participant"], mail=False)

    assert row.mailing == Mailing.NONE
    assert mailoutbox == []


def test_a_muted_kind_comes_in_the_inbox_only(tell, world, mailoutbox):
    Mute.stop(user_pk=world["participant"].pk, kind=Kind.ANSWER)

    rows = tell(world["participant"], world["helper"])

    assert [row.mailing for row in rows] == [Mailing.NONE, Mailing.SENT]
    assert [mail.to for mail in mailoutbox] == [["hugo@example.org"]]


def test_who_is_gone_is_told_nothing(tell, world, mailoutbox):
    world["participant"].is_active = False

    assert not tell(world["participant"]).exists()
    assert mailoutbox == []


def test_telling_costs_the_same_for_one_and_for_many(texts, world, django_assert_num_queries):
    people = list(world.people.values())
    for about, group in (("post:1", people[:1]), ("post:2", people)):
        with django_assert_num_queries(2):
            notify(group, Kind.ANSWER, about=about, path="/", who="", line="")


def test_no_mail_about_what_was_read_meanwhile(texts, world, mailoutbox):
    anna = world["participant"]
    notify([anna], Kind.ANSWER, about="post:1", path="/", who="", line="")
    row = anna.notifications.get()
    row.mark_read()

    deliver.enqueue([row.pk])

    row.refresh_from_db()
    assert row.mailing == Mailing.NONE
    assert mailoutbox == []


def test_the_mail_is_in_the_language_of_its_reader(tell, world, mailoutbox):
    world["participant"].language = "en"
    world["participant"].save()

    tell(world["participant"])

    assert "Read the answer" in mailoutbox[0].body


def test_a_failure_waits_longer_each_time_and_ends(tell, world, mailoutbox, monkeypatch, time_machine):
    monkeypatch.setattr(SEND, refuse)
    time_machine.move_to("2026-11-23 09:00 +0100", tick=False)
    [row] = tell(world["participant"])
    waits = []
    while row.mailing == Mailing.WAITING:
        waits.append(row.try_after - timezone.now())
        deliver.enqueue([row.pk])  # too early: nothing happens
        row.refresh_from_db()
        time_machine.move_to(row.try_after, tick=False)
        deliver.enqueue([row.pk])
        row.refresh_from_db()

    assert waits == BACK_OFF
    assert (row.mailing, row.tries) == (Mailing.FAILED, MOST_TRIES)
    assert row.retry_refusal() == ""
    assert mailoutbox == []


def test_a_missing_text_fails_that_mail_and_not_the_next(texts, world, mailoutbox, tmp_path):
    (tmp_path / "notifications" / "answer.txt").write_text("{% nonsense %}")
    anna = world["participant"]
    waiting = {"path": "/", "mailing": Mailing.WAITING}
    wrong = anna.notifications.create(kind=Kind.ANSWER, about="a", **waiting)
    right = anna.notifications.create(kind=Kind.ANNOUNCEMENT, about="b", **waiting)

    deliver.enqueue([wrong.pk, right.pk])

    wrong.refresh_from_db()
    right.refresh_from_db()
    assert (wrong.mailing, wrong.tries, right.mailing) == (Mailing.WAITING, 1, Mailing.SENT)
    assert len(mailoutbox) == 1


def invited(world, secret):
    """A letter with this secret that waits for an answer."""
    person = world["participant"]
    Invitation.objects.create(
        user=person,
        email=person.email,
        organisation=world.ours,
        token_hash=digest(secret),
        expires_at="2999-01-01T00:00Z",
    )


def test_the_secret_of_an_invitation_leaves_the_row_with_the_mail(tell, world, mailoutbox):
    invited(world, "geheim")
    [row] = tell(world["participant"], kind=Kind.INVITATION, path="/uitnodiging/geheim/", token="geheim")

    assert "/uitnodiging/geheim/" in mailoutbox[0].body
    assert (row.path, row.context["token"]) == ("/", "")
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers
    assert "geheim" not in repr(Notification.objects.values())


def test_the_secret_goes_too_when_the_mail_is_given_up(texts, world, monkeypatch):
    monkeypatch.setattr(SEND, refuse)
    invited(world, "x")
    row = world["participant"].notifications.create(
        kind=Kind.INVITATION, about="i", path="/uitnodiging/x/", mailing=Mailing.WAITING, tries=MOST_TRIES - 1
    )

    deliver.enqueue([row.pk])

    row.refresh_from_db()
    assert (row.mailing, row.path) == (Mailing.FAILED, "/")
    assert (
        row.retry_refusal()
        == "De link in deze mail is er niet meer. Stuur de uitnodiging opnieuw vanuit het team."
    )


def test_forget_removes_what_somebody_was_told(tell, world):
    tell(world["participant"], world["helper"])
    Mute.stop(user_pk=world["participant"].pk, kind=Kind.REPLY)

    forget(user=world["participant"], by=world["participant"])

    assert [row.recipient for row in Notification.objects.all()] == [world["helper"]]
    assert not Mute.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "gossip"},
        {"mailing": "lost"},
        {"mailing": Mailing.SENT},
        {"mailing": Mailing.NONE, "mailed_at": timezone.now()},
        {"mailing": Mailing.SENDING},
        {"leased_until": timezone.now()},
        {"path": "https://elsewhere.example"},
        {"path": "//elsewhere.example"},
    ],
    ids=" ".join,
)
def test_the_database_refuses(world, wrong):
    row = {"kind": Kind.REPLY, "about": "post:1", "path": "/"} | wrong

    with pytest.raises(IntegrityError):
        Notification.objects.create(recipient=world["participant"], **row)


def test_the_database_tells_once(world):
    row = {"recipient": world["participant"], "kind": Kind.REPLY, "about": "post:1", "path": "/"}
    Notification.objects.create(**row)

    with pytest.raises(IntegrityError):
        Notification.objects.create(**row)


@pytest.mark.parametrize("kind", ["gossip", Kind.INVITATION])
def test_the_database_refuses_to_mute(world, kind):
    with pytest.raises(IntegrityError):
        Mute.objects.create(user=world["participant"], kind=kind)


def test_the_database_mutes_once(world):
    Mute.objects.create(user=world["participant"], kind=Kind.REPLY)

    with pytest.raises(IntegrityError):
        Mute.objects.create(user=world["participant"], kind=Kind.REPLY)
