"""The MT votes at its own desk: open, vote, remind, close, result."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role, Stage
from lib.forms import render_form
from lib.refusal import Refused, says_why
from pitches.actions import ballot as votes, mt
from pitches.forms.mt import ChairForm, InterestForm, TieForm
from pitches.models import Ballot, Declaration, Electorate
from pitches.models.agreement import leads
from pitches.models.standing import Standing
from pitches.views.ballot import RECEIPT, RECEIPT_SECONDS, vote_on


class Deed(models.TextChoices):
    OPEN = "open"
    REMIND = "remind"
    CLOSE = "close"
    REVEAL = "reveal"
    RUN_OFF = "run_off"


@enrolled(Role.MT, Role.TRAINER)
def mt_ballot(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Show where the vote of the MT stands. A receipt word is shown here once and then forgotten."""
    word = request.get_signed_cookie(RECEIPT, default="", max_age=RECEIPT_SECONDS)
    context = ballot_context(enrolment) | {"word": word}
    answer = render(request, "pitches/mt_ballot.html", context)
    if word:
        answer.delete_cookie(RECEIPT, path=request.path, samesite="Strict")
    return answer


def ballot_context(enrolment: Enrolment) -> dict[str, Any]:
    """Gather the card, the vote as far as it may be seen, and the buttons of this person."""
    cohort = enrolment.cohort
    standing = Standing(cohort)
    ballot = standing.own_vote
    context: dict[str, Any] = {
        "cohort": cohort,
        "ballot": ballot,
        "card": ballot.agreement if ballot else standing.card,
        "leads": leads(enrolment, Electorate.MT),
        "chair": standing.chair,
        "decided": cohort.stage >= Stage.DECISION,
    }
    if ballot is None:
        return context | {"open_refusal": standing.ballot_refusal(by=enrolment)}
    context["declarations"] = standing.declarations
    if ballot.is_revealed:
        return context | result_context(ballot, enrolment)
    voted = set(ballot.turnout.values_list("enrolment", flat=True))
    refusal = standing.declare_refusal(enrolment)
    may = ballot.is_open and enrolment.is_mt and enrolment.pk not in voted and not refusal
    return context | {
        "record": {"turnout": len(voted)},
        "vote_refusal": ballot.vote_refusal(by=enrolment) if may else refusal,
        "voted": enrolment.pk in voted,
        "remind_refusal": ballot.remind_refusal(by=enrolment, today=cohort.today),
    }


def result_context(ballot: Ballot, enrolment: Enrolment) -> dict[str, Any]:
    """Gather what there is to see after the count, and how a tie ends."""
    ballot.fetch_result(names=True)
    awaited = ballot.awaits_chair and not ballot.tie_refusal(by=enrolment)
    return {
        "record": {"turnout": len(ballot.turnout.all()), "bars": ballot.bars(ballot.papers())},
        "run_off_refusal": ballot.run_off_refusal(by=enrolment),
        "tie_form": TieForm(ballot=ballot) if awaited else None,
    }


@require_POST
@enrolled(Role.MT, Role.TRAINER)
@says_why
def mt_ballot_act(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Do what a button says; one that was on a page of another vote, or pressed twice, says so."""
    if request.POST.get("act") not in Deed.values:
        raise BadRequest("Not a button of ours.")
    deed = Deed(request.POST["act"])
    ballot = enrolment.cohort.ballots.of_mt()
    if request.POST.get("ballot", "") != (str(ballot.pk) if ballot else ""):
        raise Refused(_("That had already been done. This is how it is now."))
    if deed == Deed.OPEN:
        mt.open_at_desk(cohort=enrolment.cohort, by=enrolment)
        messages.success(request, _("The vote is open. Everybody who may vote has a message."))
    elif ballot is None:
        raise Refused(_("There has been no vote yet."))
    else:
        _go_on(request, deed, ballot, enrolment)
    return redirect("pitches:mt_ballot", team=enrolment.cohort.slug)


def _go_on(request: Request, deed: Deed, ballot: Ballot, enrolment: Enrolment) -> None:
    match deed:
        case Deed.REMIND:
            told = mt.remind(ballot=ballot, by=enrolment)
            words = ngettext("%(n)d person gets a mail.", "%(n)d people get a mail.", told)
            messages.success(request, words % {"n": told})
        case Deed.CLOSE:
            votes.close(ballot=ballot, by=enrolment)
        case Deed.REVEAL:
            votes.reveal(ballot=ballot, by=enrolment)
        case Deed.RUN_OFF:
            votes.open_run_off(ballot=ballot, by=enrolment)


@enrolled(Role.MT)
def mt_vote(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Vote at the desk of the MT; a vote in the closing meeting is cast there."""
    ballot = enrolment.cohort.ballots.of_mt()
    if ballot and ballot.in_hall:
        return redirect("pitches:ballot_vote", team=enrolment.cohort.slug)
    if ballot and not Declaration.by(enrolment):
        messages.info(request, ballot.vote_refusal(by=enrolment))
        return redirect("pitches:interest_declare", team=enrolment.cohort.slug)
    return vote_on(request, enrolment, ballot, home="pitches:mt_ballot")


@enrolled(Role.MT)
def mt_tie(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Let the chair decide between the equals."""
    ballot = enrolment.cohort.ballots.of_mt()
    if ballot is None or request.method != "POST":
        return redirect("pitches:mt_ballot", team=enrolment.cohort.slug)
    form = TieForm(request.POST, ballot=ballot)
    context = {"form": form, "cohort": enrolment.cohort}
    if not form.is_valid():
        return render_form(request, "pitches/mt_tie.html", context)
    try:
        mt.choose_of_equals(ballot=ballot, by=enrolment, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "pitches/mt_tie.html", context, status=409)
    messages.success(request, _("Saved. The MT and the trainer have been told."))
    return redirect("pitches:mt_ballot", team=enrolment.cohort.slug)


@enrolled(Role.MT, Role.TRAINER)
def chair_set(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Choose the chair of the MT."""
    cohort = enrolment.cohort
    form = ChairForm(request.POST if request.method == "POST" else None, cohort=cohort)
    context = {"form": form, "cohort": cohort}
    if not form.is_valid():
        return render_form(request, "pitches/chair.html", context)
    try:
        mt.set_chair(cohort=cohort, enrolment=form.cleaned_data["chair"], by=enrolment)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "pitches/chair.html", context, status=409)
    messages.success(request, _("Saved."))
    return redirect("pitches:mt_ballot", team=cohort.slug)


@enrolled(Role.MT)
def interest_declare(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Say what somebody has to do with the pitches, before they vote or decide."""
    form = InterestForm(request.POST if request.method == "POST" else None, by=enrolment)
    context = {"form": form, "cohort": enrolment.cohort, "refusal": Declaration.refusal(enrolment)}
    if not form.is_valid():
        return render_form(request, "pitches/interest.html", context)
    try:
        mt.declare(interests=form.interests(), by=enrolment)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "pitches/interest.html", context, status=409)
    messages.success(request, _("Saved. It stands in the minutes and with the decision."))
    return redirect("pitches:mt_desk", team=enrolment.cohort.slug)
