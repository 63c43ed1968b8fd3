"""The trainer sets up a team: what it is, what it does, who is in it, and then it starts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.http import Request as SignedInRequest
from accounts.models import Capacity
from accounts.once import once
from cohorts import actions
from cohorts.access import Request, enrolled
from cohorts.forms.team import NewTeamForm, PlanForm, TeamForm
from cohorts.models import Cohort, Enrolment, Role
from lib.forms import render_form
from lib.refusal import Refused, says_why


@member_of(Capacity.TRAINER)
def cohort_create(request: SignedInRequest) -> HttpResponse:
    form = NewTeamForm(request.POST or None, trainer=request.user)
    if form.is_valid():

        def make() -> str:
            return actions.create_cohort(by=request.user, **form.values()).plan_url

        return once(request, make)
    return render_form(request, "cohorts/cohort_form.html", {"form": form})


@enrolled(Role.TRAINER)
def cohort_edit(request: Request, enrolment: Enrolment) -> HttpResponse:
    cohort = enrolment.cohort
    form = TeamForm(request.POST or None, instance=cohort)
    if form.is_valid():
        try:
            actions.update_cohort(cohort=cohort, fields=[*form.Meta.fields, "closing_at"], by=enrolment)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(cohort.plan_url if cohort.is_draft else cohort)
    return render_form(request, "cohorts/cohort_form.html", {"form": form, "cohort": cohort})


@enrolled(Role.TRAINER)
@says_why
def plan_edit(request: Request, enrolment: Enrolment) -> HttpResponse:
    cohort = enrolment.cohort
    proposed = request.POST.get("preset", "")
    form = PlanForm(None if proposed else request.POST or None, cohort=cohort, preset=proposed)
    context = {"form": form, "cohort": cohort, "proposed": proposed}
    if request.htmx:
        return render(request, "cohorts/plan_edit.html#load", context)
    if form.is_valid():
        actions.set_plan(cohort=cohort, items=form.items(), by=enrolment)
        messages.success(request, _("The plan is saved."))
        return redirect(cohort.members_url if cohort.is_draft else cohort.plan_url)
    return render_form(request, "cohorts/plan_edit.html", context)


@enrolled(Role.TRAINER)
def cohort_start(request: Request, enrolment: Enrolment) -> HttpResponse:
    cohort = enrolment.cohort
    if request.method == "POST":
        try:
            cohort = actions.start(cohort=cohort, by=enrolment)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The team has started. The invitations are on their way."))
    if not cohort.is_draft:
        return redirect(cohort)
    return render(request, "cohorts/cohort_start.html", _check(cohort, enrolment))


def _check(cohort: Cohort, enrolment: Enrolment) -> dict[str, object]:
    """Collect what the trainer looks over before the team starts."""
    return {
        "cohort": cohort,
        "letters": cohort.invitations.waiting().by_name(),
        "load": PlanForm(cohort=cohort).load(),
        "refusal": cohort.start_refusal(by=enrolment),
    }


@enrolled(Role.TRAINER)
@says_why
def cohort_close(request: Request, enrolment: Enrolment) -> HttpResponse:
    if request.method == "POST":
        return redirect(actions.close_team(cohort=enrolment.cohort, by=enrolment))
    return render(request, "cohorts/cohort_close.html", {"cohort": enrolment.cohort})
