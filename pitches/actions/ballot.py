"""Agreeing on a vote, opening it, casting, closing, revealing.

Nothing here writes down who chose what, or when a paper was filled: not in a row, not
in the log, not in the audit book, and not in the order or the age of the rows.
"""

import secrets
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts import audit
from cohorts.models import Cohort, Enrolment, Role, Stage
from lib import orm
from lib.refusal import Refused, check
from lib.turns import in_turn
from notifications.models import Kind
from notifications.notify import notify, recall
from pitches import proof, receipts, tasks
from pitches.counting import Verdict, draw, written
from pitches.models import (
    Agreement,
    Ballot,
    BallotState,
    Electorate,
    Pitch,
    SignedVote,
    TieRule,
    Turnout,
    Vote,
    Voter,
)
from pitches.models.agreement import CHOICES
from pitches.models.vote import REWRITE_ALL_BELOW

SAMPLE = 200


@transaction.atomic
def agree(*, cohort: Cohort, electorate: str, terms: dict[str, Any], by: Enrolment) -> Agreement:
    """Write the terms on the team's card for these voters. Raises Refused once the vote was opened."""
    _hold(cohort)
    card = Agreement.current(cohort, electorate)
    check(card.edit_refusal(by=by))
    for name, value in terms.items():
        setattr(card, name, value)
    card.save()
    return card


@transaction.atomic
def open_ballot(*, agreement: Agreement, by: Enrolment, in_hall: bool = True) -> Ballot:
    """Freeze the agreement, fix the roll and the paper, and write the blank papers.

    Raises Refused; of two trainers who press at once, the second reads that it is open. The MT
    may vote outside the hall, at its own desk; then no screen of the closing meeting shows it.
    """
    cohort = _hold(agreement.cohort)
    agreement = Agreement.objects.locked().select_related("cohort").get(pk=agreement.pk)
    check(agreement.open_refusal(by=by))
    pitches = list(agreement.pitches().select_for_update(no_key=True, of=("self",)))
    agreement.frozen_at = timezone.now()
    agreement.save(update_fields=["frozen_at"])
    ballot = _lay_out(agreement, pitches, by, in_hall=in_hall)
    cohort.reach(Stage.VOTE)
    return ballot


@transaction.atomic
def open_run_off(*, ballot: Ballot, by: Enrolment) -> Ballot:
    """Open a vote between the equals of a tie, on a copy of the card. Raises Refused."""
    ballot = Ballot.objects.locked().select_related("agreement", "cohort").get(pk=ballot.pk)
    check(ballot.run_off_refusal(by=by))
    pitches = ballot.equals()
    card = ballot.agreement.for_run_off()
    card.save()
    return _lay_out(card, pitches, by, run_off_of=ballot, in_hall=ballot.in_hall)


def _hold(cohort: Cohort) -> Cohort:
    """Let one deed at a time change what is agreed in a team."""
    held: Cohort = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    return held


def _lay_out(
    agreement: Agreement,
    pitches: list[Pitch],
    by: Enrolment,
    *,
    in_hall: bool,
    run_off_of: Ballot | None = None,
) -> Ballot:
    """Make the ballot with its options, its roll and, when it is secret, a blank paper a head."""
    ballot: Ballot = Ballot.objects.create(
        cohort=agreement.cohort,
        electorate=agreement.electorate,
        agreement=agreement,
        opened_by=by,
        run_off_of=run_off_of,
        in_hall=in_hall,
    )
    options = [ballot.options.create(pitch=pitch, number=number) for number, pitch in enumerate(pitches, 1)]
    of_group = {option.pitch.group_id: option for option in options} if agreement.own_group_excluded else {}
    voters = agreement.voters().values_list("pk", "seat__group")
    roll = [Voter(ballot=ballot, enrolment_id=pk, own=of_group.get(group)) for pk, group in voters]
    Voter.objects.bulk_create(roll)
    if agreement.secret:
        Vote.objects.bulk_create(Vote(ballot=ballot, receipt=word) for word in receipts.words(len(roll)))
        transaction.on_commit(partial(orm.refresh_statistics, Vote))
    ballot.invited = len(roll)
    ballot.save(update_fields=["invited"])
    audit.record(by=by.user, deed="ballot.opened", on=f"ballot:{ballot.pk}", result="ok")
    return ballot


