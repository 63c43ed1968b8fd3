"""The invitations of a team as its trainer sees them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from cohorts.models import Cohort, CohortInvitation, Enrolment
from cohorts.reminders import reminder_day


@dataclass(frozen=True)
class LetterRow:
    """One invitation: how far it is, what happened when, and what the trainer can do."""

    letter: CohortInvitation
    resend_refusal: str
    link_refusal: str
    reminds_on: date | None

    @property
    def trail(self) -> list[tuple[str, datetime]]:
        """What happened, in the order of time."""
        one = self.letter.invitation
        sent = _("mailed") if not one.reminders else _("mailed again, reminder %(n)s") % {"n": one.reminders}
        marks = [
            (sent, one.sent_at),
            (_("came back"), one.user.bounced_at if one.bounced else None),
            (_("link opened"), one.opened_at),
        ]
        happened = [(word, at) for word, at in marks if at]
        return sorted(happened, key=lambda mark: mark[1])


def letter_rows(cohort: Cohort, *, by: Enrolment) -> list[LetterRow]:
    """Return the open invitations by name, in two queries for any number."""
    closed = set(cohort.organisation.closed_days.values_list("day", flat=True))
    return [_row(letter, closed, by) for letter in cohort.invitations.open().by_name()]


def _row(letter: CohortInvitation, closed: set[date], by: Enrolment) -> LetterRow:
    reminds = None if letter.remind_refusal() else max(reminder_day(letter, closed), letter.cohort.today)
    return LetterRow(letter, letter.resend_refusal(by=by), letter.link_refusal(by=by), reminds)
