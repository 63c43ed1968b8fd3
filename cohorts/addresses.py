"""Reading names and addresses as they come out of a mail program or a sheet."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.models import normalise_email

MOST = 500
NAME_LENGTH, EMAIL_LENGTH = 100, 254
# An address in angle brackets, something in quotes, a mark between two things, a word. Each alternative
# stops at its own kind of mark, so that reading takes time in proportion to the text.
TOKEN = re.compile(r'<[^<>]*>|"[^"]*"|[,;\t]|[^\s,;<>"]+')
HEADINGS = {"naam", "name", "voornaam", "achternaam", "e-mail", "email", "mail", "e-mailadres", "adres"}


class Line(NamedTuple):
    """One person as pasted; the problem says in words what is wrong, empty when nothing is."""

    raw: str
    name: str
    email: str
    problem: str = ""
    twice: bool = False  # the same person is in the list already
    role: str = ""  # when a sheet says it


class Found(NamedTuple):
    """An address (or none) with the words that stand before it."""

    words: list[str]
    email: str


def read_people(text: str) -> list[Line]:
    """Return who is in a pasted text, in its order: at most 501, so that the caller sees it is over 500.

    Understands `Name <address>`, `"Last, First" <address>;`, `address`, `Name;address`, columns
    of a sheet with the name before or after the address, and lists on one line.
    """
    text = text.replace("\ufeff", "").replace("\xa0", " ")
    found = islice(_every_line(text), MOST + 1)
    return marked(Line(raw, _name(one.words), one.email, _problem(one.email)) for raw, one in found)


def line(*, raw: str, name: str, email: str, role: str) -> Line:
    """Return a person from the cells of a sheet, spelled as from a line of text."""
    found = _address(email.split(maxsplit=1)[0]) if email.split() else ""
    return Line(raw, _name([name]), found, _problem(found), role=role)


def marked(lines: Iterable[Line]) -> list[Line]:
    """Say at every second line with an address that it is the second."""
    people: list[Line] = []
    first: dict[str, str] = {}  # the name by the address
    for one in lines:
        if not one.problem and one.email in first:
            other = first[one.email]
            problem = same_address(one.name, other)
            people.append(one._replace(problem=problem, twice=is_same(one.name, other)))
        else:
            people.append(one)
        first.setdefault(one.email, one.name)
    return people


def is_same(name: str, other: str) -> bool:
    """Tell whether two names can be of one person: Bram and Bram de Boer are, also in another order."""
    words, others = set(name.casefold().split()), set(other.casefold().split())
    return words <= others or others <= words


def same_address(name: str, other: str) -> str:
    """Say what is wrong with a second line for an address: the same person again, or two people."""
    if is_same(name, other):
        return _("This address is in the list twice.")
    return _("%(name)s and %(other)s have the same address. Everybody needs an address of their own.") % {
        "name": name,
        "other": other,
    }


def _problem(email: str) -> str:
    """Say what is wrong with an address; empty when it can exist."""
    if not email:
        return _("There is no e-mail address here.")
    try:
        validate_email(email)
    except ValidationError:
        return _("This is not an e-mail address.")
    return _("This is not an e-mail address.") if len(email) > EMAIL_LENGTH else ""


def _every_line(text: str) -> Iterator[tuple[str, Found]]:
    for line in text.splitlines():
        for found in _read(TOKEN.findall(line)):
            yield line.strip(), found


def _read(tokens: list[str]) -> Iterator[Found]:
    """Split a line at its addresses: the words before an address are the name of that person."""
    found, words = [], list[str]()
    for token, after in pairwise([*tokens, ""]):
        if _is_address(token) and not (after.startswith("<") and not token.startswith("<")):
            found.append(Found(words, _address(token)))
            words = []
        elif not _is_address(token):
            words.append(token)
    if not found:
        if _pieces(words) and not {piece.lower() for piece in _pieces(words)} <= HEADINGS:
            yield Found(words, "")
    elif len(found) == 1:
        yield Found(found[0].words if _pieces(found[0].words) else words, found[0].email)
    elif _pieces(words) and not _pieces(found[0].words):  # the names stand after the addresses
        names = [*(one.words for one in found[1:]), words]
        yield from (Found(name, one.email) for name, one in zip(names, found, strict=True))
    else:
        yield from _without_strays(found, words)


def _without_strays(found: list[Found], rest: list[str]) -> Iterator[Found]:
    """In a list on one line, `Anna; Bert <address>` is two people: the first has no address."""
    for one in found:
        *strays, name = _pieces(one.words) or [""]
        yield from (Found([stray], "") for stray in strays)
        yield Found([name], one.email)
    yield from (Found([stray], "") for stray in _pieces(rest))


def _is_address(token: str) -> bool:
    return token.startswith("<") or ("@" in token and " " not in token)


def _address(token: str) -> str:
    bare = token.strip("<>\"'()[] ").removeprefix("mailto:").rstrip(".:")
    return normalise_email(bare)


def _pieces(words: list[str]) -> list[str]:
    """Put the words between two columns or semicolons together again."""
    text = " ".join(word.strip('"') if word not in ";\t" else "\n" for word in words)
    return [piece for part in text.split("\n") if (piece := _bare(part))]


def _bare(words: str) -> str:
    """Take away what a mail program put around a name."""
    words = " ".join(words.split()).replace(" ,", ",").strip(" ,")
    if not any(letter.isalnum() for letter in words):
        return ""
    wrapped = len(words) > 1 and words[0] + words[-1] in {"''", "()"}
    return words[1:-1].strip(" ,") if wrapped else words


def _name(words: list[str]) -> str:
    """Return a name as people say it: `Vries, Anna de` is Anna de Vries."""
    name = " ".join(_pieces(words))
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma and "," not in first:
        name = f"{first} {last}".strip()
    return name[:NAME_LENGTH]
