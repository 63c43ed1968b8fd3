"""What a team does and when: its Dingen, the rhythm in which they open, and its meetings."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cohorts import actions
from cohorts.access import Request, enrolled
from cohorts.forms import meetings as meeting_forms
from cohorts.forms.meetings import ClosingForm, Meetings, stored_meetings
from cohorts.forms.plan import PlanForm
from cohorts.forms.rhythm import PaceForm, RhythmForm
from cohorts.models import Cohort, Enrolment, Role, Step
from cohorts.seen import meetings_seen, plan_seen, rhythm_seen
from cohorts.setup_steps import url_of
from lib.forms import render_form, show_both
from lib.refusal import Refused
from lib.seen import Changed

BUTTONS = {"preset", "move"}  # what changes the form and saves nothing


@enrolled(Role.TRAINER)
def plan_edit(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Choose and order the Dingen. A button shows the list again, changed and not saved."""
    cohort, template = enrolment.cohort, "cohorts/plan_edit.html"
    if BUTTONS & request.POST.keys():
        form = PlanForm(cohort=cohort, proposal=request.POST)
        return render(request, template, _page(form, cohort) | {"proposed": True})
    form = PlanForm(request.POST or None, cohort=cohort)
    if request.htmx:
        return render(request, "cohorts/plan_edit.html#load", _page(form, cohort))
    if form.is_valid():
        try:
            _save_plan(form, enrolment)
        except Changed as clash:
            seen, theirs = plan_seen(cohort), form.theirs()
            return show_both(request, template, _page(form, cohort), clash=clash, seen=seen, theirs=theirs)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The plan is saved."))
            return redirect(cohort.rhythm_url if cohort.is_draft else cohort.plan_url)
    return render_form(request, template, _page(form, cohort))


def _page(form: Any, cohort: Cohort, **more: object) -> dict[str, Any]:
    return {"form": form, "cohort": cohort, **more}


def _save_plan(form: PlanForm, enrolment: Enrolment) -> None:
    values = form.cleaned_data
    actions.set_plan(
        cohort=enrolment.cohort,
        items=form.items(),
        numbers=form.numbers(),
        minutes=values["minutes_per_week"],
        seen=values["seen"],
        by=enrolment,
    )
    enrolment.cohort.saved(Step.PLAN)


@enrolled(Role.TRAINER)
def rhythm_edit(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Choose the rhythm and correct dates by hand. The button that counts saves nothing."""
    cohort, template = enrolment.cohort, "cohorts/rhythm_edit.html"
    if "calculate" in request.POST or request.htmx:
        pace = PaceForm(request.POST)
        if pace.is_valid():
            form = RhythmForm(cohort=cohort, proposal=pace.cleaned_data, typed=request.POST)
            part = "#dates" if request.htmx else ""
            return render(request, template + part, _page(form, cohort, proposed=True))
        if request.htmx:
            return HttpResponse(status=204)  # half a number is no mistake yet
    form = RhythmForm(request.POST or None, cohort=cohort)
    if form.is_valid():
        try:
            _save_rhythm(form, enrolment)
        except Changed as clash:
            cohort.refresh_from_db()
            seen, theirs = rhythm_seen(cohort), form.theirs()
            return show_both(request, template, _page(form, cohort), clash=clash, seen=seen, theirs=theirs)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The rhythm is saved."))
            return redirect(cohort.meetings_url if cohort.is_draft else cohort.rhythm_url)
    return render_form(request, template, _page(form, cohort))


def _save_rhythm(form: RhythmForm, enrolment: Enrolment) -> None:
    values = form.cleaned_data
    actions.set_rhythm(
        cohort=enrolment.cohort, values=values, by_hand=form.dates, seen=values["seen"], by=enrolment
    )


@enrolled(Role.TRAINER)
def meetings_edit(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Kick-off, meetings and the closing meeting, a row each."""
    cohort, template = enrolment.cohort, "cohorts/meetings_edit.html"
    form = ClosingForm(request.POST or None, cohort=cohort)
    rows = Meetings(request.POST or None, cohort=cohort, initial=stored_meetings(cohort))
    context = _page(form, cohort, rows=rows)
    valid = [form.is_valid(), rows.is_valid()]
    if all(valid):
        try:
            _save_meetings(form, rows.planned(), enrolment)
        except Changed as clash:
            cohort.refresh_from_db()
            seen, theirs = meetings_seen(cohort), meeting_forms.theirs(cohort)
            return show_both(request, template, context, clash=clash, seen=seen, theirs=theirs)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The meetings are saved."))
            more = "more" in request.POST or not cohort.is_draft
            return redirect(cohort.meetings_url if more else url_of(cohort, Step.PEOPLE))
    answer = render_form(request, template, context)
    if request.method == "POST":
        answer.status_code = 422
    return answer


def _save_meetings(form: ClosingForm, planned: list[Any], enrolment: Enrolment) -> None:
    values = form.cleaned_data
    actions.set_meetings(
        cohort=enrolment.cohort,
        meetings=planned,
        closing_at=values["closing_at"],
        closing_place=values["closing_place"],
        seen=values["seen"],
        by=enrolment,
    )
