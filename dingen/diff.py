"""What differs between two texts of a lesson, part by part, in words that somebody reads.

Comparing takes time that grows with the square of a text, and a lesson may have 200,000 characters.
So: what is the same at the start and at the end is set apart first, then lines are compared, and
words only inside lines that differ. What is too much for that is shown as one piece out, one piece in.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

SAME, IN, OUT, GAP = "same", "in", "out", "gap"
WORD = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")
MOST_PAIRS = 200_000  # pairs of equal lines or words that a comparison may look at
MOST_TOKENS = 2_000  # lines or words in one comparison; more is shown as a whole
MOST_WORDS = 40_000  # words to compare in one page
AROUND = 120  # characters of what stayed, before and after a change
ALIKE = 0.25  # share of equal words below which two pieces are not each other's change


class Piece(NamedTuple):
    """Some words: the same, in, out, or a gap of words that stayed and are left out."""

    kind: str
    text: str


@dataclass(frozen=True)
class Row:
    """One field of a part: its name, and its words old and new together."""

    label: str
    pieces: tuple[Piece, ...]


class Verdict(NamedTuple):
    kind: str  # in | out | changed | moved
    words: str


@dataclass(frozen=True)
class Change:
    """A part of the lesson that is not what it was."""

    title: str
    verdict: Verdict
    rows: tuple[Row, ...]


type Fields = dict[str, str]  # the name of a field -> its words


class Comparer:
    """Compares texts, and keeps count of how much it did."""

    def __init__(self) -> None:
        self.words_left = MOST_WORDS

    def pieces(self, old: str, new: str) -> tuple[Piece, ...]:
        """Return both texts as one row of pieces; long stretches that stayed become a gap."""
        return tuple(_fold(list(_join(self._lines(old, new)))))

    def rows(self, old: Fields, new: Fields) -> tuple[Row, ...]:
        """Return the fields that differ."""
        return tuple(
            Row(label, self.pieces(old.get(label, ""), new.get(label, "")))
            for label in dict.fromkeys([*new, *old])
            if old.get(label, "") != new.get(label, "")
        )

    def _lines(self, old: str, new: str) -> Iterator[Piece]:
        for kind, was, now in _opcodes(old.splitlines(keepends=True), new.splitlines(keepends=True)):
            if kind == "equal":
                yield Piece(SAME, now)
            else:
                yield from self._words(was, now)

    def _words(self, was: str, now: str) -> Iterator[Piece]:
        old, new = WORD.findall(was), WORD.findall(now)
        self.words_left -= len(old) + len(new)
        whole = [Piece(OUT, was), Piece(IN, now)]
        if self.words_left < 0 or not was or not now:
            yield from (piece for piece in whole if piece.text)
            return
        flat = list(_without_crumbs(_opcodes(old, new)))
        stayed = sum(len(piece.text.strip()) for piece in flat if piece.kind == SAME)
        alike = stayed >= ALIKE * max(len(was.strip()), len(now.strip()))
        yield from (piece for piece in (flat if alike else whole) if piece.text)


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (equal or replace, old words, new words); one replace when it would take too long."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    was, now = old[start : len(old) - end], new[start : len(new) - end]
    if start:
        yield "equal", "".join(old[:start]), "".join(new[:start])
    if _is_too_much(was, now):
        yield "replace", "".join(was), "".join(now)
    else:
        for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
            yield "equal" if kind == "equal" else "replace", "".join(was[a:b]), "".join(now[c:d])
    if end:
        yield "equal", "".join(old[len(old) - end :]), "".join(new[len(new) - end :])


def _is_too_much(old: Sequence[str], new: Sequence[str]) -> bool:
    if max(len(old), len(new)) > MOST_TOKENS:
        return True
    times = Counter(new)
    return sum(times[token] for token in old) > MOST_PAIRS


def _without_crumbs(opcodes: Iterable[tuple[str, str, str]]) -> Iterator[Piece]:
    """A space or a comma that stayed between two changes belongs to both: that reads better."""
    codes = list(opcodes)
    for place, (kind, was, now) in enumerate(codes):
        between = 0 < place < len(codes) - 1 and "\n" not in now
        if kind == "equal" and not (between and not any(letter.isalnum() for letter in now)):
            yield Piece(SAME, now)
        else:
            yield Piece(OUT, was)
            yield Piece(IN, now)


def _join(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Put neighbours of one kind together; in a run of changes what went stands before what came."""
    for _stayed, run in groupby(pieces, key=lambda piece: piece.kind == SAME):
        parts = list(run)
        for kind in (SAME, OUT, IN):
            if words := "".join(piece.text for piece in parts if piece.kind == kind):
                yield Piece(kind, words)


def _fold(pieces: list[Piece]) -> Iterator[Piece]:
    """Leave out the middle of what stayed, at spaces."""
    for place, piece in enumerate(pieces):
        first, last = place == 0, place == len(pieces) - 1
        if piece.kind != SAME or len(piece.text) <= 3 * AROUND:
            yield piece
            continue
        head = "" if first else piece.text[:AROUND].rpartition(" ")[0] or piece.text[:AROUND]
        tail = "" if last else piece.text[-AROUND:].partition(" ")[2] or piece.text[-AROUND:]
        if head:
            yield Piece(SAME, head)
        yield Piece(GAP, "")
        if tail:
            yield Piece(SAME, tail)


def paired[Part](
    old: Sequence[Part], new: Sequence[Part], keys: Sequence[Callable[[Part], object]]
) -> list[tuple[Part | None, Part | None]]:
    """Put the rows of two lists side by side, by the first key that fits; none where there is no other.

    In the order of the new list; what is gone stands after the row it followed.
    """
    partner: dict[int, int] = {}
    for key in keys:
        free = {key(one): place for place, one in enumerate(old) if place not in partner.values()}
        for place, one in enumerate(new):
            if place not in partner and (was := free.pop(key(one), None)) is not None:
                partner[place] = was
    rows: list[tuple[Part | None, Part | None]] = []
    gone = [place for place in range(len(old)) if place not in partner.values()]
    for place, one in enumerate(new):
        at = partner.get(place)
        while at is not None and gone and gone[0] < at:
            rows.append((old[gone.pop(0)], None))
        rows.append((None if at is None else old[at], one))
    return rows + [(old[place], None) for place in gone]


def verdict(old: object, new: object) -> Verdict:
    if old is None:
        return Verdict("in", _("added"))
    if new is None:
        return Verdict("out", _("taken away"))
    return Verdict("changed", _("changed"))


def moved() -> Verdict:
    return Verdict("moved", _("moved"))
