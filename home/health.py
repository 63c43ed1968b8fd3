"""Whether the parts this site stands on do their work. Names and yes or no, nothing a stranger can use."""

import logging
import secrets
import shutil
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from notifications.models import Notification
from notifications.upkeep import TASK_LEASE

logger = logging.getLogger(__name__)
LONGEST_WAIT = timedelta(minutes=10)  # the worker starts a task within seconds
MOST_FAILED = 5  # mails given up in a day; one wrong address is no alarm
LEAST_FREE = 200 * 1024 * 1024  # bytes


def database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def shared_cache() -> bool:
    word = secrets.token_hex(8)
    cache.set(f"readyz-{word}", word, 30)
    return bool(cache.get(f"readyz-{word}") == word)


def queue() -> bool:
    """Nothing waits too long to start, and nothing runs longer than upkeep lets it."""
    now = timezone.now()
    late = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - LONGEST_WAIT)
    stuck = DBTaskResult.objects.running().filter(started_at__lt=now - 2 * TASK_LEASE)
    return not (late.exists() or stuck.exists())


def mail() -> bool:
    failed = Notification.objects.failed().filter(created_at__gt=timezone.now() - timedelta(days=1))
    return bool(failed.count() < MOST_FAILED)


def disk() -> bool:
    return shutil.disk_usage(settings.DATA_DIR).free >= LEAST_FREE


PARTS: dict[str, Callable[[], bool]] = {
    "database": database,
    "cache": shared_cache,
    "queue": queue,
    "mail": mail,
    "disk": disk,
}


def works(part: str) -> bool:
    """Ask one part; one that fails in whatever way does not work."""
    try:
        return PARTS[part]()
    except Exception as problem:  # noqa: BLE001 - every failure is the answer to the question
        logger.warning("readyz: %s does not work: %s", part, type(problem).__name__)
        return False


def report() -> dict[str, bool]:
    return {part: works(part) for part in PARTS}
