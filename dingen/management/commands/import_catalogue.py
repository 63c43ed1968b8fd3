from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dingen.catalogue import CatalogueError, import_catalogue


class Command(BaseCommand):
    help = "Bring the shared lessons in line with a folder: all of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_catalogue(options["folder"])
        except CatalogueError as error:
            raise CommandError(f"Nothing was imported.\n{error}") from None
        if options["verbosity"]:
            self.stdout.write(str(report))