@in_turn("votes")
@transaction.atomic
def cast(*, ballot: Ballot, choices: list[Pitch], by: Enrolment, reason: str = "") -> str:
    """Record a vote and return the receipt word, known only to the caller; "" for a vote by name.

    Raises Refused; then nothing was recorded. The lock on the ballot makes a second vote, a vote while
    closing and two devices at once wait their turn and read their sentence. In a hall others wait for it:
    what never changes after opening, and the caller asked of this ballot already, is not asked again.
    """
    turnout = Turnout.tick_off(ballot_pk=ballot.pk, voter=by)
    if turnout is None:
        raise Refused(ballot.late_refusal(by=by))
    if ballot.is_of_mt:
        ballot.forget_roll()
    check(ballot.entry_refusal(by=by) or ballot.declare_refusal(by=by))
    check(ballot.choices_refusal(choices, by=by) or ballot.reason_refusal(reason))
    number = {option.pitch_id: option.number for option in ballot.listed}
    filled = written((number[pitch.pk] for pitch in choices), CHOICES)
    if ballot.is_of_mt:
        recall(Kind.MT_VOTE, about=f"ballot:{ballot.pk}", recipient=by.user)
    if ballot.agreement.secret:
        return _fill_a_paper(ballot, filled)
    SignedVote.objects.create(turnout=turnout, choices=filled, reason=reason)
    return ""


def _fill_a_paper(ballot: Ballot, filled: str) -> str:
    """Fill a random blank paper, hidden among all others or a random sample; return its receipt word."""
    receipt = Vote.some_blank(ballot.pk)
    hide_among = None if ballot.invited < REWRITE_ALL_BELOW else SAMPLE - 1
    Vote.fill(ballot_pk=ballot.pk, receipt=receipt, choices=filled, hide_among=hide_among)
    return receipt


@transaction.atomic
def close(*, ballot: Ballot, by: Enrolment) -> Ballot:
    """Close the vote: throw blank papers away, shuffle the others, keep their checksum. Raises Refused."""
    ballot = Ballot.objects.locked().select_related("agreement", "cohort").get(pk=ballot.pk)
    check(ballot.close_refusal(by=by))
    papers = ballot.papers()
    if ballot.agreement.secret:
        ballot.votes.all().delete()
        fresh = [Vote(ballot=ballot, receipt=receipt, choices=choices) for receipt, choices in papers]
        secrets.SystemRandom().shuffle(fresh)
        Vote.objects.bulk_create(fresh)
    ballot.state = BallotState.CLOSED
    ballot.checksum = ballot.sum_of(papers)
    if ballot.agreement.tie_rule == TieRule.LOT:
        ballot.lot_seed = secrets.token_hex(32)  # before anybody counts, so that nobody can draw again
    ballot.closed_at = max(timezone.now(), ballot.opened_at)  # a clock that was set back
    ballot.save(update_fields=["state", "checksum", "lot_seed", "closed_at"])
    audit.record(by=by.user, deed="ballot.closed", on=f"ballot:{ballot.pk}", result=ballot.checksum)
    if settings.TASKS_MODE == "database":  # else it would run inside the trainer's request
        transaction.on_commit(tasks.scrub_votes.enqueue)
    return ballot


@transaction.atomic
def show_next(*, ballot: Ballot, by: Enrolment) -> Ballot:
    """Show one step more: the turnout, then the places from the last up, then the result.

    Raises Refused.
    """
    ballot = Ballot.objects.locked().select_related("agreement", "cohort").get(pk=ballot.pk)
    check(ballot.reveal_refusal(by=by))
    if ballot.step > ballot.below(ballot.papers()):
        return reveal(ballot=ballot, by=by)
    ballot.step += 1
    ballot.save(update_fields=["step"])
    return ballot


