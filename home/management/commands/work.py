"""The worker of the container: the queue, and once a minute what recurs."""

import signal
import subprocess
import sys
from threading import Event
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

MINUTE = 60  # seconds
DRAIN = 45  # seconds that a running task gets to finish


class Command(BaseCommand):
    help = "Run the task queue and, once a minute, tick. Ends cleanly on SIGTERM."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--rounds", type=int, default=0, help="stop after so many minutes (0 = never)")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Event()

        def ask_to_stop(signum: int, frame: FrameType | None) -> None:
            stop.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, ask_to_stop)
        queue, rounds = self.start_queue(), 0
        while not stop.is_set():
            if queue.poll() is not None:
                self.stderr.write(f"The queue ended with {queue.returncode}; it is started again.")
                queue = self.start_queue()
            call_command("tick", stdout=self.stdout)
            rounds += 1
            if rounds == options["rounds"]:
                break
            stop.wait(MINUTE)
        queue.terminate()
        queue.wait(DRAIN)

    @staticmethod
    def start_queue() -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, str(settings.BASE_DIR / "manage.py"), "db_worker"])  # noqa: S603
