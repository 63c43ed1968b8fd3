"""What somebody else saved meanwhile, beside one's own, with a choice for each."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from dingen.forms.lesson import LessonForm
from dingen.merging import Clash, Merge, in_words, merge, units
from dingen.texts import Lesson

PREFIX = "take:"
THEIRS = "theirs"


@dataclass(frozen=True)
class Choice:
    """One unit that both changed."""

    name: str  # of the field with the choice
    label: str
    mine: str | None  # none where somebody took it away
    theirs: str | None


@dataclass(frozen=True)
class Meeting:
    """Two lessons brought together, in words. `lesson` is mine with what only they changed."""

    lesson: Lesson
    taken: list[str]
    choices: list[Choice]

    @classmethod
    def of(cls, mine: Lesson, theirs: Lesson, seen: str) -> "Meeting":
        """Compare what was sent with what is there now; `seen` came along with the form."""
        met = merge(mine, theirs, _marks(seen))
        return cls(met.lesson, list(_taken(met, mine, theirs)), [_choice(clash) for clash in met.clashes])

    @staticmethod
    def chosen(data: MultiValueDict[str, str]) -> Iterator[str]:
        """Return the units of which somebody chose the other's text."""
        return (
            name.removeprefix(PREFIX)
            for name, value in data.items()
            if name.startswith(PREFIX) and value == THEIRS
        )


def _marks(seen: str) -> dict[str, str]:
    try:
        found = json.loads(seen)
    except ValueError:
        return {}
    return {str(unit): str(mark) for unit, mark in found.items()} if isinstance(found, dict) else {}


def _choice(clash: Clash) -> Choice:
    label = _label(clash.unit, clash.mine if clash.mine is not None else clash.theirs)
    mine, theirs = (None if one is None else in_words(one) for one in (clash.mine, clash.theirs))
    return Choice(f"{PREFIX}{clash.unit}", label, mine, theirs)


def _taken(met: Merge, mine: Lesson, theirs: Lesson) -> Iterator[str]:
    ours, others = units(mine), units(theirs)
    for unit in met.taken:
        there = others.get(unit)
        label = _label(unit, ours.get(unit) if there is None else there)
        yield label if there is not None else _("%(what)s (taken away)") % {"what": label}


def _label(unit: str, value: object) -> str:
    if unit in LessonForm.base_fields:
        return str(LessonForm.base_fields[unit].label)
    kind = {
        "steps": (_("Step"), "title"),
        "questions": (_("Question"), "question"),
        "links": (_("Link"), "title"),
        "lineage": (_("Lineage"), "name"),
    }[unit.partition("/")[0]]
    return f"{kind[0]}: {getattr(value, kind[1]) or _('without a name')}"
