"""Five statements at the start and at the end: when they are asked, and what came of them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Enrolment, Moment, Stage, Statement

NEAR = timedelta(days=7)  # before the last day the questions of the end are asked
HIGHEST = 5


def is_ending(cohort: Cohort) -> bool:
    """Tell whether the team is at its pitches, or a week from its closing meeting or last day."""
    last = cohort.ends_on
    if cohort.closing_at:
        last = min(last, timezone.localdate(cohort.closing_at, cohort.zone))
    return cohort.stage >= Stage.PITCH or cohort.today >= last - NEAR


def all_musts_done(enrolment: Enrolment) -> bool:
    musts = enrolment.cohort.plan.musts()
    done = enrolment.progress.finished().values("ding")
    return musts.exists() and not musts.exclude(ding__in=done).exists()


def moment_of(enrolment: Enrolment, *, done: bool) -> Moment:
    """Return which of the two can be filled in now. done: this person finished every must-do.

    The start stays open until the end begins; the end stays open until the team is closed.
    """
    return Moment.END if done or is_ending(enrolment.cohort) else Moment.START


def refusal(enrolment: Enrolment, moment: Moment, *, by: Enrolment) -> str:
    """Say why this person cannot fill in this moment; empty when they can."""
    if reason := enrolment.learn_refusal(by=by):
        return reason
    ended = enrolment.assessments.filter(moment=Moment.END).exists()
    now = Moment.END if ended else moment_of(enrolment, done=all_musts_done(enrolment))
    if moment == now:
        return ""
    if moment == Moment.START:
        return _("The start is over: what you filled in then stays as it was.")
    return _("The end comes later: when your must-do's are done, or a week before the closing meeting.")


class Line(NamedTuple):
    """One statement, and what somebody said of it at the start and at the end; None for nothing."""

    statement: Statement
    start: int | None
    end: int | None

    @property
    def label(self) -> str:
        return str(self.statement.label)

    @property
    def change(self) -> int:
        return (self.end or 0) - (self.start or 0) if self.start and self.end else 0


@dataclass(frozen=True)
class Picture:
    """The growth of one person, for that person."""

    lines: list[Line]

    @property
    def has_start(self) -> bool:
        return any(line.start for line in self.lines)

    @property
    def has_end(self) -> bool:
        return any(line.end for line in self.lines)

    @classmethod
    def of(cls, enrolment: Enrolment) -> "Picture":
        """Read it, in one query."""
        said = {
            (moment, statement): score
            for moment, statement, score in enrolment.assessments.values_list("moment", "statement", "score")
        }
        return cls(
            [Line(one, said.get((Moment.START, one)), said.get((Moment.END, one))) for one in Statement]
        )
