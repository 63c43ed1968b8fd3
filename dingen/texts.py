"""A lesson as plain values: what a file holds and what the tables hold, in one shape to compare."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import accumulate
from typing import Any

from dingen.models import Ding, Level, Programme, Revision


@dataclass(frozen=True)
class StepText:
    key: str
    level: str
    minutes: int
    title: str
    text: str
    check: str


@dataclass(frozen=True)
class AnswerText:
    text: str
    correct: bool
    why: str


@dataclass(frozen=True)
class QuestionText:
    question: str
    answers: tuple[AnswerText, ...]


@dataclass(frozen=True)
class LinkText:
    title: str
    url: str
    language: str
    why: str


@dataclass(frozen=True)
class LessonText:
    """What one revision says; a difference here makes a new revision."""

    body: str
    without_account: str
    steps: tuple[StepText, ...]
    questions: tuple[QuestionText, ...]
    share: str
    work: str
    links: tuple[LinkText, ...]

    @classmethod
    def of(cls, revision: Revision) -> "LessonText":
        return cls(
            body=revision.source,
            without_account=revision.without_account,
            steps=tuple(
                StepText(step.key, step.level, step.minutes, step.title, step.source, step.check_text)
                for step in revision.steps.all()
            ),
            questions=tuple(
                QuestionText(one.question, tuple(AnswerText(**answer) for answer in one.answers))
                for one in revision.questions.all()
            ),
            share=revision.share,
            work=revision.work,
            links=tuple(
                LinkText(link.title, link.url, link.language, link.why) for link in revision.links.all()
            ),
        )

    @classmethod
    def from_plain(cls, values: dict[str, Any]) -> "LessonText":
        """Read what `asdict` made of it, also after JSON turned tuples into lists."""
        return cls(
            **values
            | {
                "steps": tuple(StepText(**step) for step in values["steps"]),
                "questions": tuple(
                    QuestionText(one["question"], tuple(AnswerText(**answer) for answer in one["answers"]))
                    for one in values["questions"]
                ),
                "links": tuple(LinkText(**link) for link in values["links"]),
            }
        )


NOTHING_YET = LessonText("", "", (), (), "", "", ())


def minutes_of(steps: Iterable[StepText]) -> tuple[int, int, int]:
    """Minutes up to and including each level: those of its steps and of the levels before it."""
    steps = list(steps)
    each = [sum(step.minutes for step in steps if step.level == level) for level in Level.values]
    first, second, third = accumulate(each)
    return first, second, third


@dataclass(frozen=True)
class Ancestor:
    """Something that a Ding grew out of."""

    year: int
    name: str
    note: str


@dataclass(frozen=True)
class Lesson:
    slug: str
    title: str
    summary: str
    theme: str
    icon: str
    status: str
    successor: str
    levels: tuple[int, int, int]  # minutes up to and including each level
    tools: tuple[str, ...]
    phone: bool
    sound: bool
    hand_in: str
    reviewed_on: date | None  # none only in a working copy that is not finished
    review_by: date | None
    lineage: tuple[Ancestor, ...]
    text: LessonText

    @classmethod
    def of(cls, ding: Ding) -> "Lesson":
        """Read it from the tables; a draft without a revision has no text yet."""
        return cls(
            slug=ding.slug,
            title=ding.title,
            summary=ding.summary,
            theme=ding.theme.slug,
            icon=ding.icon,
            status=ding.status,
            successor=ding.successor.slug if ding.successor else "",
            levels=(ding.minutes_kennismaken, ding.minutes_doen, ding.minutes_uitdaging),
            tools=tuple(ding.tools),
            phone=ding.on_phone,
            sound=ding.with_sound,
            hand_in=ding.hand_in,
            reviewed_on=ding.reviewed_on,
            review_by=ding.review_by,
            lineage=tuple(Ancestor(old.year, old.name, old.note) for old in ding.lineage.all()),
            text=LessonText.of(ding.revision) if ding.revision else NOTHING_YET,
        )

    def plain(self) -> dict[str, Any]:
        """Return it as values that JSON can hold, without loss; `from_plain` reads them back."""
        values: dict[str, Any] = _lists(asdict(self))
        return values

    @classmethod
    def from_plain(cls, values: dict[str, Any]) -> "Lesson":
        """Read what `plain` made. Raises KeyError or TypeError when it is something else."""
        first, second, third = values["levels"]
        return cls(
            **values
            | {
                "levels": (first, second, third),
                "tools": tuple(values["tools"]),
                "reviewed_on": _day(values["reviewed_on"]),
                "review_by": _day(values["review_by"]),
                "lineage": tuple(Ancestor(**old) for old in values["lineage"]),
                "text": LessonText.from_plain(values["text"]),
            }
        )


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [_lists(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


@dataclass(frozen=True)
class ProgrammeText:
    slug: str
    title: str
    summary: str
    items: tuple[str, ...]
    body: str

    @classmethod
    def of(cls, programme: Programme) -> "ProgrammeText":
        items = tuple(item.ding.slug for item in programme.items.all())
        return cls(programme.slug, programme.title, programme.summary, items, programme.source)


@dataclass(frozen=True)
class ThemeText:
    slug: str
    title: str


@dataclass(frozen=True)
class PictureFile:
    """A picture of a lesson: its name in the text, its description, and the bytes."""

    name: str
    alt: str
    data: bytes


@dataclass(frozen=True)
class Catalogue:
    themes: tuple[ThemeText, ...]
    programmes: tuple[ProgrammeText, ...]
    lessons: tuple[Lesson, ...]
    pictures: dict[str, tuple[PictureFile, ...]] = field(default_factory=dict)  # by slug of the lesson
