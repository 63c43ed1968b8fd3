"""What the participants advise, as the dossiers show it: the same counts as the minutes."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, prefetch_related_objects

from cohorts.models import Cohort
from pitches import proof
from pitches.models import Ballot, Electorate, Option, Turnout
from pitches.models.vote import Bar


@dataclass(frozen=True)
class Round:
    """A vote that was shown: a run-off comes after the vote that led to it."""

    ballot: Ballot
    turnout: int
    bars: list[Bar]
    caveats: list[str]


def rounds(cohort: Cohort) -> list[Round]:
    """Return the votes that the advice comes from, the last one last; none while no result is final.

    Asks two queries, however many votes there were. Of a vote that is not shown yet nothing is counted.
    """
    votes = _votes_of_participants(cohort)
    last = next(reversed(votes), None)
    if last is None or not votes[last][0].is_final:
        return []
    chain = [last]
    while before := votes[chain[0]][0].run_off_of_id:
        chain.insert(0, before)
    ballots = [votes[pk][0] for pk in chain]
    signed = Prefetch("turnout", Turnout.objects.select_related("signed"))
    prefetch_related_objects(ballots, "votes" if ballots[0].agreement.secret else signed)
    return [_round(*votes[pk]) for pk in chain]


def _votes_of_participants(cohort: Cohort) -> dict[int, tuple[Ballot, int]]:
    """Return each vote with how many people voted, from what stood on its paper."""
    options = Option.objects.filter(ballot__cohort=cohort, ballot__electorate=Electorate.PARTICIPANTS)
    related = options.select_related("ballot__agreement", "ballot__winner__group", "pitch__group")
    found: dict[int, tuple[Ballot, int]] = {}
    for option in related.annotate(ticked=Count("ballot__turnout")).order_by("ballot_id", "number"):
        ballot, _ticked = found.setdefault(option.ballot_id, (option.ballot, option.ticked))
        ballot.__dict__.setdefault("listed", []).append(option)  # in place of a query for each vote
    return found


def _round(ballot: Ballot, turnout: int) -> Round:
    papers = ballot.papers()
    return Round(ballot, turnout, ballot.bars(papers), proof.caveats(ballot, papers))
