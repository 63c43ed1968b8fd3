"""Two editors at the same moment: one copy, and nobody is overwritten."""

from dataclasses import replace

from dingen.actions.working_copies import open_copy, save_copy
from dingen.models import Ding, WorkingCopy
from dingen.texts import Lesson
from tests.at_once import TOGETHER, all_at_once

pytestmark = TOGETHER


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

    (first,) = [result for result in results if not isinstance(result, str)]
    copy = WorkingCopy.objects.get()
    assert (copy.version, copy.content["title"]) == (2, first.content["title"])
