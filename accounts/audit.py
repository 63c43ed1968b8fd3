"""The book of votes and decisions: entries are added, never changed, and chained by hash."""

import json
from hashlib import sha256

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import AuditEntry, User

FIRST = "0" * 64


def chain(previous: str, *parts: str) -> str:
    """Return the hash over the entry before and this one's parts."""
    return sha256(json.dumps([previous, *parts], ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def record(*, by: User | None, deed: str, on: str, result: str) -> AuditEntry:
    """Add an entry: who, what deed, on what, with what result. Never a choice, a code or a text."""
    if connection.vendor == "postgresql":
        # Two writers must not chain to the same entry; SQLite has one writer already.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(230923)")
    last = AuditEntry.objects.order_by("-number").first()
    number, previous = (last.number + 1, last.digest) if last else (1, FIRST)
    at = timezone.now()
    actor = f"user:{by.pk}" if by else "system"
    return AuditEntry.objects.create(
        number=number,
        at=at,
        actor=actor,
        deed=deed,
        on=on,
        result=result,
        digest=chain(previous, str(number), at.isoformat(), actor, deed, on, result),
    )


def broken_at() -> int | None:
    """Return the number of the first entry that does not fit the chain, or None when all do."""
    previous, expected = FIRST, 1
    for entry in AuditEntry.objects.order_by("number").iterator():
        whole = chain(
            previous, str(entry.number), entry.at.isoformat(), entry.actor, entry.deed, entry.on, entry.result
        )
        if entry.number != expected or entry.digest != whole:
            return expected
        previous, expected = entry.digest, expected + 1
    return None
