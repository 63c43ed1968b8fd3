"""Which column of a sheet holds what: by its heading, or else by what stands in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from cohorts.models import Role

LOOK = 10  # rows in which a heading is sought; above it may stand a title
DIFFERENT = 0.6  # of the cells; names are mostly different, the names of branches are not
NOT_IN_A_HEADING = re.compile(r"[^a-z]")
FIRST = frozenset({"voornaam", "voornamen", "roepnaam", "firstname", "givenname", "first"})
INFIX = frozenset(
    {"tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels", "tussenv", "tv", "infix", "middlename"}
)
LAST = frozenset({"achternaam", "lastname", "surname", "familyname", "familienaam", "last"})
WHOLE = frozenset(
    {
        "naam",
        "name",
        "volledigenaam",
        "fullname",
        "displayname",
        "weergavenaam",
        "medewerker",
        "deelnemer",
        "collega",
    }
)
ROLE = frozenset({"rol", "role"})
INFIXES = frozenset(
    {
        "van",
        "de",
        "der",
        "den",
        "het",
        "'t",
        "ten",
        "ter",
        "te",
        "op",
        "in",
        "la",
        "le",
        "du",
        "da",
        "el",
        "al",
        "von",
    }
)
ROLES = {
    "mt": Role.MT,
    "management": Role.MT,
    "manager": Role.MT,
    "trainer": Role.TRAINER,
    "begeleider": Role.TRAINER,
    "deelnemer": Role.PARTICIPANT,
    "participant": Role.PARTICIPANT,
}


def kind_of(heading: str) -> str:
    """Return what a column with this heading holds; empty for what we do not need."""
    word = NOT_IN_A_HEADING.sub("", heading.lower())
    if "mail" in word and len(word) < 30:
        return "email"
    kinds = {"first": FIRST, "infix": INFIX, "last": LAST, "whole": WHOLE, "role": ROLE}
    return next((kind for kind, words in kinds.items() if word in words), "")


@dataclass(frozen=True)
class Columns:
    """The places of the columns in a row."""

    mail: int
    names: tuple[int, ...]  # in the order in which people say them
    roles: int | None = None

    @staticmethod
    def heads(row: Sequence[str]) -> bool:
        """Tell whether this row is a heading: it names a column of addresses and holds none."""
        return any(kind_of(cell) == "email" for cell in row) and not any("@" in cell for cell in row)

    @classmethod
    def of(cls, rows: list[list[str]]) -> tuple[Self | None, list[list[str]]]:
        """Return the columns, and the rows with people; no columns when they cannot be told apart."""
        for number, row in enumerate(rows[:LOOK]):
            if cls.heads(row):
                return cls._headed([kind_of(cell) for cell in row]), rows[number + 1 :]
        return cls._guessed(rows), rows

    @classmethod
    def _headed(cls, kinds: list[str]) -> Self:
        places = {
            kind: kinds.index(kind) for kind in ("first", "infix", "last", "whole", "role") if kind in kinds
        }
        parts = [places[kind] for kind in ("first", "infix", "last") if kind in places]
        names = parts if "last" in places or "whole" not in places else [places["whole"]]
        if not names and "whole" in places:
            names = [places["whole"]]
        return cls(kinds.index("email"), tuple(names), places.get("role"))

    @classmethod
    def _guessed(cls, rows: list[list[str]]) -> Self | None:
        """Take the column with most addresses, and of the others those that look like names."""
        width = max(map(len, rows), default=0)
        if width < 3 or len(rows) < 2:
            return None
        columns = [[row[place] if place < len(row) else "" for row in rows] for place in range(width)]
        mail = max(range(width), key=lambda place: sum("@" in cell for cell in columns[place]))
        if not any("@" in cell for cell in columns[mail]):
            return None
        names = tuple(place for place in range(width) if place != mail and _holds_names(columns[place]))
        return cls(mail, names) if names else None

    def email(self, row: list[str]) -> str:
        return _cell(row, self.mail)

    def name(self, row: list[str]) -> str:
        return " ".join(filter(None, (_cell(row, place) for place in self.names)))

    def role(self, row: list[str]) -> str:
        word = _cell(row, self.roles).lower() if self.roles is not None else ""
        return str(ROLES.get(word, ""))


def _cell(row: list[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def _holds_names(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    if not filled or any("@" in cell or any(sign.isdigit() for sign in cell) for cell in filled):
        return False
    if all(cell.lower() in INFIXES or cell.lower().split()[0] in INFIXES for cell in filled):
        return True
    return len(set(filled)) >= DIFFERENT * len(filled) and len(filled) >= len(cells) / 2
