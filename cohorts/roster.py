"""Everybody in a team and everybody invited, as one list that can be searched and has numbered pages."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpRequest

from cohorts.letter_rows import LetterRow, letter_rows
from cohorts.models import Enrolment, Role
from lib.fulltext import fold
from lib.pagination import page

LONGEST = 100  # characters of a name that is looked for
MANY = 12  # more people, and on a phone the form to add somebody is far away

type Row = LetterRow | Enrolment


@dataclass(frozen=True)
class Part:
    """The people with one role: those on this page of the list, and how many there are."""

    role: Role
    people: list[Enrolment]
    total: int


@dataclass(frozen=True)
class Roster:
    """One page of the list. invited: how many there are, whatever was looked for."""

    typed: str
    page: Page[Row]
    letters: list[LetterRow]
    parts: list[Part]
    invited: int
    number: int

    @property
    def query(self) -> str:
        """The rest of the query string, for the other pages."""
        return f"{urlencode({'q': self.typed})}&" if self.typed else ""

    @property
    def has_many(self) -> bool:
        return self.number > MANY


def roster(request: HttpRequest, enrolment: Enrolment) -> Roster:
    """Return the page of the list that the address asks for: ?q=a name &pagina=2.

    Invitations, and addresses to search in, are for trainers only.
    """
    cohort, typed = enrolment.cohort, request.GET.get("q", "").strip()[:LONGEST]
    letters = letter_rows(cohort, by=enrolment) if enrolment.is_trainer else []
    members = list(cohort.enrolments.present().select_related("seat__group").by_name())
    in_order = [one for role in Role for one in members if one.role == role]
    everybody: list[Row] = [*letters, *in_order]
    shown = page(request, [row for row in everybody if not typed or _is_called(row, fold(typed), enrolment)])
    here = [row for row in shown if isinstance(row, Enrolment)]
    return Roster(
        typed=typed,
        page=shown,
        letters=[row for row in shown if isinstance(row, LetterRow)],
        parts=[
            Part(role, people, sum(one.role == role for one in members))
            for role in Role
            if (people := [one for one in here if one.role == role])
        ],
        invited=len(letters),
        number=len(everybody),
    )


def _is_called(row: Row, wanted: str, reader: Enrolment) -> bool:
    """Whether a name, or for a trainer an address, holds these folded letters."""
    user = row.user if isinstance(row, Enrolment) else row.letter.invitation.user
    names = [str(user), user.email] if reader.is_trainer else [str(user)]
    return bool(wanted) and any(wanted in fold(one) for one in names)
