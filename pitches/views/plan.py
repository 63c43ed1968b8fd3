"""A group and its plan. The group and the trainers come here; others read the dossier."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Group, Role
from lib.forms import render_form
from lib.refusal import Refused, says_why
from pitches.actions import plan
from pitches.actions.deadline import allow_late
from pitches.forms.plan import NameForm
from pitches.models import Pitch, SectionKind, TipKind, TipState
from pitches.models.deadline import deadline
from pitches.models.plan import seats


@enrolled()
def plan_detail(request: Request, enrolment: Enrolment, group_id: int) -> HttpResponse:
    """Show the group's page; who does not belong here is sent to the dossier when there is one."""
    group = group_of(enrolment, group_id)
    if not (enrolment.is_trainer or is_member(group, enrolment)):
        dossier = Pitch.objects.visible_to(enrolment).filter(group=group).first()
        if not dossier:
            raise PermissionDenied
        return redirect(dossier)
    pitch = _pitch(enrolment, group)
    context = {
        "group": group,
        "pitch": pitch,
        "sections": pitch.questions,
        "slides": pitch.by_kind[SectionKind.SLIDES],
        "tips": sorted(pitch.tips.exclude(kind=TipKind.TOP), key=lambda tip: tip.state != TipState.OPEN),
        "moment": deadline(group.cohort),
        "mine": is_member(group, enrolment),
        "closed": pitch.edit_refusal(by=enrolment),
        "reopen": pitch.is_handed_in and not pitch.reopen_refusal(by=enrolment),
        "allow": pitch.is_late and not pitch.late_refusal(by=enrolment),
    }
    return render(request, "pitches/plan.html", context)


@enrolled(Role.PARTICIPANT)
def pitch_edit(request: Request, enrolment: Enrolment, group_id: int) -> HttpResponse:
    """Change the title and the sentence; over somebody else's newer ones only knowingly (409)."""
    pitch = readable_pitch(enrolment, group_id)
    if request.method != "POST":
        return _show_or_leave(request, enrolment, pitch, NameForm(instance=pitch))
    form = NameForm(request.POST)
    context = {"pitch": pitch, "form": form}
    if not form.is_valid():
        return render_form(request, "pitches/plan_name.html", context)
    try:
        plan.name_pitch(pitch=pitch, by=enrolment, **form.cleaned_data)
    except plan.Stale:
        pitch.refresh_from_db()
        context["theirs"] = pitch
        context["form"] = NameForm(initial=form.cleaned_data | {"version": pitch.version})
        return render(request, "pitches/plan_name.html", context, status=409)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_form(request, "pitches/plan_name.html", context)
    messages.success(request, _("Saved."))
    return redirect(pitch.group)


@require_POST
@enrolled(Role.PARTICIPANT)
@says_why
def pitch_hand_in(request: Request, enrolment: Enrolment, group_id: int) -> HttpResponse:
    pitch = plan.hand_in(pitch=readable_pitch(enrolment, group_id), by=enrolment)
    messages.success(request, _("Handed in. The trainer has been told, and the team can read your pitch."))
    return redirect(pitch)


@require_POST
@enrolled(Role.TRAINER)
@says_why
def pitch_reopen(request: Request, enrolment: Enrolment, group_id: int) -> HttpResponse:
    pitch = plan.reopen(pitch=readable_pitch(enrolment, group_id), by=enrolment)
    messages.success(request, _("The group can write in its plan again."))
    return redirect(pitch.group)


@require_POST
@enrolled(Role.TRAINER)
@says_why
def pitch_allow_late(request: Request, enrolment: Enrolment, group_id: int) -> HttpResponse:
    """Let this group hand in after the moment."""
    pitch = readable_pitch(enrolment, group_id)
    allow_late(pitch=pitch, by=enrolment)
    messages.success(request, _("The group may still hand in. It has been told."))
    return redirect(pitch.group)


def group_of(enrolment: Enrolment, group_id: int) -> Group:
    cohort = ("cohort__hand_in", "from_idea")
    groups = enrolment.cohort.groups.select_related(*cohort).prefetch_related(seats())
    group: Group = get_object_or_404(groups, pk=group_id)
    return group


def is_member(group: Group, enrolment: Enrolment) -> bool:
    return any(seat.enrolment_id == enrolment.pk for seat in group.seats.all())


def _pitch(enrolment: Enrolment, group: Group, *, lean: bool = False) -> Pitch:
    """Return the group's plan, with all that a page shows unless `lean`; it is made at the first visit."""
    found = Pitch.objects.visible_to(enrolment).filter(group=group).select_related("pdf")
    found = found.with_texts() if lean else found.with_sections()
    pitch: Pitch | None = found.first()
    if not pitch or len(pitch.by_kind) < len(SectionKind):
        plan.open_plan(group=group, by=enrolment)
        pitch = found.get()
    pitch.group = group
    return pitch


def readable_pitch(enrolment: Enrolment, group_id: int, *, lean: bool = False) -> Pitch:
    """Return the plan for a member of the group or a trainer; others get 403, also after handing in."""
    group = group_of(enrolment, group_id)
    if not (enrolment.is_trainer or is_member(group, enrolment)):
        raise PermissionDenied
    return _pitch(enrolment, group, lean=lean)


def _show_or_leave(request: Request, enrolment: Enrolment, pitch: Pitch, form: BaseForm) -> HttpResponse:
    if reason := pitch.edit_refusal(by=enrolment):
        messages.error(request, reason)
        return redirect(pitch.group)
    return render_form(request, "pitches/plan_name.html", {"pitch": pitch, "form": form})
