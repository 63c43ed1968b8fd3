"""What the group notes about its pilot; colleagues give tips. It all goes on when the team is closed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.once import once
from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from lib import files
from lib.forms import render_form
from lib.refusal import Refused, says_why
from pitches.actions import pilot_work as work
from pitches.forms.pilot_work import MilestoneForm, PilotAnswerForm, PilotTipForm, SpendingForm, UpdateForm
from pitches.models import Milestone, Pilot, PilotPicture
from pitches.views.pilot import pilot_of

GROUP = (Role.PARTICIPANT, Role.TRAINER)


@enrolled(*GROUP)
def milestone_create(request: Request, enrolment: Enrolment) -> HttpResponse:
    pilot = pilot_of(enrolment)
    form = MilestoneForm(request.POST if request.method == "POST" else None)
    refusal = Milestone.add_refusal(pilot, by=enrolment)
    title = _("A milestone"), _("What do you want to reach, and when do you look whether it is there?")
    return _fill_in(request, pilot, form, refusal, title, lambda: work.add_milestone(
        pilot=pilot, by=enrolment, **form.cleaned_data
    ))  # fmt: skip


@require_POST
@enrolled(*GROUP)
@says_why
def milestone_act(request: Request, enrolment: Enrolment, milestone_id: int) -> HttpResponse:
    """Tick a milestone, take the tick away, or take the milestone out of the list."""
    pilot = pilot_of(enrolment)
    milestone = get_object_or_404(pilot.milestones.all(), pk=milestone_id)
    milestone.pilot = pilot
    match request.POST.get("act"):
        case "done" | "undo" as act:
            work.tick_milestone(milestone=milestone, done=act == "done", by=enrolment)
        case "remove":
            work.remove_milestone(milestone=milestone, by=enrolment)
        case _other:
            raise BadRequest("Not a button of ours.")
    return redirect(f"{pilot.get_absolute_url()}#mijlpalen")


@enrolled(*GROUP)
def spending_create(request: Request, enrolment: Enrolment) -> HttpResponse:
    pilot = pilot_of(enrolment)
    form = SpendingForm(request.POST if request.method == "POST" else None, pilot=pilot)
    title = _("Money or hours used"), _("So everybody sees what was used of what the MT gave.")
    return _fill_in(request, pilot, form, pilot.edit_refusal(by=enrolment), title, lambda: work.book(
        pilot=pilot, by=enrolment, **form.cleaned_data
    ))  # fmt: skip


@require_POST
@enrolled(*GROUP)
@says_why
def spending_remove(request: Request, enrolment: Enrolment, spending_id: int) -> HttpResponse:
    pilot = pilot_of(enrolment)
    spending = get_object_or_404(pilot.spendings.all(), pk=spending_id)
    spending.pilot = pilot
    work.unbook(spending=spending, by=enrolment)
    return redirect(f"{pilot.get_absolute_url()}#besteed")


@enrolled(*GROUP)
def update_create(request: Request, enrolment: Enrolment) -> HttpResponse:
    pilot = pilot_of(enrolment)
    form = UpdateForm(request.POST, request.FILES) if request.method == "POST" else UpdateForm()
    title = _("News of the pilot"), _("A few sentences, with a picture when you have one.")
    return _fill_in(request, pilot, form, pilot.edit_refusal(by=enrolment), title, lambda: work.post_update(
        pilot=pilot, text=form.cleaned_data["text"], pictures=form.pictures, by=enrolment
    ))  # fmt: skip


@require_POST
@enrolled(*GROUP)
@says_why
def update_remove(request: Request, enrolment: Enrolment, update_id: int) -> HttpResponse:
    pilot = pilot_of(enrolment)
    update = get_object_or_404(pilot.updates.all(), pk=update_id)
    update.pilot = pilot
    work.remove_update(update=update, by=enrolment)
    messages.success(request, _("Taken away."))
    return redirect(pilot)


@enrolled()
def pilot_picture(request: Request, enrolment: Enrolment, picture_id: int) -> HttpResponse:
    """Serve a picture to the people of the team."""
    picture = get_object_or_404(PilotPicture.objects.visible_to(enrolment), pk=picture_id)
    return files.serve(picture.stored_as, content_type=picture.content_type, name=picture.alt)  # type: ignore[return-value]


@enrolled()
def pilot_tip_create(request: Request, enrolment: Enrolment) -> HttpResponse:
    pilot = pilot_of(enrolment)
    form = PilotTipForm(request.POST if request.method == "POST" else None)
    title = _("A tip for the group"), _("What did you see or hear, and what would you do?")
    return _fill_in(request, pilot, form, pilot.tip_refusal(by=enrolment), title, lambda: work.give_tip(
        pilot=pilot, text=form.cleaned_data["text"], by=enrolment
    ))  # fmt: skip


@enrolled(*GROUP)
def pilot_tip_answer(request: Request, enrolment: Enrolment, pilot_tip_id: int) -> HttpResponse:
    pilot = pilot_of(enrolment)
    tip = get_object_or_404(pilot.tips.select_related("author__user"), pk=pilot_tip_id)
    tip.pilot = pilot
    form = PilotAnswerForm(request.POST if request.method == "POST" else None, initial={"answer": tip.answer})
    title = _("Answer a tip"), tip.text
    return _fill_in(request, pilot, form, pilot.edit_refusal(by=enrolment), title, lambda: work.answer_tip(
        tip=tip, answer=form.cleaned_data["answer"], by=enrolment
    ))  # fmt: skip


def _fill_in(
    request: Request,
    pilot: Pilot,
    form: forms.BaseForm,
    refusal: str,
    words: tuple[str, str],
    deed: Callable[[], Any],
) -> HttpResponse:
    """Show a small form about the pilot, or do its deed once; a refusal keeps what was typed."""
    title, lead = words
    context = {"form": form, "pilot": pilot, "title": title, "lead": lead, "refusal": refusal}
    if request.method != "POST" and refusal:
        messages.info(request, refusal)
        return redirect(pilot)
    if not form.is_valid():
        return render_form(request, "pitches/pilot_form.html", context)

    def once_only() -> Pilot:
        deed()
        messages.success(request, _("Saved."))
        return pilot

    try:
        return once(request, once_only)
    except Refused as reason:
        form.add_error(None, str(reason))
        return render(request, "pitches/pilot_form.html", context, status=409)
