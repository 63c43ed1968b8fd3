from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import audit
from pitches import proof
from pitches.models import Ballot, BallotState


class Command(BaseCommand):
    help = "Check that no closed vote, agreement, roll or result was changed behind the application's back."

    def handle(self, *args: Any, **options: Any) -> None:
        ballots = list(Ballot.objects.exclude(state=BallotState.OPEN).to_check())
        book, wrong = proof.booked(ballots), 0
        for ballot in ballots:
            for defect in proof.defects(ballot, ballot.papers(), book.get(ballot.pk, "")):
                wrong += 1
                self.stderr.write(f"Ballot {ballot.pk} ({ballot}): {defect}")
        if broken := audit.broken_at():
            wrong += 1
            self.stderr.write(f"The audit book does not fit from entry {broken}.")
        if wrong:
            raise CommandError(f"{wrong} problems in {len(ballots)} votes.")
        self.stdout.write(f"All {len(ballots)} closed votes are as they were.")
