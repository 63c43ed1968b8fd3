"""What keeps a lesson from being published: every rule of its fields and rows, in words."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from dingen.texts import Lesson, LinkText, QuestionText, StepText
from lib import text

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
OF_THE_WEB = URLValidator(schemes=["http", "https"])


class Problem(NamedTuple):
    """A field, as `title` or `steps.2.title` (rows count from 1), and what is wrong with it."""

    field: str
    reason: str

    @property
    def anchor(self) -> str:
        """The id of this field on the page of the editor."""
        return f"id_{self.field.replace('.', '-')}"


def problems(lesson: Lesson, *, pictures: Collection[str] | None = None) -> list[Problem]:
    """Return all that is wrong, in the order of the page; empty when the lesson can be published.

    `pictures` are the names of those that the lesson has; without it, any name will do.
    """
    found = [
        *_basics(lesson),
        *_text("body", lesson.text.body, needed=True),
        *_text("without_account", lesson.text.without_account),
        *_steps(lesson.text.steps),
        *_questions(lesson.text.questions),
        *_text("share", lesson.text.share),
        *_text("work", lesson.text.work),
        *_links(lesson.text.links),
        *_lineage(lesson),
    ]
    wrong = {problem.field for problem in found}
    shown = [(field, words) for field, words in _texts(lesson) if field not in wrong]
    return found + [
        Problem(field, reason)
        for field, words in shown
        if (reason := text.picture_refusal(words, names=pictures))
    ]


def _texts(lesson: Lesson) -> Iterator[tuple[str, str]]:
    words = lesson.text
    yield "body", words.body
    yield "without_account", words.without_account
    for number, step in enumerate(words.steps, 1):
        yield f"steps.{number}.text", step.text
    yield from (("share", words.share), ("work", words.work))


def _basics(lesson: Lesson) -> Iterator[Problem]:
    yield from _line("title", lesson.title, most=120, needed=True)
    yield from _line("summary", lesson.summary, most=300, needed=True)
    yield from _line("theme", lesson.theme, most=60, needed=True)
    yield from _line("icon", lesson.icon, most=40, needed=True)
    for tool in lesson.tools:
        for problem in _line("tools", tool, most=60):
            yield Problem(problem.field, f"“{tool[:20]}…”: {problem.reason}")
    yield from _line("hand_in", lesson.hand_in, most=200)
    if not lesson.reviewed_on:
        yield Problem("reviewed_on", _("This field is needed."))
    if not lesson.review_by:
        yield Problem("review_by", _("This field is needed."))
    if lesson.reviewed_on and lesson.review_by and lesson.review_by <= lesson.reviewed_on:
        yield Problem("review_by", _("The review comes after the last check."))


def _steps(steps: Iterable[StepText]) -> Iterator[Problem]:
    steps = list(steps)
    if not steps:
        yield Problem("steps", _("A published lesson has steps."))
    for number, step in enumerate(steps, 1):
        place = f"steps.{number}"
        yield from _line(f"{place}.title", step.title, most=200, needed=True)
        yield from _slug(f"{place}.key", step.key, most=60)
        yield from _number(f"{place}.minutes", step.minutes, least=1, most=1000)
        yield from _text(f"{place}.text", step.text)
        yield from _line(f"{place}.check", step.check, most=300)
    yield from _twice("steps", "key", [step.key for step in steps])


def _questions(questions: Iterable[QuestionText]) -> Iterator[Problem]:
    for number, one in enumerate(questions, 1):
        place = f"questions.{number}"
        yield from _line(f"{place}.question", one.question, most=300, needed=True)
        for which, answer in enumerate(one.answers, 1):
            yield from _line(f"{place}.answers.{which}.text", answer.text, most=300, needed=True)
            yield from _line(f"{place}.answers.{which}.why", answer.why, most=500)
        if not any(answer.correct for answer in one.answers):
            yield Problem(f"{place}.answers", _("At least one answer is correct."))


def _links(links: Iterable[LinkText]) -> Iterator[Problem]:
    for number, link in enumerate(links, 1):
        place = f"links.{number}"
        yield from _line(f"{place}.title", link.title, most=200, needed=True)
        yield from _url(f"{place}.url", link.url)
        yield from _slug(f"{place}.language", link.language, most=5)
        yield from _line(f"{place}.why", link.why, most=300)


def _lineage(lesson: Lesson) -> Iterator[Problem]:
    for number, old in enumerate(lesson.lineage, 1):
        place = f"lineage.{number}"
        yield from _number(f"{place}.year", old.year, least=1960, most=2100)
        yield from _line(f"{place}.name", old.name, most=120, needed=True)
        yield from _line(f"{place}.note", old.note, most=300)
    yield from _twice("lineage", "name", [f"{old.year} {old.name}" for old in lesson.lineage])


def _line(field: str, value: str, *, most: int, needed: bool = False) -> Iterator[Problem]:
    if needed and not value:
        yield Problem(field, _("This field is needed."))
    if len(value) > most:
        yield Problem(field, _("At most %(most)d characters fit here.") % {"most": most})


def _slug(field: str, value: str, *, most: int) -> Iterator[Problem]:
    yield from _line(field, value, most=most, needed=True)
    if value and not SLUG.fullmatch(value):
        yield Problem(field, _("Use small letters, digits and hyphens only."))


def _url(field: str, value: str) -> Iterator[Problem]:
    yield from _line(field, value, most=500, needed=True)
    try:
        OF_THE_WEB(value or "https://example.org")
    except ValidationError:
        yield Problem(field, _("This is not the address of a page."))


def _number(field: str, value: int, *, least: int, most: int) -> Iterator[Problem]:
    if not least <= value <= most:
        reason = _("Write a whole number from %(least)d to %(most)d.") % {"least": least, "most": most}
        yield Problem(field, reason)


def _text(field: str, value: str, *, needed: bool = False) -> Iterator[Problem]:
    yield from _line(field, value, most=text.LESSON, needed=needed)
    if len(value) <= text.LESSON and (reason := text.refusal(value, limit=text.LESSON)):
        yield Problem(field, reason)


def _twice(rows: str, field: str, names: list[str]) -> Iterator[Problem]:
    times = Counter(names)
    for number, name in enumerate(names, 1):
        if name.strip() and times[name] > 1:
            yield Problem(f"{rows}.{number}.{field}", _("%(slug)s is there twice.") % {"slug": name})
