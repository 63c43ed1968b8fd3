"""What is special about a ballot of the MT: at its own desk, a chair who ends a tie, a reminder."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.models import Enrolment
from pitches.counting import Verdict
from pitches.models.agreement import Electorate, leads
from pitches.models.chair import Chair, Declaration, Interest
from pitches.models.plan import Pitch

CHAIR_CHOSE = Q(verdict=Verdict.CHAIR, winner__isnull=False)
CONSTRAINTS_OF_THE_MT: list[models.BaseConstraint] = [
    models.CheckConstraint(
        name="ballot_chair_chooses_with_a_reason",
        condition=CHAIR_CHOSE & ~Q(tie_reason="") | ~CHAIR_CHOSE & Q(tie_reason=""),
        violation_error_message=_("Give a reason."),
    ),
    models.CheckConstraint(
        name="ballot_outside_the_hall_is_of_the_mt",
        condition=Q(in_hall=True) | Q(electorate=Electorate.MT),
    ),
]


class OfTheMt(models.Model):
    """The part of a ballot that only the MT uses."""

    in_hall = models.BooleanField(default=True)  # false: the MT votes at its own desk, no screen shows it
    tie_reason = models.CharField(max_length=500, blank=True)  # why the chair chose this one of the equals
    reminded_on = models.DateField(null=True, blank=True)  # the last day of a mail to who had not voted

    class Meta:
        abstract = True

    @property
    def is_of_mt(self: Any) -> bool:
        return bool(self.electorate == Electorate.MT)

    @property
    def awaits_chair(self: Any) -> bool:
        return bool(self.verdict == Verdict.CHAIR and self.winner_id is None)

    def interest_refusal(self: Any, *, by: Enrolment) -> str:
        """Say that somebody stays out of this vote because of what they declared."""
        if self.agreement.interested_out and Interest.objects.filter(declaration__enrolment=by).exists():
            return gettext("You declared an interest. It was agreed that you then do not vote.")
        return ""

    def declare_refusal(self: Any, *, by: Enrolment) -> str:
        """Say that a member of the MT declares first; empty when they did, and for participants."""
        if self.is_of_mt and not Declaration.by(by):
            return gettext("First say whether you have an interest in one of the pitches.")
        return ""

    def reason_refusal(self: Any, reason: str) -> str:
        """Say that a member of the MT who votes by name gives a reason; empty when it is there."""
        if self.is_of_mt and not self.agreement.secret and not reason.strip():
            return gettext("Write in a sentence why. Everybody in the team reads it.")
        return ""

    def tie_refusal(self: Any, *, by: Enrolment) -> str:
        """Say why this person does not choose between the equals; empty when they do."""
        if self.verdict != Verdict.CHAIR:
            return gettext("The chair only chooses after a tie, when that was agreed.")
        if self.winner_id:
            return gettext("The chair has already chosen: %(pitch)s.") % {"pitch": self.winner}
        return "" if Chair.is_taken_by(by) else gettext("Only the chair of the MT decides this tie.")

    def equals(self: Any) -> list[Pitch]:
        """The pitches with equally many votes, or those that a run-off is held between."""
        leaders = self.outcome(self.papers()).leaders
        return [option.pitch for option in self.options.all() if option.number in leaders]

    def equals_refusal(self: Any, pitch: Pitch, reason: str) -> str:
        """Say what is wrong with what the chair chooses; empty when nothing is."""
        if pitch not in self.equals():
            return gettext("Choose one of the pitches with equally many votes.")
        return "" if reason.strip() else gettext("Give a reason.")

    def remind_refusal(self: Any, *, by: Enrolment | None, today: date) -> str:
        """Say why nobody is reminded now: at most one mail a day, and only while the vote is open."""
        if by and not leads(by, self.electorate):
            return gettext("Only the chair and the trainer send a reminder.")
        if not self.is_open:
            return gettext("The vote is closed.")
        if self.reminded_on and self.reminded_on >= today:
            return gettext("A reminder was sent today. One a day is enough.")
        return ""

    def still_to_vote(self: Any) -> list[Enrolment]:
        """Who is on the roll and has not voted; for a mail to them, never for a page."""
        rows = self.roll.exclude(enrolment__in=self.turnout.values("enrolment"))
        return [row.enrolment for row in rows.select_related("enrolment__user")]

    def reasons(self: Any) -> list[tuple[str, str]]:
        """Return who gave which reason in a vote by name; nothing before it is revealed."""
        if not self.is_revealed or self.agreement.secret:
            return []
        signed = ((str(t.enrolment), t.signed.reason) for t in self.turnout.all() if not t.on_paper)
        return sorted((name, reason) for name, reason in signed if reason)
