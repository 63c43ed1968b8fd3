"""A real server with two workers on a database of its own, that a test may kill parts of."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

from django.conf import settings
from django.db import connection

# Thirty days later: the first question about the pilot is due.
LATER = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from pitches.models import PulseCheck
PulseCheck.objects.filter(day=30).update(due_on=timezone.localdate() - timedelta(days=1))
"""


class Hall:
    """The site on the database of the test; with SQLite on a copy of it, for that one lives in memory."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as place:
            place.bind(("127.0.0.1", 0))
            port = place.getsockname()[1]
        self.site = f"http://127.0.0.1:{port}"
        self.env = os.environ | {
            "DATA_DIR": str(folder), "ENVIRONMENT": "development", "LOG_LEVEL": "ERROR", "DEBUG": "1",
            "SITE_URL": self.site, "SECRET_KEY": settings.SECRET_KEY, "DATABASE_URL": database(folder),
        }  # fmt: skip
        self.server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class",
             "gthread", "--workers", "2", "--threads", "8", "--log-level", "critical"],
            env=self.env, cwd=settings.BASE_DIR,
        )  # fmt: skip
        self.wait()

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], env=self.env, cwd=settings.BASE_DIR, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def wait(self) -> None:
        for _try in range(600):
            with suppress(OSError), urlopen(f"{self.site}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
            time.sleep(0.1)
        raise AssertionError("gunicorn did not start")

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def kill_a_worker(self) -> None:
        """As when the machine runs out of memory: no goodbye."""
        victim = self.workers()[0]
        os.kill(victim, signal.SIGKILL)
        for _try in range(200):
            if victim not in (alive := self.workers()) and len(alive) == 2:
                return
            time.sleep(0.1)
        raise AssertionError("no new worker")

    def thirty_days_later(self) -> None:
        self.run("-c", LATER)

    def stop(self) -> None:
        self.server.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.server.wait(timeout=20)
        self.server.kill()


def database(folder: Path) -> str:
    """Return the address of the test's database, or of a copy of it in a file."""
    if connection.vendor == "sqlite":
        copy = folder / "hall.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        return f"sqlite:///{copy}"
    base, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    return f"{base}/{connection.settings_dict['NAME']}"
