"""A file with front matter, and everything that is wrong with it by line and field."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dingen.checks import OF_THE_WEB, SLUG
from lib import text

FENCE = "---\n"
MOST_CHARACTERS = 400_000  # of a file; a lesson has at most 200,000


class Problem(NamedTuple):
    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        return _("%(file)s, line %(line)d, %(field)s: %(reason)s") % self._asdict()


class CatalogueError(Exception):
    """The files cannot be imported; `problems` says all that is wrong, `str()` one a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


class _Loader(yaml.SafeLoader):
    """YAML without references: a few lines of those can grow to gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(
                problem=_("references are not used here"), problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)


class Document:
    """What a file says, the line of each value, and the text below the front matter."""

    def __init__(self, path: Path, name: str, *, fenced: bool = True) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {"": 1}
        self.body, self.body_line = "", 1
        self.value: Any = None
        source = self._open(path)
        if source and fenced:
            source = self._split(source)
        if source:
            self._load(source, 1 if fenced else 0)

    def refuse(self, field: str, reason: str) -> None:
        known = field
        while known not in self.lines:
            known = known.rpartition(".")[0]
        self.problems.append(Problem(self.name, self.lines[known], field or _("file"), reason))

    @property
    def top(self) -> "Part":
        if not isinstance(self.value, dict):
            self.refuse("", _("Write fields with a name and a colon."))
        return Part(self, self.value if isinstance(self.value, dict) else {}, "")

    def below(self) -> str:
        """Return the text below the front matter."""
        body = text.clean(self.body).strip("\n")
        if reason := text.refusal(body, limit=text.LESSON):
            self.problems.append(Problem(self.name, self.body_line, _("text"), reason))
        return body

    def _open(self, path: Path) -> str:
        try:
            source = text.clean(path.read_bytes().decode())
        except UnicodeDecodeError:
            self.refuse("", _("This file is not UTF-8 text."))
            return ""
        if len(source) > MOST_CHARACTERS:
            self.refuse("", _("This file is too long."))
            return ""
        return source

    def _split(self, source: str) -> str:
        front, fence, self.body = source.removeprefix(FENCE).partition("\n" + FENCE)
        if not source.startswith(FENCE) or not fence or not front.strip():
            self.refuse("", _("Put the fields between two lines with ---."))
            return ""
        self.body_line = front.count("\n") + 4
        return front

    def _load(self, source: str, offset: int) -> None:
        loader = _Loader(source)
        try:
            node = loader.get_single_node()
            self.value = self._value(loader, node, "", offset + 1) if node else {}
        except yaml.MarkedYAMLError as error:
            self.lines[""] = (error.problem_mark.line if error.problem_mark else 0) + offset + 1
            self.refuse("", _("This is not YAML: %(why)s.") % {"why": error.problem})
        except (yaml.YAMLError, RecursionError):
            self.refuse("", _("This is not YAML that can be read."))

    def _value(self, loader: _Loader, node: yaml.Node, path: str, offset: int) -> Any:
        self.lines[path] = node.start_mark.line + offset
        if isinstance(node, yaml.MappingNode):
            return self._mapping(loader, node, path, offset)
        if isinstance(node, yaml.SequenceNode):
            return [
                self._value(loader, item, f"{path}.{number}" if path else str(number), offset)
                for number, item in enumerate(node.value, 1)
            ]
        try:
            return loader.construct_object(node)
        except ValueError:
            self.refuse(path, _("%(value)s does not exist.") % {"value": node.value})
            return None

    def _mapping(self, loader: _Loader, node: yaml.MappingNode, path: str, offset: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            place = f"{path}.{key}" if path else key
            if key in values:
                self.lines[place] = key_node.start_mark.line + offset
                self.refuse(place, _("This field is there twice."))
            values[key] = self._value(loader, value_node, place, offset)
            self.lines[place] = key_node.start_mark.line + offset
        return values


class Part:
    """Some fields of a file, asked for by name. What is wrong is noted, and reading goes on."""

    def __init__(self, document: Document, values: dict[str, Any], path: str) -> None:
        self.document, self.values, self.path = document, values, path
        self.asked: set[str] = set()

    def refuse(self, key: str, reason: str) -> None:
        self.document.refuse(f"{self.path}.{key}" if self.path else key, reason)

    def line(self, key: str, *, most: int, needed: bool = True) -> str:
        """A text on one line; white space counts once."""
        value = " ".join(text.clean(self._get(key, str, "", needed=needed)).split())
        if needed and not value:
            self._needs(key)
        if len(value) > most:
            self.refuse(key, _("At most %(most)d characters fit here.") % {"most": most})
        return value

    def text(self, key: str) -> str:
        """A text in Markdown; it may be empty."""
        value = text.clean(self._get(key, str, "", needed=False)).strip("\n")
        if reason := text.refusal(value, limit=text.LESSON):
            self.refuse(key, reason)
        return value

    def slug(self, key: str, *, most: int, needed: bool = True) -> str:
        value = self.line(key, most=most, needed=needed)
        if value and not SLUG.fullmatch(value):
            self.refuse(key, _("Use small letters, digits and hyphens only."))
        return value

    def url(self, key: str) -> str:
        value = self.line(key, most=500)
        try:
            OF_THE_WEB(value or "https://example.org")
        except ValidationError:
            self.refuse(key, _("This is not the address of a page."))
        return value

    def number(self, key: str, *, least: int, most: int) -> int:
        value = self._get(key, int, least)
        if isinstance(value, bool) or not least <= value <= most:
            self.refuse(
                key, _("Write a whole number from %(least)d to %(most)d.") % {"least": least, "most": most}
            )
            return least
        return int(value)

    def yes_or_no(self, key: str) -> bool:
        return bool(self._get(key, bool, default=False))

    def day(self, key: str) -> date:
        value = self._get(key, date, date.min)
        if isinstance(value, datetime):
            self.refuse(key, _("Write a date as 2026-11-01."))
        return date(value.year, value.month, value.day)

    def choice(self, key: str, choices: list[str], default: str) -> str:
        value = self.line(key, most=60)
        if value and value not in choices:
            self.refuse(key, _("Choose one of: %(choices)s.") % {"choices": ", ".join(choices)})
        return value if value in choices else default

    def words(self, key: str, *, most: int = 60) -> tuple[str, ...]:
        found = self._get(key, list, [])
        if not all(isinstance(word, str) and 0 < len(word.strip()) <= most for word in found):
            self.refuse(key, _("Write a list of words."))
            return ()
        return tuple(" ".join(text.clean(word).split()) for word in found)

    def part(self, key: str) -> "Part":
        value = self._get(key, dict, {})
        return Part(self.document, value, f"{self.path}.{key}" if self.path else key)

    def parts(self, key: str) -> list["Part"]:
        """A list of groups of fields; one that is missing is an empty list."""
        found, path = self._get(key, list, [], needed=False), f"{self.path}.{key}" if self.path else key
        return parts(self.document, found, path)

    def finish(self) -> None:
        """Refuse the fields that nobody asked for: mostly a typing error."""
        for key in self.values.keys() - self.asked:
            self.refuse(key, _("There is no field with this name."))

    def _get(self, key: str, kind: type, default: Any, *, needed: bool = True) -> Any:
        self.asked.add(key)
        value = self.values.get(key)
        if value is None:
            if needed and kind is not str:
                self._needs(key)
            return default
        if isinstance(value, kind):
            return value
        self.refuse(key, WRONG[kind]())
        return default if kind is not str else "?"

    def _needs(self, key: str) -> None:
        self.refuse(key, _("This field is needed."))


WRONG = {
    str: lambda: _("Write a text here, between quotes if need be."),
    int: lambda: _("Write a whole number here."),
    bool: lambda: _("Write true or false here."),
    date: lambda: _("Write a date as 2026-11-01."),
    list: lambda: _("Write a list here."),
    dict: lambda: _("Write fields with a name and a colon."),
}


def parts(document: Document, found: list[Any], path: str) -> list[Part]:
    """Turn a list into groups of fields; what is no group is refused."""
    made = []
    for number, values in enumerate(found, 1):
        place = f"{path}.{number}" if path else str(number)
        if isinstance(values, dict):
            made.append(Part(document, values, place))
        else:
            document.refuse(place, WRONG[dict]())
    return made
