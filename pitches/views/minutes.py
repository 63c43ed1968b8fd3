"""The minutes of a vote: a page, a PDF, and a list that anybody can count again."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment
from lib.pdf import pdf_response
from pitches import proof
from pitches.models import Ballot, Declaration


@enrolled()
def ballot_minutes(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Show how each vote went, and count the published papers again while the reader waits."""
    return render(request, "pitches/minutes.html", _minutes(enrolment))


@enrolled()
def ballot_minutes_pdf(request: Request, enrolment: Enrolment) -> HttpResponse:
    """The same, to sign and to keep."""
    context = _minutes(enrolment) | {"cohort": enrolment.cohort}
    return pdf_response(
        request, "pitches/minutes_pdf.html", context, f"proces-verbaal-{enrolment.cohort.slug}"
    )


@enrolled()
def ballot_list(request: Request, enrolment: Enrolment, ballot_id: int) -> HttpResponse:
    """Give the votes as plain text of which the SHA-256 is the checksum in the minutes."""
    ballot = get_object_or_404(enrolment.cohort.ballots.revealed().select_related("agreement"), pk=ballot_id)
    answer = HttpResponse(ballot.list_of(ballot.papers()), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="stemmen-{ballot.pk}.txt"'
    return answer


def _minutes(enrolment: Enrolment) -> dict[str, Any]:
    ballots = list(enrolment.cohort.ballots.with_results())
    book = proof.booked(ballots)
    of_mt = any(ballot.is_of_mt for ballot in ballots)
    return {
        "records": [_record_of(ballot, book.get(ballot.pk, "")) for ballot in ballots],
        "declarations": Declaration.all_of(enrolment.cohort) if of_mt else [],
    }


def _record_of(ballot: Ballot, in_the_book: str) -> dict[str, object]:
    """Gather what the minutes say about a vote; before the result is shown, that is only how many voted."""
    papers = ballot.papers() if ballot.is_revealed else []
    ticked = list(ballot.turnout.all())
    return {
        "ballot": ballot,
        "turnout": len(ticked),
        "handed_out": sum(turnout.on_paper for turnout in ticked),
        "by_phone": len(papers),
        "roll": sorted(str(voter.enrolment) for voter in ballot.roll.all()),
        "counters": [str(count.by) for count in ballot.paper_counts.all()],
        "bars": ballot.bars(papers),
        "published": ballot.published(papers),
        "defects": proof.defects(ballot, papers, in_the_book) if ballot.is_revealed else [],
        "caveats": proof.caveats(ballot, papers) if ballot.is_revealed else [],
        "lots": proof.lots(ballot, papers) if ballot.is_revealed else [],
    }
