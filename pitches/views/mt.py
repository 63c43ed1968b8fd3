"""The MT: what is asked of it, the decision, and the page that the decision becomes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.once import once
from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from lib.forms import render_form
from lib.pdf import pdf_response
from lib.refusal import Refused
from pitches.actions.decision import decide
from pitches.forms.decision import DecisionForm
from pitches.models import Agreement, Decision, Electorate
from pitches.models.standing import Standing


@enrolled(Role.MT, Role.TRAINER)
def mt_desk(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Show what is asked, the dossiers and the advice; a trainer looks on. Never one person's progress."""
    standing = Standing(enrolment.cohort)
    vote = standing.advice
    if vote:
        vote.fetch_result(names=False)
    context = {
        "cohort": enrolment.cohort,
        "pitches": standing.pitches,
        "agreement": vote.agreement if vote else Agreement.current(enrolment.cohort, Electorate.PARTICIPANTS),
        "vote": vote,
        "bars": vote.bars(vote.papers()) if vote else [],
        "decision": standing.decision,
        "refusal": standing.decision_refusal(by=enrolment),
        "chair": standing.chair,
        "ballot": standing.own_vote,
        "must_declare": enrolment.is_mt and not standing.decision and not standing.has_declared(enrolment),
        "declarations": standing.declarations,
    }
    return render(request, "pitches/mt.html", context)


@enrolled(Role.MT)
def decision_create(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Take the decision. Who comes second reads so, and keeps what they typed (409)."""
    cohort = enrolment.cohort
    standing = Standing(cohort)
    if request.method != "POST" and (reason := standing.decision_refusal(by=enrolment)):
        messages.info(request, reason)
        ready = reason == standing.declare_refusal(enrolment)
        return redirect("pitches:interest_declare" if ready else "pitches:mt_desk", team=cohort.slug)
    form = DecisionForm(request.POST if request.method == "POST" else None, standing=standing)
    context = {"form": form, "cohort": cohort}
    if not form.is_valid():
        return render_form(request, "pitches/decision_form.html", context)
    try:
        answer = once(request, lambda: _decide(form, enrolment))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "pitches/decision_form.html", context, status=409)
    messages.success(request, _("The decision stands. Everybody in the team has been told."))
    return answer


@enrolled()
def decision_detail(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Show what was decided, why, and the answer to every other group."""
    return render(request, "pitches/decision.html", _decision(enrolment))


@enrolled()
def decision_pdf(request: Request, enrolment: Enrolment) -> HttpResponse:
    """The same, to sign and to keep; 404 before there is a decision."""
    context = _decision(enrolment) | {"cohort": enrolment.cohort}
    if context["decision"] is None:
        raise Http404
    return pdf_response(request, "pitches/decision_pdf.html", context, f"besluit-{enrolment.cohort.slug}")


def _decision(enrolment: Enrolment) -> dict[str, Any]:
    standing = Standing(enrolment.cohort)
    decision = standing.decision
    answers = decision.answers.select_related("pitch__group") if decision else None
    return {
        "decision": decision,
        "answers": answers.order_by("pitch__position", "pk") if answers is not None else [],
        "declarations": standing.declarations,
    }


def _decide(form: DecisionForm, enrolment: Enrolment) -> Decision:
    return decide(
        cohort=enrolment.cohort,
        pitch=form.cleaned_data["pitch"],
        answers=form.answers(),
        by=enrolment,
        **form.means(),
    )
