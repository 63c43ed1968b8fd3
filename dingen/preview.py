"""A working copy as the readers would see it, without keeping anything."""

from collections.abc import Sequence
from copy import copy
from typing import Any

from django.db.models import Model

from dingen.drawing import draw
from dingen.models import Ding, Level, Lineage, Theme
from dingen.texts import Lesson


def preview(ding: Ding, lesson: Lesson) -> Ding:
    """Return a Ding, not to be saved, that says what this lesson says; a page shows it as any other."""
    drawing = draw(ding, lesson.text)
    revision = drawing.revision
    revision.pk = ding.revision_id or 0  # only a row with a key has rows that belong to it
    _fetched(revision, steps=drawing.steps, questions=drawing.questions, links=drawing.links)
    shown = copy(ding)
    for name in ("title", "summary", "icon", "tools", "hand_in", "reviewed_on", "review_by"):
        setattr(shown, name, getattr(lesson, name))
    for level, minutes in zip(Level.values, lesson.levels, strict=True):
        setattr(shown, f"minutes_{level}", minutes)
    shown.theme = Theme.objects.filter(slug=lesson.theme).first() or ding.theme
    shown.on_phone, shown.with_sound, shown.revision = lesson.phone, lesson.sound, revision
    _fetched(shown, lineage=[Lineage(year=old.year, name=old.name, note=old.note) for old in lesson.lineage])
    return shown


def _fetched(row: Model, **parts: Sequence[Any]) -> None:
    """Give a row its parts as if prefetch_related had brought them, so that templates ask nothing."""
    row._prefetched_objects_cache = dict(parts)  # type: ignore[attr-defined]
