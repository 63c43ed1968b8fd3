"""The trainer sets up a team: what it is, and then it starts. Its plan is in planning.py."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import member_of
from accounts.http import Request as SignedInRequest
from accounts.models import Capacity
from accounts.once import once
from cohorts import actions
from cohorts.access import Request, enrolled
from cohorts.forms.team import NewTeamForm, TeamForm
from cohorts.models import Cohort, Enrolment, Role, Weight
from cohorts.planning import Load
from cohorts.rehearsal import rehearse
from cohorts.seen import team_seen
from lib.forms import render_form, show_both
from lib.refusal import Refused, says_why
from lib.seen import Changed


@member_of(Capacity.TRAINER)
def cohort_create(request: SignedInRequest) -> HttpResponse:
    form = NewTeamForm(request.POST or None, trainer=request.user)
    if form.is_valid():
        return once(request, lambda: _create(request, form))
    return render_form(request, "cohorts/cohort_form.html", {"form": form})


def _create(request: SignedInRequest, form: NewTeamForm) -> str:
    cohort = actions.create_cohort(by=request.user, **form.values())
    colleagues = list(form.cleaned_data.get("colleagues") or [])
    actions.add_trainers(cohort=cohort, people=colleagues, by=cohort.enrolments.get())
    return cohort.plan_url


@enrolled(Role.TRAINER)
def cohort_edit(request: Request, enrolment: Enrolment) -> HttpResponse:
    cohort = enrolment.cohort
    form = TeamForm(request.POST or None, instance=cohort, trainer=request.user)
    context = {"form": form, "cohort": cohort}
    if form.is_valid():
        try:
            _update(form, enrolment)
        except Changed as clash:
            cohort.refresh_from_db()
            return show_both(
                request, "cohorts/cohort_form.html", context,
                clash=clash, seen=team_seen(cohort), theirs=form.theirs(),
            )  # fmt: skip
        except (Refused, ValidationError) as refusal:
            form.add_error(None, str(refusal) if isinstance(refusal, Refused) else refusal.messages)
        else:
            messages.success(request, _("Saved."))
            return redirect(cohort.plan_url if cohort.is_draft else cohort)
    return render_form(request, "cohorts/cohort_form.html", context)


def _update(form: TeamForm, enrolment: Enrolment) -> None:
    cohort, values = enrolment.cohort, form.cleaned_data
    actions.update_cohort(
        cohort=cohort,
        fields=[*form.Meta.fields],
        kind=values.get("kind", ""),
        seen=values["seen"],
        by=enrolment,
    )
    actions.add_trainers(cohort=cohort, people=list(values.get("colleagues") or []), by=enrolment)


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
    rehearsal = rehearse(cohort, by=enrolment)
    musts = [item.ding for item in rehearsal.plan if item.weight == Weight.MUST]
    return {
        "cohort": cohort,
        "rehearsal": rehearsal,
        "load": Load(musts, cohort.working_weeks, cohort.minutes_per_week),
        "refusal": cohort.start_refusal(by=enrolment),
    }


@enrolled(Role.TRAINER)
@says_why
def cohort_close(request: Request, enrolment: Enrolment) -> HttpResponse:
    if request.method == "POST":
        return redirect(actions.close_team(cohort=enrolment.cohort, by=enrolment))
    return render(request, "cohorts/cohort_close.html", {"cohort": enrolment.cohort})
