"""Two editors at one lesson: what one changed goes beside what the other changed, and nothing is lost.

A lesson is taken apart in units: a field, or a row by what identifies it. The page of an editor
remembers a mark of each unit as it was when it opened. So it is known who changed what.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from dingen.texts import Lesson, minutes_of

FIELDS = (
    "title", "summary", "theme", "icon", "tools", "phone", "sound", "hand_in", "reviewed_on", "review_by",
)  # fmt: skip
TEXTS = ("body", "without_account", "share", "work")
# What names a row, so that it is the same one in both lessons.
NAMED_BY = {"steps": "key", "questions": "question", "links": "url", "lineage": "name"}


@dataclass(frozen=True)
class Clash:
    """A unit that both changed, as `title` or `steps/kijk-rond`; none where somebody removed it."""

    unit: str
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merge:
    """`lesson` has mine where we clash, and theirs where only they changed something: `taken`."""

    lesson: Lesson
    taken: tuple[str, ...]
    clashes: tuple[Clash, ...]


def units(lesson: Lesson) -> dict[str, Any]:
    """Return a lesson in its units: fields by name, rows as `steps/<key>`."""
    values = {name: getattr(lesson, name) for name in FIELDS}
    values |= {name: getattr(lesson.text, name) for name in TEXTS}
    for name in NAMED_BY:
        values |= dict(_named(name, lesson))
    return values


def marks(lesson: Lesson) -> dict[str, str]:
    """Return a short mark of every unit, and of the order of each kind of rows."""
    return {unit: _mark(value) for unit, value in units(lesson).items()} | _orders(lesson)


def merge(mine: Lesson, theirs: Lesson, seen: Mapping[str, str]) -> Merge:
    """Bring two lessons together; `seen` are the marks of the lesson that mine began with."""
    ours, others = units(mine), units(theirs)
    taken, clashes = [], []
    for unit in dict.fromkeys([*ours, *others]):
        now, other, old = _mark(ours.get(unit)), _mark(others.get(unit)), seen.get(unit, "")
        if other in {now, old}:
            continue
        if now == old:
            taken.append(unit)
        else:
            clashes.append(Clash(unit, ours.get(unit), others.get(unit)))
    orders = [rows for rows, mark in _orders(mine).items() if mark == seen.get(rows)]
    return Merge(take(mine, theirs, {*taken, *orders}), tuple(taken), tuple(clashes))


def take(mine: Lesson, theirs: Lesson, units: set[str]) -> Lesson:
    """Return my lesson with these units as they are in theirs; what is not there any more goes."""
    return replace(
        mine,
        **{name: getattr(theirs if name in units else mine, name) for name in FIELDS},
        lineage=tuple(sorted(_rows("lineage", mine, theirs, units), key=lambda old: old.year)),
        levels=minutes_of(steps := tuple(_rows("steps", mine, theirs, units))),
        text=replace(
            mine.text,
            **{name: getattr((theirs if name in units else mine).text, name) for name in TEXTS},
            steps=steps,
            questions=tuple(_rows("questions", mine, theirs, units)),
            links=tuple(_rows("links", mine, theirs, units)),
        ),
    )


def in_words(value: Any) -> str:
    """Return a unit as a text to read and to copy from."""
    if is_dataclass(value):
        parts = (in_words(getattr(value, field.name)) for field in fields(value))
        return "\n".join(part for part in parts if part)
    if isinstance(value, tuple):
        return "\n".join(map(in_words, value))
    if isinstance(value, bool):
        return "✓" if value else ""
    return "" if value is None else str(value)


def _rows(name: str, mine: Lesson, theirs: Lesson, units: set[str]) -> Iterator[Any]:
    """The rows of one kind: mine, but these units as they are in theirs."""
    ours, others = dict(_named(name, mine)), dict(_named(name, theirs))
    kept = {unit: row for unit, row in ours.items() if unit not in units}
    kept |= {unit: row for unit, row in others.items() if unit in units}
    first, second = (others, ours) if name in units else (ours, others)
    order = [unit for unit in first if unit in kept]
    place = 0
    for unit in second:  # what is only in the second comes after what stands before it there
        if unit in order:
            place = order.index(unit) + 1
        elif unit in kept:
            order.insert(place, unit)
            place += 1
    return (kept[unit] for unit in order)


def _named(name: str, lesson: Lesson) -> Iterator[tuple[str, Any]]:
    seen: dict[str, int] = {}
    for row in lesson.lineage if name == "lineage" else getattr(lesson.text, name):
        called = str(getattr(row, NAMED_BY[name]))
        unit = f"{name}/{called if name == 'steps' else _mark(called)}"
        seen[unit] = seen.get(unit, 0) + 1
        yield (unit if seen[unit] == 1 else f"{unit}/{seen[unit]}"), row


def _orders(lesson: Lesson) -> dict[str, str]:
    return {name: _mark([unit for unit, _row in _named(name, lesson)]) for name in NAMED_BY}


def _mark(value: Any) -> str:
    return "" if value is None else hashlib.sha256(repr(value).encode()).hexdigest()[:12]
