"""(Re)build the Eindhoven story at a moment."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.demo.build import STAGES, build


class Command(BaseCommand):
    help = "Build the demo team at a moment of its story, relative to today. Only with DEMO=1."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--stage", choices=STAGES, default="halverwege")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo is only for DEMO=1: it removes and rebuilds the demo team.")
        cohort = build(options["stage"])
        self.stdout.write(f"{cohort} is at: {cohort.stage_label}")
