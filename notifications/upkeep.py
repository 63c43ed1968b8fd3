"""What recurs: mail that waits, work that got stuck, rows that are of no use any more.

Each function may run at any moment, twice, or beside itself, and returns how many things it did.
"""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import LoginCode, Nonce
from notifications.models import MOST_TRIES, Digest, Notification
from notifications.tasks import deliver_one

TASK_LEASE = timedelta(minutes=10)
TASK_STARTS = 3
NONCE_LIFE = timedelta(days=2)
DONE_LIFE = timedelta(days=14)


def deliver_due() -> int:
    """Mail what waits and what a dead worker left half-way."""
    return sum(deliver_one(pk) for pk in Notification.objects.due().values_list("pk", flat=True))


def give_up() -> int:
    """Mark as failed what was left half-way at its last try."""
    outboxes: tuple[type[Notification] | type[Digest], ...] = (Notification, Digest)
    stuck = [row for box in outboxes for row in box.objects.due().filter(tries__gte=MOST_TRIES)]
    for row in stuck:
        row.mark_failed()
    return len(stuck)


def free_tasks() -> int:
    """Give tasks of a worker that died to another, or up after the third start."""
    freed = 0
    for result in DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - TASK_LEASE):
        still_stuck = DBTaskResult.objects.running().filter(pk=result.pk, started_at=result.started_at)
        if len(result.worker_ids) < TASK_STARTS:
            freed += still_stuck.update(status=TaskResultStatus.READY, started_at=None)
        else:
            freed += still_stuck.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
    return freed


def prune_tasks() -> int:
    """Forget what went well two weeks ago; what failed stays for the administrator."""
    old = DBTaskResult.objects.successful().filter(finished_at__lt=timezone.now() - DONE_LIFE)
    return int(old.delete()[0])


def prune_nonces() -> int:
    return Nonce.objects.filter(created_at__lt=timezone.now() - NONCE_LIFE).delete()[0]


def prune_codes() -> int:
    return int(LoginCode.objects.expired().delete()[0])


def prune_sessions() -> int:
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
