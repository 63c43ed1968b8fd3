"""From the tables to a folder that can be imported again without loss."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from dingen.catalogue.reading import PICTURES
from dingen.models import Ding, Level, Programme, Theme
from dingen.texts import Lesson, ProgrammeText
from lib import files


class _Flow(dict[str, Any]):
    """Fields that stand on one line."""


class _Row(list[Any]):
    """A list that stands on one line."""


class _Words(str):
    """A text in Markdown: below its name, as somebody would write it."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _block(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _block)
_Dumper.add_representer(
    _Words,
    lambda dumper, words: dumper.represent_scalar(
        "tag:yaml.org,2002:str", words, style="|" if words else "'"
    ),
)
_Dumper.add_representer(
    _Flow, lambda dumper, row: dumper.represent_mapping("tag:yaml.org,2002:map", row, flow_style=True)
)
_Dumper.add_representer(
    _Row, lambda dumper, row: dumper.represent_sequence("tag:yaml.org,2002:seq", row, flow_style=True)
)


def export_catalogue(folder: Path) -> int:
    """Write the shared lessons, programmes and themes to a folder; return how many files."""
    folder = Path(folder)
    for name in ("dingen", "programmes"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    themes = [_Flow(slug=theme.slug, title=theme.title) for theme in Theme.objects.all()]
    write(folder / "themes.yaml", dump(themes))
    dingen = list(
        Ding.objects.whole().filter(owner=None, revision__isnull=False).prefetch_related("pictures")
    )
    for ding in dingen:
        lesson = Lesson.of(ding)
        fields = lesson_fields(lesson) | write_pictures(folder, ding)
        write(folder / "dingen" / f"{ding.slug}.md", fenced(fields, lesson.text.body))
    programmes = list(Programme.objects.filter(owner=None).prefetch_related("items__ding"))
    for row in programmes:
        programme = ProgrammeText.of(row)
        fields = {name: getattr(programme, name) for name in ("slug", "title", "summary")}
        write(
            folder / "programmes" / f"{row.slug}.md",
            fenced(fields | {"items": list(programme.items)}, programme.body),
        )
    return 1 + len(dingen) + len(programmes)


def write_pictures(folder: Path, ding: Ding) -> dict[str, Any]:
    """Write the pictures of a lesson beside it; return what its front matter says of them."""
    pictures = list(ding.pictures.all())
    place = folder / "dingen" / PICTURES / ding.slug
    if pictures:
        place.mkdir(parents=True, exist_ok=True)
    for picture in pictures:
        (place / picture.name).write_bytes(files.read(picture.stored_as))
    rows = [_Flow(name=picture.name, alt=picture.alt) for picture in pictures]
    return {"pictures": rows} if rows else {}


def lesson_fields(lesson: Lesson) -> dict[str, Any]:
    """The front matter, in the order of a lesson that was written by hand."""
    head = {name: getattr(lesson, name) for name in ("slug", "title", "summary", "theme", "icon", "status")}
    successor = {"successor": lesson.successor} if lesson.successor else {}
    return (
        head
        | successor
        | {
            "levels": _Flow(zip(Level.values, lesson.levels, strict=True)),
            "tools": _Row(lesson.tools),
            "phone": lesson.phone,
            "sound": lesson.sound,
            "hand_in": lesson.hand_in,
            "reviewed_on": lesson.reviewed_on,
            "review_by": lesson.review_by,
            "lineage": [_Flow(asdict(old)) for old in lesson.lineage],
            "without_account": _Words(lesson.text.without_account),
            "steps": [asdict(step) | {"text": _Words(step.text)} for step in lesson.text.steps],
            "questions": [
                {"question": one.question, "answers": [_Flow(asdict(answer)) for answer in one.answers]}
                for one in lesson.text.questions
            ],
            "share": _Words(lesson.text.share),
            "work": _Words(lesson.text.work),
            "links": [_Flow(asdict(link)) for link in lesson.text.links],
        }
    )


def dump(values: Any) -> str:
    return str(yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000))


def fenced(fields: dict[str, Any], body: str) -> str:
    return f"---\n{dump(fields)}---\n{body}\n"


def write(path: Path, words: str) -> None:
    path.write_text(words, encoding="utf-8", newline="\n")
