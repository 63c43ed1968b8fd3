"""The projector."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment
from lib import qr
from pitches.models import Agreement, Ballot, Closing, Electorate, Scene
from pitches.polling import ticket


@enrolled()
def closing_screen(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Show the meeting large, for the whole room."""
    return render(request, "pitches/screen.html", screen_context(request, enrolment))


def screen_context(request: Request, enrolment: Enrolment) -> dict[str, Any]:
    """Gather what the room sees now; the result only when it is shown."""
    stamp = Closing.stamp(enrolment.cohort, turnout=True)
    closing, now = Closing.of(enrolment.cohort), timezone.now()
    ballot = enrolment.cohort.ballots.newest()
    result = result_context(ballot)
    card = ballot.agreement if ballot else Agreement.current(enrolment.cohort, Electorate.PARTICIPANTS)
    return {
        "closing": closing,
        "stamp": stamp,
        "address": short_address(request, closing).partition("//")[2].rstrip("/") if closing.pk else "",
        "order": closing.order(),
        "ballot": ballot,
        "card": card,
        "tips": stamp.rpartition("-")[2] if closing.scene == Scene.TIPS else 0,
        "ticket": ticket(enrolment.cohort, "screen", request),
        "now": now,
        "phase": closing.phase(now),
    } | result


def result_context(ballot: Ballot | None) -> dict[str, Any]:
    """Gather how many voted, and of the result as much as the room has seen; the same for everybody."""
    if ballot is None:
        return {"turnout": 0, "bars": [], "most": 1}
    turnout = ballot.turnout_count()
    if not (ballot.is_revealed or ballot.step):
        return {"turnout": turnout, "bars": [], "most": 1}
    papers = ballot.papers()
    bars = ballot.bars(papers) or ballot.places(papers)
    return {
        "turnout": turnout,
        "bars": bars,
        "most": max((bar["count"] for bar in bars), default=0) or 1,
        "enough": ballot.enough(papers),
    }


def short_address(request: Request, closing: Closing) -> str:
    return request.build_absolute_uri(reverse("pitches:closing_code", args=[closing.code]))


@enrolled()
def closing_qr(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Draw the short address as a QR code."""
    closing = get_object_or_404(Closing.objects.visible_to(request.user).filter(cohort=enrolment.cohort))
    return qr.drawn(short_address(request, closing))
