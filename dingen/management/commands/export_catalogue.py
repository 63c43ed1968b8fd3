from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from dingen.catalogue import export_catalogue


class Command(BaseCommand):
    help = "Write the shared lessons to a folder that can be imported again without loss."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        files = export_catalogue(options["folder"])
        self.stdout.write(f"{files} files written to {options['folder']}.")
