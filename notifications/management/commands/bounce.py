import sys
from typing import Any

from django.core.management.base import BaseCommand

from notifications.bounces import read_bounce

MOST_BYTES = 1_000_000


class Command(BaseCommand):
    help = "Read one mail that came back from standard input, and mark the address that refused it."

    def handle(self, *args: Any, **options: Any) -> None:
        marked = read_bounce(sys.stdin.buffer.read(MOST_BYTES))
        self.stdout.write(f"{len(marked)} marked")
