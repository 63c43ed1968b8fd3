"""Who gets what on every address. An address that is missing here fails the test.

Each room writes its rows in tests/access/<room>.py: EXPECTED maps a URL name to a Row
(or a list of Rows, one a method) and address(world) gives the values of its converters.
"""

import importlib
import pkgutil

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

import tests.access
from lib import pdf
from lib.access import is_ours
from tests.access.rows import PEOPLE, Row

ROOMS = [
    importlib.import_module(f"tests.access.{module.name}")
    for module in pkgutil.iter_modules(tests.access.__path__)
    if module.name != "rows"
]
EXPECTED: dict[str, list[Row]] = {
    name: [rows] if isinstance(rows, Row) else rows for room in ROOMS for name, rows in room.EXPECTED.items()
}


def named_patterns(resolver=None, namespace=""):
    for p in (resolver or get_resolver()).url_patterns:
        if hasattr(p, "url_patterns"):
            yield from named_patterns(p, namespace + (p.namespace + ":" if p.namespace else ""))
        elif is_ours(p.callback):
            yield namespace + p.name, p.pattern.converters


PATTERNS = dict(named_patterns())
CASES = [
    pytest.param(name, row, id=f"{row.method} {name} {number}")
    for name, rows in sorted(EXPECTED.items())
    for number, row in enumerate(rows)
]


def test_every_address_is_in_the_table():
    assert set(PATTERNS) == set(EXPECTED)


def status(client, address: str, row: Row) -> int:
    """Ask as the row says; a file that is served is read to its end, so that it closes."""
    ask = getattr(client, row.method.lower())
    response = ask(address, row.data) if row.data else client.generic(row.method, address)
    b"".join(response)
    return response.status_code


@pytest.mark.parametrize(("name", "row"), CASES)
def test_access(as_, world, monkeypatch, name, row):
    monkeypatch.setattr(pdf, "draw", lambda html: b"%PDF")  # who gets one is asked here, not how it looks
    values, own = {"team": world.cohort.slug}, {}
    for room in ROOMS:
        found = room.address(world)
        values |= found
        own |= found if name in room.EXPECTED else {}
    values |= own  # two rooms may have a value of the same name
    address = reverse(name, kwargs={key: values[key] for key in PATTERNS[name]})

    given = {}
    for person in PEOPLE:
        with transaction.atomic():  # what one of them does, the next does not find
            given[person] = status(as_(person), address, row)
            transaction.set_rollback(True)

    assert given == {person: getattr(row, person) for person in PEOPLE}
