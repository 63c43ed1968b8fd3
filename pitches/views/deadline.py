"""Until when the groups hand in: a trainer sets it, everybody reads it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from lib.forms import render_form
from lib.refusal import Refused
from pitches.actions.deadline import set_deadline
from pitches.forms.plan import DeadlineForm
from pitches.models.deadline import deadline, deadline_refusal


@enrolled(Role.TRAINER)
def deadline_set(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Set the moment, or none. The participants hear of it."""
    cohort = enrolment.cohort
    form = DeadlineForm(request.POST if request.method == "POST" else None, cohort=cohort)
    context = {"form": form, "moment": deadline(cohort), "refusal": deadline_refusal(cohort, by=enrolment)}
    if not form.is_valid():
        return render_form(request, "pitches/deadline.html", context)
    try:
        set_deadline(cohort=cohort, until=form.until, by=enrolment)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_form(request, "pitches/deadline.html", context)
    told = _("Saved. The participants have been told.") if form.until else _("There is no deadline now.")
    messages.success(request, told)
    return redirect("pitches:pitch_list", team=cohort.slug)
