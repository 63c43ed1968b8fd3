"""What recurs survives a killed worker and may run twice at once."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import LoginCode, Nonce
from notifications import upkeep
from notifications.models import MOST_TRIES, Kind, Mailing, Notification
from notifications.notify import notify
from notifications.tasks import deliver
from tests.telling import SEND, own_texts, refuse  # noqa: F401 - a fixture


def tick(capsys) -> list[str]:
    call_command("tick")
    return capsys.readouterr().out.splitlines()


def work() -> None:
    """Let a worker do everything that is in the queue."""
    call_command("db_worker", batch=True, interval=0, verbosity=0, startup_delay=False)


@pytest.fixture
def waiting(texts, world):
    """A message that no worker has mailed yet."""
    return world["participant"].notifications.create(
        kind=Kind.ANSWER, about="post:12", path="/", context={"who": "Hugo"}, mailing=Mailing.WAITING
    )


def test_tick_mails_what_waits_and_a_second_time_nothing(waiting, mailoutbox, capsys):
    assert tick(capsys) == ["mails sent: 1"]
    assert tick(capsys) == []
    assert len(mailoutbox) == 1


def test_tick_leaves_alone_what_a_worker_is_sending(waiting, mailoutbox, capsys):
    Notification.objects.filter(pk=waiting.pk).lease()

    assert tick(capsys) == []
    assert mailoutbox == []


def test_tick_takes_over_from_a_killed_worker(waiting, mailoutbox, capsys, time_machine):
    Notification.objects.filter(pk=waiting.pk).lease()
    time_machine.move_to(timezone.now() + timedelta(minutes=6), tick=False)

    assert tick(capsys) == ["mails sent: 1"]
    waiting.refresh_from_db()
    assert (waiting.mailing, waiting.tries) == (Mailing.SENT, 2)


def test_tick_gives_up_on_what_killed_five_workers(waiting, mailoutbox, capsys):
    Notification.objects.update(
        mailing=Mailing.SENDING, leased_until=timezone.now() - timedelta(minutes=1), tries=MOST_TRIES
    )

    assert tick(capsys) == ["mails given up: 1"]
    assert Notification.objects.failed().get() == waiting
    assert mailoutbox == []


def test_a_mail_that_fails_is_not_counted_as_sent(waiting, monkeypatch, capsys):
    monkeypatch.setattr(SEND, refuse)

    assert tick(capsys) == []
    waiting.refresh_from_db()
    assert (waiting.mailing, waiting.tries) == (Mailing.WAITING, 1)


@pytest.fixture
def stuck(settings, waiting):
    """A task whose worker was killed a quarter of an hour ago."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    deliver.enqueue([waiting.pk])
    result = DBTaskResult.objects.get()
    result.claim("worker-1")
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=15))
    return result


@pytest.mark.django_db(transaction=True)
def test_a_stuck_task_is_started_again_and_mails_once(stuck, waiting, mailoutbox):
    assert (upkeep.free_tasks(), upkeep.free_tasks()) == (1, 0)

    work()

    stuck.refresh_from_db()
    assert stuck.status == TaskResultStatus.SUCCESSFUL
    assert len(stuck.worker_ids) == 2
    assert len(mailoutbox) == 1


def test_a_task_that_killed_three_workers_is_given_up(stuck, capsys):
    Notification.objects.update(mailing=Mailing.NONE)
    DBTaskResult.objects.update(worker_ids=["a", "b", "c"])

    assert tick(capsys) == ["stuck tasks freed: 1"]
    stuck.refresh_from_db()
    assert stuck.status == TaskResultStatus.FAILED
    assert stuck.finished_at is not None


def test_a_task_that_runs_is_left_alone(stuck):
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=9))

    assert upkeep.free_tasks() == 0


def test_a_task_that_finishes_meanwhile_is_left_alone(stuck, monkeypatch):
    seen = list(DBTaskResult.objects.running())
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now())
    running = DBTaskResult.objects.running

    def first_the_old_sight(self=None):
        class Sight(type(running())):
            def filter(self, *args, **kwargs):
                return seen if "started_at__lt" in kwargs else super().filter(*args, **kwargs)

        return Sight(DBTaskResult).filter(status=TaskResultStatus.RUNNING)

    monkeypatch.setattr(DBTaskResult.objects, "running", first_the_old_sight)

    assert upkeep.free_tasks() == 0


def test_tick_clears_what_is_of_no_use_any_more(world, capsys):
    now = timezone.now()
    Nonce.objects.create(user=world["trainer"], key="old")
    Nonce.objects.update(created_at=now - timedelta(days=3))
    Nonce.objects.create(user=world["trainer"], key="new")
    LoginCode.objects.start(handle="old", email="a@example.org")
    LoginCode.objects.update(created_at=now - timedelta(hours=1), expires_at=now - timedelta(minutes=50))
    LoginCode.objects.start(handle="new", email="b@example.org")
    Session.objects.create(session_key="old", session_data="x", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="x", expire_date=now + timedelta(days=1))

    drafts = world.enrolments["participant"].drafts
    for place, text in (("new", ""), ("topic:1", ""), ("topic:2", "Nog niet af")):
        drafts.create(place=place, text=text)
    drafts.exclude(place="new").update(updated_at=now - timedelta(days=31))

    assert tick(capsys) == [
        "old nonces removed: 1",
        "old codes removed: 1",
        "old sessions removed: 1",
        "old drafts removed: 1",
    ]
    assert set(drafts.values_list("place", flat=True)) == {"new", "topic:2"}
    assert (
        Nonce.objects.get().key
        == LoginCode.objects.get().handle
        == Session.objects.get().session_key
        == "new"
    )


def test_tick_forgets_old_tasks_that_went_well(stuck):
    DBTaskResult.objects.update(
        status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now() - timedelta(days=15)
    )

    assert upkeep.prune_tasks() == 1


@pytest.mark.django_db(transaction=True)
def test_a_deed_is_mailed_by_the_worker_after_the_commit(settings, texts, world, mailoutbox):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with transaction.atomic():
        notify([world["participant"]], Kind.ANSWER, about="post:1", path="/", who="Hugo", line="ja")
        assert not DBTaskResult.objects.exists()
    assert mailoutbox == []

    work()

    assert len(mailoutbox) == 1
