"""Voting on a phone."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from lib.forms import render_form
from lib.refusal import Refused
from pitches.actions.ballot import cast
from pitches.forms.closing import PaperForm
from pitches.models import Ballot

RECEIPT = "receipt"
RECEIPT_SECONDS = 300


@enrolled(Role.PARTICIPANT, Role.MT)
def ballot_vote(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Vote in the closing meeting."""
    return vote_on(request, enrolment, enrolment.cohort.ballots.newest(), home="pitches:closing_phone")


def vote_on(request: Request, enrolment: Enrolment, ballot: Ballot | None, *, home: str) -> HttpResponse:
    """Show the paper, then what was chosen, then record it and go home. What cannot be recorded says why."""
    if ballot is None:
        return _not_recorded(request, _("There is no vote yet. Wait for your trainer."), 409)
    if request.method == "POST" and request.POST.get("ballot") != str(ballot.pk):
        return _not_recorded(request, _("This was the paper of another vote. It was not recorded."), 409)
    if reason := ballot.vote_refusal(by=enrolment):
        return _not_recorded(request, reason, 403 if ballot.entry_refusal(by=enrolment) else 409)
    form = PaperForm(request.POST or None, ballot=ballot, by=enrolment)
    back = reverse(home, args=[enrolment.cohort.slug])
    context = {"form": form, "ballot": ballot, "vote_url": request.path, "back": back}
    if not form.is_valid():
        return render_form(request, "pitches/ballot.html", context)
    if "sure" not in request.POST:
        return render(request, "pitches/ballot_sure.html", context)
    return _record(request, form, enrolment, back)


def _record(request: Request, form: PaperForm, enrolment: Enrolment, back: str) -> HttpResponse:
    """Cast the vote. Only the voter's browser keeps the receipt: a session would tie it to the person."""
    reason = form.cleaned_data.get("reason", "")
    try:
        word = cast(ballot=form.paper, choices=form.chosen, by=enrolment, reason=reason)
    except Refused as refusal:
        return _not_recorded(request, str(refusal), 409)
    answer = redirect(back)
    if word:
        answer.set_signed_cookie(
            RECEIPT,
            word,
            max_age=RECEIPT_SECONDS,
            path=back,
            httponly=True,
            samesite="Strict",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return answer


def _not_recorded(request: Request, reason: str, status: int) -> HttpResponse:
    return render(request, "pitches/ballot_refused.html", {"reason": reason}, status=status)
