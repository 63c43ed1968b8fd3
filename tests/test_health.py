"""What machines ask: does it live, does every part work. Strangers hear names and yes or no."""

import shutil
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from home import health
from notifications.models import Kind, Mailing, Notification

FINE = {"database": "ok", "cache": "ok", "queue": "ok", "mail": "ok", "disk": "ok"}


@pytest.fixture
def task(db):
    """`task(status, age)` is a task that was queued and started that long ago."""

    def make(status, age):
        made = DBTaskResult.objects.create(
            status=status,
            args_kwargs={"args": [], "kwargs": {}},
            task_path="notifications.tasks.deliver",
            backend_name="default",
            run_after=timezone.now() - age,
            exception_class_path="",
            traceback="",
            started_at=timezone.now() - age if status == TaskResultStatus.RUNNING else None,
        )
        DBTaskResult.objects.filter(pk=made.pk).update(enqueued_at=timezone.now() - age)

    return make


def failed_mail(user, number, age=timedelta()):
    row = Notification.objects.create(
        recipient=user, kind=Kind.ANSWER, about=f"post:{number}", path="/", mailing=Mailing.FAILED
    )
    Notification.objects.filter(pk=row.pk).update(created_at=timezone.now() - age)


def ready(client):
    response = client.get("/readyz")
    assert response.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    return response.status_code, response.json()


def test_healthz_asks_nobody(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


def test_readyz_says_ok_for_every_part(client, db):
    assert ready(client) == (200, FINE)


def test_without_a_database_nothing_that_needs_it_works(client, caplog):
    """This test may not use the database, so asking it fails as when it is away."""
    assert ready(client) == (503, dict.fromkeys(FINE, "not ok") | {"disk": "ok"})
    assert "readyz: database does not work: RuntimeError" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_cache_without_its_table_is_not_ok(client, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "nowhere"}
    }
    assert caches["default"]._table == "nowhere"

    assert ready(client) == (503, FINE | {"cache": "not ok"})


@pytest.mark.parametrize(
    ("status", "age", "expected"),
    [
        (TaskResultStatus.READY, timedelta(minutes=9), "ok"),
        (TaskResultStatus.READY, timedelta(minutes=11), "not ok"),
        (TaskResultStatus.RUNNING, timedelta(minutes=19), "ok"),
        (TaskResultStatus.RUNNING, timedelta(minutes=21), "not ok"),
        (TaskResultStatus.FAILED, timedelta(days=1), "ok"),
        (TaskResultStatus.SUCCESSFUL, timedelta(days=1), "ok"),
    ],
)
def test_the_queue_is_ok_until_work_waits_or_hangs(client, task, status, age, expected):
    task(status, age)

    assert ready(client) == (200 if expected == "ok" else 503, FINE | {"queue": expected})


def test_one_wrong_address_is_no_alarm_but_five_are(client, world):
    for number in range(4):
        failed_mail(world["participant"], number)
    failed_mail(world["participant"], 4, timedelta(days=2))
    assert ready(client) == (200, FINE)

    failed_mail(world["participant"], 5)

    assert ready(client) == (503, FINE | {"mail": "not ok"})


def test_a_full_disk_is_not_ok(client, db, monkeypatch, settings):
    free = shutil.disk_usage(settings.DATA_DIR).free
    monkeypatch.setattr(health, "LEAST_FREE", free * 2)

    assert ready(client) == (503, FINE | {"disk": "not ok"})
