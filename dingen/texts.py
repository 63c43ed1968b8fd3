"""A lesson as plain values: what a file holds and what the tables hold, in one shape to compare."""

from dataclasses import dataclass
from datetime import date

from dingen.models import Ding, Programme, Revision


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
    reviewed_on: date
    review_by: date
    lineage: tuple[Ancestor, ...]
    text: LessonText

    @classmethod
    def of(cls, ding: Ding) -> "Lesson":
        """Read it from the tables; the Ding has a revision."""
        assert ding.revision
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
            text=LessonText.of(ding.revision),
        )


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
class Catalogue:
    themes: tuple[ThemeText, ...]
    programmes: tuple[ProgrammeText, ...]
    lessons: tuple[Lesson, ...]
