"""One section of a plan: writing it, its history, and what the group and the trainer say of it."""

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.once import once
from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from dingen.diff import Comparer, Piece
from lib.forms import render_form
from lib.numbers import number as whole_number
from lib.pagination import page
from lib.refusal import Refused, says_why
from pitches.actions import plan, talk
from pitches.forms.plan import SectionCommentForm, SectionForm
from pitches.models import Section, SectionKind, SectionVersion
from pitches.models.sections import MOST_ROWS
from pitches.views.plan import readable_pitch


@enrolled(Role.PARTICIPANT)
def section_edit(request: Request, enrolment: Enrolment, group_id: int, kind: SectionKind) -> HttpResponse:
    """Write a section. A newer text of somebody else is shown beside one's own, with status 409."""
    pitch = readable_pitch(enrolment, group_id)
    section = pitch.by_kind[kind]
    if request.method != "POST":
        return _start_writing(request, enrolment, section)
    form = SectionForm(request.POST, section=section)
    context = {"pitch": pitch, "section": section, "form": form}
    if request.POST.get("act") == "rows":
        context["form"] = with_more_lines(request, section)
        return render(request, "pitches/section.html", context)
    if not form.is_valid():
        return render(request, "pitches/section.html", context, status=422)
    source, version = form.cleaned_data["source"], form.cleaned_data["version"]
    try:
        plan.save_section(section=section, by=enrolment, source=source, version=version, more=form.more)
    except plan.Stale:
        section.refresh_from_db()
        context["theirs"] = section
        context["form"] = form.again(section)
        return render(request, "pitches/section.html", context, status=409)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_form(request, "pitches/section.html", context)
    messages.success(request, _("Saved: %(section)s.") % {"section": section.get_kind_display()})
    return redirect(pitch.group)


@enrolled(Role.PARTICIPANT, Role.TRAINER)
def section_history(request: Request, enrolment: Enrolment, group_id: int, kind: SectionKind) -> HttpResponse:
    """Show every text that was ever saved in a section."""
    pitch = readable_pitch(enrolment, group_id, lean=True)
    section = pitch.by_kind[kind]
    shown = page(request, section.versions.select_related("edited_by__user"), size=10)
    context = {
        "pitch": pitch,
        "section": section,
        "page": shown,
        "texts": compared(section, list(shown)),
        "may_write": not pitch.edit_refusal(by=enrolment),
    }
    return render(request, "pitches/section_history.html", context)


class Compared(NamedTuple):
    """A version, and how it differs from the one before; no pieces for the first."""

    version: SectionVersion
    pieces: tuple[Piece, ...]


def compared(section: Section, versions: list[SectionVersion]) -> list[Compared]:
    """Return these versions, newest first, each beside the one before it."""
    if not versions:
        return []
    before = section.versions.filter(number__lt=versions[-1].number).first()
    comparer = Comparer()
    return [
        Compared(new, comparer.pieces(old.words, new.words) if old else ())
        for new, old in zip(versions, [*versions[1:], before], strict=True)
    ]


@enrolled(Role.PARTICIPANT, Role.TRAINER)
def section_talk(request: Request, enrolment: Enrolment, group_id: int, kind: SectionKind) -> HttpResponse:
    """Show what was said of a section, and let the group and the trainer say more."""
    pitch = readable_pitch(enrolment, group_id)
    section = pitch.by_kind[kind]
    section.pitch = pitch
    form = SectionCommentForm(request.POST if request.method == "POST" else None)
    context = {
        "pitch": pitch,
        "section": section,
        "form": form,
        "comments": section.comments.select_related("author__user"),
        "refusal": pitch.comment_refusal(by=enrolment),
    }
    if not form.is_valid():
        return render_form(request, "pitches/section_talk.html", context)
    here = {"team": enrolment.cohort.slug, "group_id": group_id, "kind": kind}
    path = reverse("pitches:section_talk", kwargs=here)

    def say() -> str:
        made = talk.comment(section=section, text=form.cleaned_data["text"], path=path, by=enrolment)
        return f"{path}#reactie-{made.pk}"

    try:
        return once(request, say)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_form(request, "pitches/section_talk.html", context)


@require_POST
@enrolled(Role.PARTICIPANT, Role.TRAINER)
@says_why
def comment_take_back(
    request: Request, enrolment: Enrolment, group_id: int, kind: SectionKind, comment_id: int
) -> HttpResponse:
    """Take one's own comment back."""
    pitch = readable_pitch(enrolment, group_id)
    section = pitch.by_kind[kind]
    comment = get_object_or_404(
        section.comments.select_related("section__pitch__group__cohort"), pk=comment_id
    )
    talk.take_back(comment=comment, by=enrolment)
    return redirect("pitches:section_talk", team=enrolment.cohort.slug, group_id=group_id, kind=kind)


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
    more = older.more if older and older.more else None
    context = {
        "pitch": section.pitch,
        "section": section,
        "older": older,
        "busy": busy if busy != enrolment else None,
        "form": SectionForm(
            section=section, more=more, initial={"source": source, "version": section.version}
        ),
    }
    return render(request, "pitches/section.html", context)


def with_more_lines(request: Request, section: Section) -> SectionForm:
    """Return the form as it was typed, with three lines more."""
    data = request.POST.copy()
    lines = whole_number(data.get("rows-TOTAL_FORMS", "")) or 0
    data["rows-TOTAL_FORMS"] = str(min(lines + 3, MOST_ROWS))
    return SectionForm(data, section=section)
