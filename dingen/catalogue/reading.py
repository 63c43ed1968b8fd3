"""From a folder to plain values. Everything that is wrong is said at once."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from types import NoneType

from django.utils.translation import gettext as _

from dingen.catalogue.document import CatalogueError, Document, Part, Problem, parts
from dingen.models import RESERVED, TAKEN, Level, Status
from dingen.texts import (
    Ancestor,
    AnswerText,
    Catalogue,
    Lesson,
    LessonText,
    LinkText,
    PictureFile,
    ProgrammeText,
    QuestionText,
    StepText,
    ThemeText,
)
from lib.images import MOST_BYTES

PICTURES = "afbeeldingen"  # the folder of pictures, and the word in the text of a lesson
PICTURE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:jpg|png)")


def read_catalogue(folder: Path, *, known: Collection[str] = ()) -> Catalogue:
    """Read themes.yaml, programmes/*.md and dingen/*.md. Raises CatalogueError with all problems.

    `known` are slugs of lessons that are not in the folder and may be named as well.
    """
    if not (folder / "themes.yaml").is_file():
        raise CatalogueError(
            [Problem("themes.yaml", 1, _("file"), _("There is no such file in this folder."))]
        )
    problems: list[Problem] = []
    themes = read_themes(Document(folder / "themes.yaml", "themes.yaml", fenced=False), problems)
    slugs = {*known, *(path.stem for path in (folder / "dingen").glob("*.md"))}
    names = [theme.slug for theme in themes]
    lessons, pictures = [], {}
    for document in open_all(folder, "dingen", problems):
        pictures[Path(document.name).stem] = read_pictures(folder, document)
        lessons.append(read_lesson(document, names, slugs, problems))
    programmes = [
        read_programme(document, slugs, problems) for document in open_all(folder, "programmes", problems)
    ]
    if problems:
        raise CatalogueError(problems)
    return Catalogue(tuple(themes), tuple(programmes), tuple(lessons), pictures)


def open_all(folder: Path, name: str, problems: list[Problem]) -> Iterator[Document]:
    """Open the files of one kind; of one that cannot be read, that is the only thing to say."""
    for path in sorted((folder / name).glob("*.md")):
        document = Document(path, f"{name}/{path.name}")
        if document.value is None:
            problems += document.problems
        else:
            yield document


def read_themes(document: Document, problems: list[Problem]) -> list[ThemeText]:
    if not isinstance(document.value, list | NoneType):
        document.refuse("", _("Write a list here."))
    rows = parts(document, document.value, "") if isinstance(document.value, list) else []
    themes = []
    for part in rows:
        themes.append(ThemeText(part.slug("slug", most=60), part.line("title", most=80)))
        part.finish()
        if [theme.slug for theme in themes].count(themes[-1].slug) > 1:
            part.refuse("slug", _("This is there twice."))
    problems += document.problems
    return themes


def read_programme(document: Document, slugs: Collection[str], problems: list[Problem]) -> ProgrammeText:
    part = document.top
    programme = ProgrammeText(
        slug=own_slug(part, 60),
        title=part.line("title", most=80),
        summary=part.line("summary", most=300),
        items=part.words("items", most=80),
        body=document.below(),
    )
    if programme.slug in TAKEN:
        part.refuse("slug", _("This word is taken by a page of its own."))
    refuse_twice(part, "items", programme.items)
    for slug in set(programme.items) - set(slugs):
        part.refuse("items", _("There is no lesson %(slug)s.") % {"slug": slug})
    part.finish()
    problems += document.problems
    return programme


def read_pictures(folder: Path, document: Document) -> tuple[PictureFile, ...]:
    """The pictures that a lesson names; the files are in dingen/afbeeldingen/<slug>/."""
    if not isinstance(document.value, dict):
        return ()
    found = []
    for part in document.top.parts("pictures"):
        name, alt = part.line("name", most=80), part.line("alt", most=300)
        part.finish()
        path = folder / "dingen" / PICTURES / Path(document.name).stem / name
        if not PICTURE_NAME.fullmatch(name):
            part.refuse("name", _("Use small letters, digits and hyphens, and .jpg or .png at the end."))
        elif not path.is_file():
            part.refuse("name", _("There is no such file in this folder."))
        elif path.stat().st_size > MOST_BYTES:
            part.refuse("name", _("This picture is larger than 10 MB. Choose a smaller one."))
        else:
            found.append(PictureFile(name, alt, path.read_bytes()))
    refuse_twice(document.top, "pictures", (picture.name for picture in found))
    return tuple(sorted(found, key=lambda picture: picture.name))


def read_lesson(
    document: Document, themes: list[str], slugs: Collection[str], problems: list[Problem]
) -> Lesson:
    part = document.top
    lesson = Lesson(
        slug=own_slug(part, 80),
        title=part.line("title", most=120),
        summary=part.line("summary", most=300),
        theme=part.choice("theme", themes, ""),
        icon=part.slug("icon", most=40),
        status=part.choice("status", Status.values, Status.DRAFT),
        successor=part.slug("successor", most=80, needed=False),
        levels=read_levels(part.part("levels")),
        tools=part.words("tools"),
        phone=part.yes_or_no("phone"),
        sound=part.yes_or_no("sound"),
        hand_in=part.line("hand_in", most=200, needed=False),
        reviewed_on=part.day("reviewed_on"),
        review_by=part.day("review_by"),
        lineage=tuple(sorted(map(read_ancestor, part.parts("lineage")), key=lambda old: old.year)),
        text=read_text(document, part),
    )
    part.asked.add("pictures")  # read_pictures did
    part.finish()
    check_lesson(part, lesson, slugs)
    problems += document.problems
    return lesson


def own_slug(part: Part, most: int) -> str:
    """The slug of a file; it is also the name of the file, so that nobody has to search."""
    slug = part.slug("slug", most=most)
    name = Path(part.document.name).stem
    if slug and slug != name:
        part.refuse("slug", _("This differs from the name of the file, %(name)s.") % {"name": name})
    return slug


def read_levels(part: Part) -> tuple[int, int, int]:
    first, second, third = (part.number(level, least=0, most=6000) for level in Level.values)
    part.finish()
    return first, second, third


def read_ancestor(part: Part) -> Ancestor:
    ancestor = Ancestor(
        part.number("year", least=1960, most=2100),
        part.line("name", most=120),
        part.line("note", most=300, needed=False),
    )
    part.finish()
    return ancestor


def read_text(document: Document, part: Part) -> LessonText:
    return LessonText(
        body=document.below(),
        without_account=part.text("without_account"),
        steps=tuple(read_step(step) for step in part.parts("steps")),
        questions=tuple(read_question(question) for question in part.parts("questions")),
        share=part.text("share"),
        work=part.text("work"),
        links=tuple(read_link(link) for link in part.parts("links")),
    )


def read_step(part: Part) -> StepText:
    step = StepText(
        key=part.slug("key", most=60),
        level=part.choice("level", Level.values, Level.DOEN),
        minutes=part.number("minutes", least=1, most=1000),
        title=part.line("title", most=200),
        text=part.text("text"),
        check=part.line("check", most=300, needed=False),
    )
    part.finish()
    return step


def read_question(part: Part) -> QuestionText:
    answers = []
    for answer in part.parts("answers"):
        answers.append(
            AnswerText(
                answer.line("text", most=300),
                answer.yes_or_no("correct"),
                answer.line("why", most=500, needed=False),
            )
        )
        answer.finish()
    if not any(answer.correct for answer in answers):
        part.refuse("answers", _("At least one answer is correct."))
    question = QuestionText(part.line("question", most=300), tuple(answers))
    part.finish()
    return question


def read_link(part: Part) -> LinkText:
    link = LinkText(
        part.line("title", most=200),
        part.url("url"),
        part.slug("language", most=5),
        part.line("why", most=300, needed=False),
    )
    part.finish()
    return link


def check_lesson(part: Part, lesson: Lesson, slugs: Collection[str]) -> None:
    """Refuse what no single field can show."""
    if lesson.reviewed_on and lesson.review_by and lesson.review_by <= lesson.reviewed_on:
        part.refuse("review_by", _("The review comes after the last check."))
    if lesson.slug in RESERVED:
        part.refuse("slug", _("This word is taken by a page of its own."))
    if lesson.successor and (lesson.successor not in slugs or lesson.successor == lesson.slug):
        part.refuse("successor", _("There is no other lesson %(slug)s.") % {"slug": lesson.successor})
    if lesson.status != Status.DRAFT and not lesson.text.body:
        part.refuse("status", _("A lesson without text cannot be published."))
    if lesson.status == Status.PUBLISHED and not lesson.text.steps:
        part.refuse("steps", _("A published lesson has steps."))
    refuse_twice(part, "steps", (step.key for step in lesson.text.steps))
    refuse_twice(part, "lineage", (f"{old.year} {old.name}" for old in lesson.lineage))
    check_minutes(part, lesson)


def refuse_twice(part: Part, key: str, names: Iterable[str]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            part.refuse(key, _("%(slug)s is there twice.") % {"slug": name})


def check_minutes(part: Part, lesson: Lesson) -> None:
    """The minutes of a level are those of its steps and of the steps of the levels before it."""
    if list(lesson.levels) != sorted(lesson.levels):
        part.refuse("levels", _("A next level does not take less time than the one before."))
    total = 0
    for level, minutes in zip(Level.values, lesson.levels, strict=True):
        total += sum(step.minutes for step in lesson.text.steps if step.level == level)
        if minutes != total:
            part.refuse(
                f"levels.{level}",
                _("Here is %(minutes)d, but the steps take %(total)d minutes.")
                % {"minutes": minutes, "total": total},
            )
