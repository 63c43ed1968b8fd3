"""An address that refuses mail is marked, shown to the trainer, and not mailed for nothing."""

import io
import sys

import pytest
from django.core.management import call_command

from accounts.models import LoginCode
from notifications.bounces import failures, read_bounce
from notifications.models import Kind, Mailing, Notification
from notifications.notify import notify
from tests.telling import SEND, refusing

REPORT = """\
From: mailer@example.org
To: post@leren.example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grens"

--grens
Content-Type: text/plain

This is the mail system.

--grens
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 No such user here

--grens--
"""


def report(address="Anna@Example.org", action="failed", status="5.1.1"):
    return REPORT.format(address=address, action=action, status=status).encode()


@pytest.fixture
def tell(world, django_capture_on_commit_callbacks):
    def telling(kind=Kind.MENTION, about="post:1"):
        with django_capture_on_commit_callbacks(execute=True):
            notify([world["participant"]], kind, about=about, path="/", author="Hugo", title="Koffie")
        return Notification.objects.get(about=about)

    return telling


def test_a_server_that_refuses_for_good_marks_the_address_at_once(tell, world, monkeypatch):
    monkeypatch.setattr(SEND, refusing(550))

    assert tell().mailing == Mailing.FAILED

    anna = world["participant"]
    anna.refresh_from_db()
    assert anna.bounced_at is not None
    assert anna.bounce_reason == "550 5.1.1 No such user"


def test_a_server_that_says_later_is_asked_again(tell, world, monkeypatch):
    monkeypatch.setattr(SEND, refusing(450))

    assert tell().mailing == Mailing.WAITING
    world["participant"].refresh_from_db()
    assert world["participant"].bounced_at is None


def test_a_mail_that_came_back_marks_the_address(world):
    assert read_bounce(report()) == ["anna@example.org"]
    world["participant"].refresh_from_db()
    assert world["participant"].bounce_reason == "smtp; 550 5.1.1 No such user here"


@pytest.mark.parametrize(
    "message",
    [
        report(action="delayed", status="4.4.1"),
        report(status="4.2.2"),
        report(address="niemand@example.org"),
        b"",
        b"\xff\x00 rommel",
        b"Subject: 550 5.1.1\n\nFinal-Recipient: rfc822; anna@example.org\nAction: failed\nStatus: 5.1.1",
        b"Content-Type: message/delivery-status\n\n",
    ],
    ids=["delayed", "for a while", "a stranger", "nothing", "rubbish", "only words", "empty"],
)
def test_nothing_else_marks_anybody(world, message):
    assert read_bounce(message) == []


def test_the_address_in_a_report_is_read(world):
    assert failures(report(address="x@example.org")) == [
        ("x@example.org", "smtp; 550 5.1.1 No such user here")
    ]


def test_the_command_reads_standard_input(world, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(report())))
    call_command("bounce")
    assert capsys.readouterr().out == "1 marked\n"


def test_an_address_that_bounces_gets_no_more_mail_but_the_inbox_goes_on(tell, world, mailoutbox):
    world["participant"].mark_bounced("550")
    assert tell().mailing == Mailing.NONE
    assert mailoutbox == []


def test_the_trainer_sees_it_and_colleagues_do_not(world, as_):
    world["participant"].mark_bounced("550 No such user")
    assert "550 No such user" in as_("trainer").get("/teams/lindenhof/leden/").content.decode()
    assert "550 No such user" not in as_("helper").get("/teams/lindenhof/leden/").content.decode()


def test_who_types_a_code_from_a_mail_has_an_address_that_works(world):
    anna = world["participant"]
    anna.mark_bounced("550")
    code = LoginCode.objects.start(handle="h" * 20, email=anna.email)

    assert LoginCode.objects.spend(handle="h" * 20, typed=code.draw())

    anna.refresh_from_db()
    assert (anna.bounced_at, anna.bounce_reason) == (None, "")
