"""Whether the votes are still what they were: asked by the minutes and by `manage.py check_votes`."""

from collections.abc import Iterable
from hashlib import sha256

from django.utils.translation import gettext, ngettext

from accounts.models import AuditEntry
from pitches.counting import Verdict, lot
from pitches.models import Ballot
from pitches.models.agreement import FEW_VOTERS

type Papers = list[tuple[str, str]]


def seal(ballot: Ballot) -> str:
    """Return the seal over all that the minutes say; it changes when any of it does.

    No names and no times: erasing a person or correcting a clock breaks no seal.
    """
    card = ballot.agreement
    lines = [
        f"{card.electorate} {card.method} {card.own_group_excluded} {card.secret} {card.quorum}",
        f"{card.majority} {card.tie_rule} {card.mt_decides} {card.interested_out}",
        " ".join(f"{option.number}:{option.pitch_id}" for option in ballot.listed),
        " ".join(sorted(f"{voter.enrolment_id}:{voter.own_id}" for voter in ballot.roll.all())),
        " ".join(sorted(f"{turnout.enrolment_id}:{turnout.on_paper}" for turnout in ballot.turnout.all())),
        f"{ballot.invited} {ballot.checksum} {ballot.on_paper}",
        f"{ballot.verdict} {ballot.winner_id} {ballot.lot_seed} {ballot.tie_reason}",
    ]
    return sha256("\n".join(lines).encode()).hexdigest()


def booked(ballots: Iterable[Ballot]) -> dict[int, str]:
    """Return, for each of these ballots, the checksum that the audit book kept at closing."""
    about = {f"ballot:{ballot.pk}": ballot.pk for ballot in ballots}
    entries = AuditEntry.objects.filter(deed="ballot.closed", on__in=about)
    return {about[entry.on]: entry.result for entry in entries}


def defects(ballot: Ballot, papers: Papers, in_the_book: str) -> list[str]:
    """Say what is not as it was when the vote closed; `in_the_book` is what the audit book kept."""
    found = []
    if ballot.sum_of(papers) != ballot.checksum:
        found.append(gettext("The votes are not the same as when the vote closed."))
    if in_the_book != ballot.checksum:
        found.append(gettext("The checksum is not the one in the book of votes and decisions."))
    if ballot.seal and seal(ballot) != ballot.seal:
        found.append(gettext("The agreement, the roll or the result was changed after the vote."))
    return found


def caveats(ballot: Ballot, papers: Papers) -> list[str]:
    """Say honestly what this very secret vote does not hide."""
    if not ballot.agreement.secret:
        return []
    counts, cast = ballot.counts(papers), len(papers) + ballot.paper.papers
    found = []
    if 0 < cast < FEW_VOTERS:
        found.append(
            ngettext(
                "Only %(n)s person voted. Then the result can show who chose what.",
                "Only %(n)s people voted. Then the result can show who chose what.",
                cast,
            )
            % {"n": cast}
        )
    if 0 < ballot.paper.papers < FEW_VOTERS:
        found.append(gettext("Fewer than five people voted on paper, and paper is counted apart."))
    if cast and sum(1 for votes in counts.values() if votes) == 1:
        found.append(gettext("Everybody chose the same, so everybody knows that of everybody."))
    return found


def lots(ballot: Ballot, papers: Papers) -> list[tuple[int, str, str]]:
    """Return the equals of a drawn lot with their number and their SHA-256, the lowest first."""
    if ballot.verdict != Verdict.LOT:
        return []
    title = {option.number: str(option.pitch) for option in ballot.listed}
    drawn = [(n, title[n], lot(n, ballot.lot_seed)) for n in ballot.outcome(papers).leaders]
    return sorted(drawn, key=lambda row: row[2])
