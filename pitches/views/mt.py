"""The MT: what is asked of it, the decision, and the page that the decision becomes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.once import once
from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from lib.forms import render_form
from lib.refusal import Refused
from pitches.actions.decision import decide
from pitches.forms.decision import DecisionForm
from pitches.models import Decision, Pitch
from pitches.models.outcome import advice, agreed, decision_refusal


@enrolled(Role.MT, Role.TRAINER)
def mt_desk(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Show what is asked, the dossiers and the advice; a trainer looks on. Never one person's progress."""
    cohort = enrolment.cohort
    vote = advice(cohort)
    context = {
        "cohort": cohort,
        "pitches": list(Pitch.objects.visible_to(enrolment).handed_in().select_related("group__cohort")),
        "agreement": vote.agreement if vote else agreed(cohort),
        "vote": vote,
        "bars": vote.bars(vote.papers()) if vote else [],
        "decision": getattr(cohort, "decision", None),
        "refusal": decision_refusal(cohort, by=enrolment),
    }
    return render(request, "pitches/mt.html", context)


@enrolled(Role.MT)
def decision_create(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Take the decision. Who comes second reads so, and keeps what they typed (409)."""
    cohort = enrolment.cohort
    if request.method != "POST" and (reason := decision_refusal(cohort, by=enrolment)):
        messages.info(request, reason)
        return redirect("pitches:mt_desk", team=cohort.slug)
    form = DecisionForm(request.POST if request.method == "POST" else None, cohort=cohort)
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
    decision = getattr(enrolment.cohort, "decision", None)
    context = {
        "decision": decision,
        "answers": decision
        and decision.answers.select_related("pitch__group").order_by("pitch__position", "pk"),
    }
    return render(request, "pitches/decision.html", context)


def _decide(form: DecisionForm, enrolment: Enrolment) -> Decision:
    return decide(
        cohort=enrolment.cohort,
        pitch=form.cleaned_data["pitch"],
        answers=form.answers(),
        by=enrolment,
        **form.means(),
    )
