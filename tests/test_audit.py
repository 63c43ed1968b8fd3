"""The book of votes and decisions cannot be changed unseen."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connections

from accounts.audit import FIRST, broken_at, record
from accounts.models import AuditEntry


@pytest.fixture
def book(world):
    for number in range(1, 4):
        record(
            by=world["trainer"] if number > 1 else None,
            deed="ballot.opened",
            on=f"ballot:{number}",
            result="ok",
        )


def test_entries_are_numbered_and_chained(book, world):
    entries = list(AuditEntry.objects.all())

    assert [entry.number for entry in entries] == [1, 2, 3]
    assert [entry.actor for entry in entries] == ["system", *[f"user:{world['trainer'].pk}"] * 2]
    assert len({FIRST, *(entry.digest for entry in entries)}) == 4
    assert broken_at() is None


def test_an_empty_book_fits(db, capsys):
    call_command("check_audit")

    assert "All 0 entries fit." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("actor", "user:1000"),
        ("deed", "ballot.closed"),
        ("on", "ballot:9"),
        ("result", "no"),
        ("digest", "0" * 64),
    ],
)
def test_a_changed_entry_is_found(book, field, value):
    AuditEntry.objects.filter(number=2).update(**{field: value})

    assert broken_at() == 2
    with pytest.raises(CommandError, match="entry 2"):
        call_command("check_audit")


def test_an_entry_taken_out_is_found(book):
    AuditEntry.objects.filter(number=2).delete()

    assert broken_at() == 2


def test_the_database_numbers_once(book):
    with pytest.raises(IntegrityError):
        AuditEntry.objects.filter(number=3).update(number=2)


def write(number: int) -> None:
    try:
        record(by=None, deed="decision.made", on=f"pitch:{number}", result="ok")
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_chain():
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(16)))

    assert AuditEntry.objects.count() == 16
    assert broken_at() is None
