"""Two editors at the same moment: one copy, and nobody is overwritten."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.db import connection, connections

from dingen.actions.working_copies import Stale, open_copy, save_copy
from dingen.models import Ding, WorkingCopy
from dingen.texts import Lesson

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite in memory has one connection; its files have one writer"
    ),
]


def all_at_once(*deeds):
    """Run the deeds at the same moment; return for each its result, or Stale."""
    start = Barrier(len(deeds))

    def run(deed):
        start.wait()
        try:
            return deed()
        except Stale:
            return Stale
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_opening_at_once_makes_one_copy(world):
    ding = Ding.objects.get(slug="eerste-ding")

    copies = all_at_once(*[lambda: open_copy(ding=ding, by=world["admin"])] * 6)

    assert {copy.pk for copy in copies} == {WorkingCopy.objects.get().pk}


def test_of_all_who_save_at_once_one_is_first(world):
    ding = Ding.objects.get(slug="eerste-ding")
    lesson = Lesson.from_plain(open_copy(ding=ding, by=world["admin"]).content)

    def save(number):
        words = replace(lesson, title=f"Titel {number}")
        return save_copy(ding=ding, lesson=words, version=1, by=world["admin"])

    results = all_at_once(*(lambda number=number: save(number) for number in range(6)))

    (first,) = [result for result in results if result is not Stale]
    copy = WorkingCopy.objects.get()
    assert (copy.version, copy.content["title"]) == (2, first.content["title"])
