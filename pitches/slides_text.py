"""From one text to slides: a line of three dashes begins the next one."""

import re
from typing import NamedTuple

from django.utils.translation import gettext

from pitches.models.slides import MOST_SLIDES

FENCE = re.compile(r"^\s{0,3}(```|~~~)")
BREAK = re.compile(r"^\s{0,3}-{3,}\s*$")
NOTES = re.compile(r"^\s{0,3}(notities|notes)\s*:\s*(.*)$", re.IGNORECASE)


class Part(NamedTuple):
    """One slide: what everybody sees, and what only who speaks reads."""

    text: str
    notes: str


def split(source: str) -> list[Part]:
    """Return the slides of a text; empty ones are left out. Dashes inside a fence of code stay text."""
    slides: list[list[str]] = [[]]
    fenced = False
    for line in source.splitlines():
        if FENCE.match(line):
            fenced = not fenced
        if BREAK.match(line) and not fenced:
            slides.append([])
        else:
            slides[-1].append(line)
    parts = [_part(lines) for lines in slides]
    return [part for part in parts if part.text or part.notes]


def refusal(source: str) -> str:
    """Say why a text does not become slides; empty when it does."""
    if len(split(source)) > MOST_SLIDES:
        return gettext("At most 40 slides. A pitch takes five minutes.")
    return ""


def _part(lines: list[str]) -> Part:
    """From the line "Notities:" on it is for who speaks."""
    for place, line in enumerate(lines):
        if found := NOTES.match(line):
            notes = "\n".join([found.group(2), *lines[place + 1 :]]).strip()
            return Part("\n".join(lines[:place]).strip(), notes)
    return Part("\n".join(lines).strip(), "")
