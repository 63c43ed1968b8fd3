"""A lesson as plain values: out and in without loss."""

import json
from dataclasses import replace
from datetime import date

import pytest

from dingen.models import Ding, Theme
from dingen.texts import NOTHING_YET, Lesson, StepText, minutes_of
from tests.editing import LESSONS


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_a_lesson_survives_json(lesson):
    plain = lesson.plain()

    assert json.loads(json.dumps(plain)) == plain
    assert Lesson.from_plain(json.loads(json.dumps(plain))) == lesson


def test_a_lesson_without_dates_survives_json():
    lesson = replace(LESSONS[0], reviewed_on=None, review_by=None, text=NOTHING_YET)

    assert Lesson.from_plain(json.loads(json.dumps(lesson.plain()))) == lesson


def test_a_draft_without_a_revision_has_no_text_yet(db):
    theme = Theme.objects.create(slug="start", title="Start")
    draft = Ding.objects.create(
        slug="nieuw", title="Nieuw", theme=theme, reviewed_on=date(2026, 11, 1), review_by=date(2027, 11, 1)
    )

    assert Lesson.of(draft).text == NOTHING_YET


def test_minutes_add_up_over_the_levels():
    steps = [
        StepText("a", "doen", 15, "A", "", ""),
        StepText("b", "kennismaken", 10, "B", "", ""),
        StepText("c", "uitdaging", 20, "C", "", ""),
    ]

    assert minutes_of(steps) == (10, 25, 45)
    assert minutes_of([]) == (0, 0, 0)


def test_the_catalogue_has_the_minutes_of_its_steps():
    assert [lesson.slug for lesson in LESSONS if lesson.levels != minutes_of(lesson.text.steps)] == []
