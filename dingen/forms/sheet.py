"""Everything that the page of an editor sends, as one lesson."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.text import slugify

from dingen.checks import Problem
from dingen.forms.lesson import LessonForm
from dingen.forms.rows import Fault, LinkForm, QuestionForm, Row, Rows
from dingen.merging import FIELDS, TEXTS
from dingen.models import Level, Theme
from dingen.texts import (
    Ancestor,
    AnswerText,
    Lesson,
    LessonText,
    LinkText,
    QuestionText,
    StepText,
    minutes_of,
)

KEY_LENGTH = 60
Sent = MultiValueDict[str, str]


# The parts of the page that the single fields are in; all others are basics.
PLACES = {"body": "text", "without_account": "text", "share": "share", "work": "share"}


class Sheet:
    """The form of a lesson with its rows. `stored` is the lesson as it was kept last."""

    def __init__(self, data: Sent, stored: Lesson) -> None:
        self.stored = stored
        themes = list(Theme.objects.values_list("slug", "title"))
        self.form = LessonForm(data, themes=themes, initial={"icon": stored.icon})
        self.steps, self.questions, self.links, self.lineage = (Rows(name, data) for name in Rows.SORTS)

    @classmethod
    def of(cls, lesson: Lesson) -> "Sheet":
        """Fill the form with a lesson."""
        return cls(data_of(lesson), lesson)

    @property
    def parts(self) -> list[Rows]:
        return [self.steps, self.questions, self.links, self.lineage]

    @property
    def faults(self) -> list[Fault]:
        """What is wrong, in the order of the page."""
        order = ["basics", "text", "steps", "questions", "share", "links", "lineage"]
        found = [
            Fault(PLACES.get(field.name, "basics"), field.id_for_label, str(field.label), str(error))
            for field in self.form
            for error in field.errors
        ]
        for rows in self.parts:
            found += rows.faults
        return sorted(found, key=lambda fault: order.index(fault.part))

    def is_valid(self) -> bool:
        """Whether everything can be kept; it may be unfinished."""
        return all([self.form.is_valid(), *(row.is_valid() for rows in self.parts for row in rows)])

    def lesson(self) -> Lesson:
        """Return what was filled in. What cannot be kept, such as a day that is none, stays as it was."""
        self.is_valid()
        self.lineage.forms.sort(key=lambda row: int(row.value("year", 0)))
        values = {name: self.form.cleaned_data.get(name, getattr(self.stored, name)) for name in FIELDS}
        steps = _steps(self.steps)
        words = LessonText(
            **{name: self.form.cleaned_data[name] for name in TEXTS},
            steps=steps,
            questions=tuple(_question(row) for row in self.questions if isinstance(row, QuestionForm)),
            links=tuple(
                LinkText(row.value("title"), row.value("url"), row.value("language", "nl"), row.value("why"))
                for row in self.links
            ),
        )
        lineage = tuple(
            Ancestor(row.value("year", 0), row.value("name"), row.value("note")) for row in self.lineage
        )
        return replace(self.stored, **values, levels=minutes_of(steps), lineage=lineage, text=words)

    def change(self, deed: str) -> str:
        """Do what a button of a row says, as `steps up 3`; return the place on the page to go on."""
        name, verb, token = (*deed.split(), "", "", "")[:3]
        for rows in self.parts:
            if rows.name == name and verb in {"up", "down", "remove", "add"}:
                return rows.change(verb, token)
        return ""

    def show(self, problems: list[Problem]) -> None:
        """Put each problem at its field; call it after `lesson`, which the rows then agree with."""
        for problem in problems:
            first, *rest = problem.field.split(".")
            rows = next((rows for rows in self.parts if rows.name == first), None)
            if rows is None:
                self.form.add_error(first, problem.reason)
            elif not rest:
                rows.reasons.append(problem.reason)
            else:
                row, field = rows.forms[int(rest[0]) - 1], "-".join(rest[1:])
                row.add_error(field if field in row.fields else None, problem.reason)

    def show_dead(self, outcomes: dict[str, str]) -> None:
        """Mark the links that do not work; `outcomes` says by address what the last check found."""
        for row in self.links:
            assert isinstance(row, LinkForm)
            row.outcome = outcomes.get(str(row["url"].value()), "")


def data_of(lesson: Lesson) -> Sent:
    """Return what a browser would send for this lesson, in the order of its rows."""
    plain = lesson.plain()
    data: Sent = MultiValueDict()
    for name, value in (plain | plain["text"]).items():
        if name in FIELDS or name in TEXTS:
            _put(data, name, ", ".join(value) if name == "tools" else value)
    for name in Rows.SORTS:
        rows = plain[name] if name == "lineage" else plain["text"][name]
        data.setlist(name, [str(number) for number in range(1, len(rows) + 1)])
        for number, row in enumerate(rows, 1):
            for field, value in _flat(row):
                _put(data, f"{name}-{number}-{field}", value)
    return data


def _flat(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if name != "answers":
            yield name, value
    for place, answer in enumerate(row.get("answers", ()), 1):
        yield from ((f"answers-{place}-{part}", word) for part, word in answer.items())


def _put(data: Sent, name: str, value: Any) -> None:
    """A tick is only sent when it is on."""
    if value is not False:
        data[name] = "on" if value is True else str(value or "")


def _steps(rows: Rows) -> tuple[StepText, ...]:
    taken = {row.value("key") for row in rows}
    steps = []
    for row in rows:
        key = row.value("key") or _free_key(row, taken)
        taken.add(key)
        level = row.value("level", Level.DOEN)
        minutes, title = row.value("minutes", 0), row.value("title")
        steps.append(StepText(key, level, minutes, title, row.value("text"), row.value("check")))
    return tuple(steps)


def _free_key(row: Row, taken: set[str]) -> str:
    """Make a key from the title. Once it is there it stays, also under another title: ticks hang on it."""
    stem = str(slugify(row.value("title").replace("_", " ")))[: KEY_LENGTH - 3].strip("-")
    if not stem:
        return ""
    names = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _question(row: QuestionForm) -> QuestionText:
    answers = []
    for place in row.places:
        words, right, why = (row.value(f"answers-{place}-{name}") for name in ("text", "correct", "why"))
        if words or right or why:
            answers.append(AnswerText(words, correct=bool(right), why=why))
    return QuestionText(row.value("question"), tuple(answers))
