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
from lib.numbers import number as whole_number
from lib.pagination import page
from lib.refusal import Refused, says_why
from pitches.actions import plan
from pitches.forms.plan import NameForm, SectionForm
from pitches.models import Pitch, Section, SectionKind
from pitches.models.plan import seats


@enrolled()
def plan_detail(request: Request, enrolment: Enrolment, group_id: int) -> HttpResponse:
    """Show the group's page; who does not belong here is sent to the dossier when there is one."""
    group = _group(enrolment, group_id)
    if not (enrolment.is_trainer or _is_member(group, enrolment)):
        dossier = Pitch.objects.visible_to(enrolment).filter(group=group).first()
        if not dossier:
            raise PermissionDenied
        return redirect(dossier)
    pitch = _pitch(enrolment, group)
    context = {
        "group": group,
        "pitch": pitch,
        "sections": pitch.by_kind.values(),
        "mine": _is_member(group, enrolment),
        "closed": pitch.edit_refusal(by=enrolment),
        "reopen": pitch.is_handed_in and not pitch.reopen_refusal(by=enrolment),
    }
    return render(request, "pitches/plan.html", context)


@enrolled(Role.PARTICIPANT)
def pitch_edit(request: Request, enrolment: Enrolment, group_id: int) -> HttpResponse:
    """Change the title and the sentence; over somebody else's newer ones only knowingly (409)."""
    pitch = _readable_pitch(enrolment, group_id)
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


@enrolled(Role.PARTICIPANT)
def section_edit(request: Request, enrolment: Enrolment, group_id: int, kind: SectionKind) -> HttpResponse:
    """Write a section. A newer text of somebody else is shown beside one's own, with status 409."""
    pitch = _readable_pitch(enrolment, group_id)
    section = pitch.by_kind[kind]
    if request.method != "POST":
        return _start_writing(request, enrolment, section)
    form = SectionForm(request.POST)
    context = {"pitch": pitch, "section": section, "form": form}
    if not form.is_valid():
        return render_form(request, "pitches/section.html", context)
    try:
        plan.save_section(section=section, by=enrolment, **form.cleaned_data)
    except plan.Stale:
        section.refresh_from_db()
        context["theirs"] = section
        context["form"] = SectionForm(initial=form.cleaned_data | {"version": section.version})
        return render(request, "pitches/section.html", context, status=409)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_form(request, "pitches/section.html", context)
    messages.success(request, _("Saved: %(section)s.") % {"section": section.get_kind_display()})
    return redirect(pitch.group)


@enrolled(Role.PARTICIPANT, Role.TRAINER)
def section_history(request: Request, enrolment: Enrolment, group_id: int, kind: SectionKind) -> HttpResponse:
    """Show every text that was ever saved in a section."""
    pitch = _readable_pitch(enrolment, group_id)
    section = pitch.by_kind[kind]
    context = {
        "pitch": pitch,
        "section": section,
        "page": page(request, section.versions.select_related("edited_by__user"), size=20),
        "may_write": not pitch.edit_refusal(by=enrolment),
    }
    return render(request, "pitches/section_history.html", context)


@require_POST
@enrolled(Role.PARTICIPANT)
@says_why
def pitch_hand_in(request: Request, enrolment: Enrolment, group_id: int) -> HttpResponse:
    pitch = plan.hand_in(pitch=_readable_pitch(enrolment, group_id), by=enrolment)
    messages.success(request, _("Handed in. The trainer has been told, and the team can read your pitch."))
    return redirect(pitch)


@require_POST
@enrolled(Role.TRAINER)
@says_why
def pitch_reopen(request: Request, enrolment: Enrolment, group_id: int) -> HttpResponse:
    pitch = plan.reopen(pitch=_readable_pitch(enrolment, group_id), by=enrolment)
    messages.success(request, _("The group can write in its plan again."))
    return redirect(pitch.group)


def _group(enrolment: Enrolment, group_id: int) -> Group:
    groups = enrolment.cohort.groups.select_related("cohort").prefetch_related(seats())
    group: Group = get_object_or_404(groups, pk=group_id)
    return group


def _is_member(group: Group, enrolment: Enrolment) -> bool:
    return any(seat.enrolment_id == enrolment.pk for seat in group.seats.all())


def _pitch(enrolment: Enrolment, group: Group) -> Pitch:
    """Return the group's plan with all that a page shows; it is made at the first visit."""
    found = Pitch.objects.visible_to(enrolment).filter(group=group).with_sections()
    pitch: Pitch | None = found.first()
    if not pitch or len(pitch.by_kind) < len(SectionKind):
        plan.open_plan(group=group, by=enrolment)
        pitch = found.get()
    pitch.group = group
    return pitch


def _readable_pitch(enrolment: Enrolment, group_id: int) -> Pitch:
    """Return the plan for a member of the group or a trainer; others get 403, also after handing in."""
    group = _group(enrolment, group_id)
    if not (enrolment.is_trainer or _is_member(group, enrolment)):
        raise PermissionDenied
    return _pitch(enrolment, group)


def _start_writing(request: Request, enrolment: Enrolment, section: Section) -> HttpResponse:
    """Open the form, with an older text in it when the address asks for one, and tell who is busy."""
    if reason := section.pitch.edit_refusal(by=enrolment):
        messages.error(request, reason)
        return redirect(section.pitch.group)
    busy = section.busy_now
    section.occupy(enrolment)
    number = whole_number(request.GET.get("versie", ""))
    older = section.versions.filter(number=number).first() if number else None
    source = older.source if older else section.source
    context = {
        "pitch": section.pitch,
        "section": section,
        "older": older,
        "busy": busy if busy != enrolment else None,
        "form": SectionForm(initial={"source": source, "version": section.version}),
    }
    return render(request, "pitches/section.html", context)


def _show_or_leave(request: Request, enrolment: Enrolment, pitch: Pitch, form: BaseForm) -> HttpResponse:
    if reason := pitch.edit_refusal(by=enrolment):
        messages.error(request, reason)
        return redirect(pitch.group)
    return render_form(request, "pitches/plan_name.html", {"pitch": pitch, "form": form})
