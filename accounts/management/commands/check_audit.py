from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.audit import broken_at
from accounts.models import AuditEntry


class Command(BaseCommand):
    help = "Check that no line of the book of votes and decisions was changed, added or taken out."

    def handle(self, *args: Any, **options: Any) -> None:
        if number := broken_at():
            raise CommandError(f"The book does not fit from entry {number} on.")
        self.stdout.write(f"All {AuditEntry.objects.count()} entries fit.")
