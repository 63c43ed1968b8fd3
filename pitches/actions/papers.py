"""Voting on real paper: who gets one, and two people who count them.

A paper is handed out as at a polling station: the name is ticked off, and from then on the phone
is refused. After closing two people count, each by themselves; only equal counts become the result.
"""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from accounts import audit
from cohorts.models import Enrolment
from lib.refusal import Refused, check
from pitches.counting import PaperSum
from pitches.models import Ballot, Closing, Turnout


@transaction.atomic
def hand_out(*, ballot: Ballot, to: Enrolment, by: Enrolment) -> Turnout:
    """Note that somebody votes on paper. Raises Refused, also when that person voted by phone."""
    ballot = _lock(ballot)
    check(ballot.paper_refusal(by=by))
    check(ballot.entry_refusal(by=to))
    ticked: Turnout | None = ballot.turnout.filter(enrolment=to).first()
    if ticked and not ticked.on_paper:
        raise Refused(gettext("%(name)s has already voted by phone.") % {"name": to})
    return ticked or ballot.turnout.create(enrolment=to, on_paper=True)


@transaction.atomic
def take_back(*, ballot: Ballot, of: Enrolment, by: Enrolment) -> None:
    """Note that somebody gave an empty paper back and can vote by phone. Raises Refused."""
    ballot = _lock(ballot)
    check(ballot.paper_refusal(by=by))
    ballot.turnout.filter(enrolment=of, on_paper=True).delete()


@transaction.atomic
def ask(*, ballot: Ballot, counter: Enrolment, by: Enrolment) -> Ballot:
    """Ask somebody of the team to count the papers beside the trainer. Raises Refused."""
    ballot = _lock(ballot)
    if not by.is_trainer:
        raise Refused(gettext("Only a trainer can do this."))
    check(gettext("The papers have been counted.") if ballot.on_paper or ballot.is_revealed else "")
    if ballot.counter_id != counter.pk:
        ballot.paper_counts.exclude(by__role=by.role).delete()  # of whom was asked before
    ballot.counter = counter
    ballot.save(update_fields=["counter"])
    _tell(ballot)
    return ballot


@transaction.atomic
def enter(*, ballot: Ballot, count: PaperSum, by: Enrolment) -> Ballot:
    """Keep what somebody counted; when two counts are equal, they are the result. Raises Refused."""
    ballot = _lock(ballot)
    check("" if ballot.may_count(by) else gettext("You were not asked to count the papers."))
    check(ballot.count_refusal(by=by) or ballot.sum_refusal(count))
    others = list(ballot.paper_counts.exclude(by=by))
    place = 3 - others[0].place if others else 1
    ballot.paper_counts.update_or_create(by=by, defaults={"place": place, "content": str(count)})
    if any(other.content == str(count) for other in others):
        ballot.on_paper = str(count)
        ballot.save(update_fields=["on_paper"])
        _tell(ballot)
        audit.record(by=by.user, deed="ballot.paper_counted", on=f"ballot:{ballot.pk}", result="equal")
    return ballot


def _lock(ballot: Ballot) -> Ballot:
    locked: Ballot = Ballot.objects.locked().select_related("agreement", "cohort").get(pk=ballot.pk)
    return locked


def _tell(ballot: Ballot) -> None:
    """Let the phones and the control page notice."""
    Closing.objects.filter(cohort=ballot.cohort_id).update(version=F("version") + 1)
