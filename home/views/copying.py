"""A new team like an earlier one."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access import member_of
from accounts.http import Request as SignedInRequest
from accounts.models import Capacity
from accounts.once import once
from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from cohorts.setup_steps import url_of
from home.actions import copy_team
from home.copying import CopyForm, earlier_teams
from lib.forms import render_form
from lib.refusal import Refused


@member_of(Capacity.TRAINER)
def copy_choose(request: SignedInRequest) -> HttpResponse:
    """The teams that somebody led; with one there is nothing to choose."""
    teams = earlier_teams(request.user)
    if len(teams) == 1:
        return redirect("home:team_copy", team=teams[0].cohort.slug)
    return render(request, "home/copy_choose.html", {"teams": teams})


@enrolled(Role.TRAINER)
def team_copy(request: Request, enrolment: Enrolment) -> HttpResponse:
    """What goes along and what does not, with the dates; then the copy is made and the set-up goes on."""
    form = CopyForm(request.POST or None, source=enrolment.cohort)
    refusal = enrolment.copy_refusal(by=request.user)
    valid = form.is_valid()
    context = {"form": form, "cohort": enrolment.cohort, "new": form.preview(), "refusal": refusal}
    if request.htmx:
        return render(request, "home/team_copy.html#dates", context)
    if valid and "calculate" not in request.POST:
        try:
            return once(request, lambda: _copy(form, enrolment))
        except Refused as reason:
            form.add_error(None, str(reason))
    return render_form(request, "home/team_copy.html", context)


def _copy(form: CopyForm, enrolment: Enrolment) -> str:
    values = form.cleaned_data
    new = copy_team(source=enrolment, name=values["name"], starts_on=values["starts_on"], by=enrolment.user)
    return url_of(new)
