"""What becomes of the idea after the decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from lib.forms import render_form
from lib.refusal import Refused, says_why
from pitches.actions import pilot as actions
from pitches.forms.pilot import EndForm, OwnerForm, PulseForm
from pitches.models import Pilot, Spending

NEWEST = 40  # of the news on the page


@enrolled()
def pilot_detail(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Show what was given, who keeps it going and how it goes; everybody in the team and the MT."""
    pilot: Pilot | None = Pilot.objects.visible_to(enrolment).whole().first()
    if not pilot:
        return render(request, "pitches/pilot.html")
    may_write = not pilot.edit_refusal(by=enrolment)
    spendings = list(pilot.spendings.select_related("booked_by__user"))
    context = {
        "pilot": pilot,
        "pulses": pilot.pulses.select_related("answered_by__user"),
        "may_write": may_write,
        "milestones": pilot.milestones.all(),
        "spendings": spendings,
        "used": Spending.totals(spendings),
        "updates": pilot.updates.select_related("author__user").prefetch_related("pictures")[:NEWEST],
        "tips": pilot.tips.select_related("author__user"),
        "may_tip": not pilot.tip_refusal(by=enrolment),
        "owner_form": OwnerForm(pilot=pilot) if may_write and pilot.is_running else None,
    }
    return render(request, "pitches/pilot.html", context)


@require_POST
@enrolled(Role.PARTICIPANT, Role.TRAINER)
@says_why
def owner_set(request: Request, enrolment: Enrolment) -> HttpResponse:
    pilot = pilot_of(enrolment)
    form = OwnerForm(request.POST, pilot=pilot)
    if not form.is_valid():
        raise Refused(_("Choose somebody of the group."))
    actions.set_owner(pilot=pilot, owner=form.cleaned_data["owner"], by=enrolment)
    messages.success(request, _("Saved."))
    return redirect(pilot)


@enrolled(Role.PARTICIPANT, Role.TRAINER)
def pulse_answer(request: Request, enrolment: Enrolment, day: int) -> HttpResponse:
    """Ask how the pilot goes on this day; an earlier answer is also welcome."""
    pilot = pilot_of(enrolment)
    pulse_check = get_object_or_404(pilot.pulses.select_related("answered_by__user"), day=day)
    if request.method != "POST" and (reason := pulse_check.answer_refusal(by=enrolment)):
        messages.info(request, reason)
        return redirect(pilot)
    form = PulseForm(request.POST if request.method == "POST" else None)
    context = {"pilot": pilot, "pulse_check": pulse_check, "form": form}
    if not form.is_valid():
        return render_form(request, "pitches/pilot_pulse.html", context)
    try:
        actions.answer_pulse(pulse_check=pulse_check, by=enrolment, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_form(request, "pitches/pilot_pulse.html", context)
    messages.success(request, _("Thank you. The team and the MT can read it."))
    return redirect(pilot)


@enrolled(Role.PARTICIPANT, Role.TRAINER)
def pilot_end(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Round off the pilot with what came of it and what was learned."""
    pilot = pilot_of(enrolment)
    if request.method != "POST" and (reason := pilot.end_refusal(by=enrolment)):
        messages.info(request, reason)
        return redirect(pilot)
    form = EndForm(request.POST if request.method == "POST" else None)
    context = {"pilot": pilot, "form": form}
    if not form.is_valid():
        return render_form(request, "pitches/pilot_end.html", context)
    try:
        actions.end_pilot(pilot=pilot, by=enrolment, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_form(request, "pitches/pilot_end.html", context)
    messages.success(request, _("The pilot has been rounded off. The thread has reached its end."))
    return redirect(pilot)


def pilot_of(enrolment: Enrolment) -> Pilot:
    """Return the pilot of the team; 404 when there is none yet."""
    pilot: Pilot = get_object_or_404(Pilot.objects.visible_to(enrolment).whole())
    return pilot