@transaction.atomic
def withdraw(*, ballot: Ballot, stage: int, by: Enrolment) -> None:
    """Take back the opening of a vote in which nobody voted; the team is back at this stage.

    Raises Refused.
    """
    ballot = Ballot.objects.locked().select_related("agreement", "cohort").get(pk=ballot.pk)
    check(ballot.withdraw_refusal(by=by))
    card, about = ballot.agreement, f"ballot:{ballot.pk}"
    run_off = ballot.run_off_of_id is not None
    ballot.delete()
    if run_off:
        card.delete()
    else:
        card.frozen_at = None
        card.save(update_fields=["frozen_at"])
        Cohort.objects.filter(pk=card.cohort_id, stage=Stage.VOTE).update(stage=stage)
    audit.record(by=by.user, deed="ballot.withdrawn", on=about, result="ok")


@transaction.atomic
def reveal(*, ballot: Ballot, by: Enrolment) -> Ballot:
    """Count the papers, apply the agreement and tell everybody. Raises Refused."""
    ballot = Ballot.objects.locked().select_related("agreement", "cohort").get(pk=ballot.pk)
    check(ballot.reveal_refusal(by=by))
    outcome = ballot.outcome(ballot.papers())
    ballot.verdict = outcome.verdict
    if outcome.verdict == Verdict.WON:
        ballot.winner = ballot.options.get(number=outcome.leaders[0]).pitch
    elif outcome.verdict == Verdict.LOT:
        ballot.winner = ballot.options.get(number=draw(outcome.leaders, ballot.lot_seed)).pitch
    ballot.state, ballot.revealed_at = BallotState.REVEALED, timezone.now()
    ballot.seal = proof.seal(ballot)
    ballot.save(update_fields=["state", "revealed_at", "verdict", "winner", "seal"])
    result = f"{ballot.verdict} {ballot.seal}"
    audit.record(by=by.user, deed="ballot.revealed", on=f"ballot:{ballot.pk}", result=result)
    if ballot.electorate == Electorate.PARTICIPANTS and ballot.is_final:
        _nominate(ballot)
    elif ballot.is_of_mt:
        _tell_the_mt(ballot)
    return ballot


def _nominate(ballot: Ballot) -> None:
    """Bring the team to the nomination; tell the participants the result and the MT that it is their turn."""
    cohort = ballot.cohort
    cohort.reach(Stage.NOMINATION)
    words: dict[str, Any] = {
        "team": cohort.name,
        "winner": str(ballot.winner or ""),
        "verdict": ballot.verdict,
        "mt_decides": ballot.agreement.mt_decides,
    }
    about = f"ballot:{ballot.pk}"
    participants = [enrolment.user for enrolment in cohort.enrolments.participants().select_related("user")]
    mt = [enrolment.user for enrolment in cohort.enrolments.mt().select_related("user")]
    notify(participants, Kind.NOMINATION, about=about, path=ballot.get_absolute_url(), **words)
    notify(mt, Kind.DOSSIERS, about=about, path=reverse("pitches:mt_desk", args=[cohort.slug]), **words)


def _tell_the_mt(ballot: Ballot) -> None:
    """Tell the MT and the trainers that the result of its vote is there, or that the chair has to choose."""
    cohort = ballot.cohort
    people = cohort.enrolments.present().exclude(role=Role.PARTICIPANT).select_related("user")
    act = "tie" if ballot.awaits_chair else "result"
    notify(
        [enrolment.user for enrolment in people],
        Kind.MT_VOTE,
        about=f"{act}:{ballot.pk}",
        path=reverse("pitches:mt_ballot", args=[cohort.slug]),
        team=cohort.name,
        act=act,
    )
