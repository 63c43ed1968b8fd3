"""Bring database, cache table and catalogue up to date before the site starts; safe to repeat."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from accounts.models import User


class Command(BaseCommand):
    help = "Migrate, make the cache table, import the catalogue; in the demo also build the team."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("import_catalogue", settings.BASE_DIR / "fixtures" / "catalogue", verbosity=0)
        if settings.DEMO and not User.objects.exists():
            call_command("demo", verbosity=0)
        self.stdout.write("Database and catalogue are up to date.")
