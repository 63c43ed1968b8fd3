from typing import Any

from django.core.management.base import BaseCommand

from pitches.tasks import scrub


class Command(BaseCommand):
    help = "Pack what closed votes left behind in the database. Safe to repeat; waits for other writers."

    def handle(self, *args: Any, **options: Any) -> None:
        scrub()
        self.stdout.write("Votes scrubbed.")
