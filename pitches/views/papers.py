"""Voting on real paper: who gets one, and the two people who count them."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from lib.forms import render_form
from lib.numbers import number
from lib.refusal import Refused, says_why
from pitches.actions import papers
from pitches.forms.closing import PaperCountForm
from pitches.models import Ballot


@enrolled(Role.TRAINER)
def paper_desk(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Show a trainer who votes on paper, and how far the counting is."""
    ballot = enrolment.cohort.ballots.newest()
    if ballot is None:
        return render(request, "pitches/papers.html", {"ballot": None})
    team = enrolment.cohort.enrolments.present()
    counts = list(ballot.paper_counts.select_related("by__user"))
    context = {
        "ballot": ballot,
        "roll": list(ballot.roll.without_paper()),
        "holders": list(ballot.turnout.paper_holders()),
        "team_people": [person for person in team.by_name() if person != enrolment],
        "counts": counts,
        "counted": any(count.by_id == enrolment.pk for count in counts),
        "refusal": ballot.paper_refusal(by=enrolment),
    }
    return render(request, "pitches/papers.html", context)


@require_POST
@enrolled(Role.TRAINER)
@says_why
def paper_act(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Hand out a paper, take one back, or ask somebody to count along."""
    pk = number(request.POST.get("person", ""))
    if pk is None or request.POST.get("act") not in {"give", "take", "ask"}:
        raise BadRequest("Not a button of ours.")
    ballot = _newest(enrolment)
    person = get_object_or_404(enrolment.cohort.enrolments.select_related("user", "cohort"), pk=pk)
    match request.POST["act"]:
        case "give":
            papers.hand_out(ballot=ballot, to=person, by=enrolment)
            messages.success(request, _("%(name)s votes on paper.") % {"name": person})
        case "take":
            papers.take_back(ballot=ballot, of=person, by=enrolment)
            messages.success(request, _("%(name)s can vote by phone again.") % {"name": person})
        case _ask:
            papers.ask(ballot=ballot, counter=person, by=enrolment)
            messages.success(request, _("%(name)s can enter a count now.") % {"name": person})
    return redirect("pitches:paper_desk", team=enrolment.cohort.slug)


@enrolled()
def paper_count(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Let a trainer, or whom they asked, enter what they counted. Nobody sees the other's count."""
    ballot = _newest(enrolment)
    if not ballot.may_count(enrolment):
        raise PermissionDenied
    if reason := ballot.count_refusal(by=enrolment):
        return render(request, "pitches/paper_refused.html", {"reason": reason}, status=409)
    form = PaperCountForm(request.POST if request.method == "POST" else None, ballot=ballot)
    context = {"form": form, "ballot": ballot, "handed_out": ballot.handed_out()}
    if not form.is_valid():
        return render_form(request, "pitches/paper_count.html", context)
    try:
        ballot = papers.enter(ballot=ballot, count=form.sum, by=enrolment)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "pitches/paper_count.html", context, status=409)
    messages.info(request, _said(ballot))
    where = "paper_desk" if enrolment.is_trainer else "closing_phone"
    return redirect(f"pitches:{where}", team=enrolment.cohort.slug)


def _said(ballot: Ballot) -> str:
    if ballot.on_paper:
        return _("Both counts are equal. They are in the result.")
    if ballot.paper_counts.count() > 1:
        return _("The two counts are not equal. Count again, each by yourselves, and enter it again.")
    return _("Kept. Now somebody else enters a count too.")


def _newest(enrolment: Enrolment) -> Ballot:
    ballot = enrolment.cohort.ballots.newest()
    if ballot is None:
        raise BadRequest("There is no vote yet.")
    return ballot
