"""The slides of a pitch: one page each, for the room and for whoever reads at home; and the PDF."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from lib import files
from lib.forms import render_form
from lib.refusal import Refused, says_why
from pitches.actions import slides
from pitches.forms.plan import PdfForm
from pitches.models import Pitch
from pitches.models.slides import Shown, slide_of
from pitches.views.plan import readable_pitch


@enrolled()
def slide_show(request: Request, enrolment: Enrolment, pitch_id: int, slide: int) -> HttpResponse:
    """Show one slide large; its notes only to the group and the trainer."""
    pitch = _pitch(enrolment, pitch_id)
    shown = slide_of(pitch, slide)
    if shown is None:
        raise Http404
    context = _around(pitch, shown, enrolment)
    return render(request, "pitches/slide.html", context)


@enrolled()
def slide_speaker(request: Request, enrolment: Enrolment, pitch_id: int, slide: int) -> HttpResponse:
    """Show the slide, the next one and the notes, in a window that goes along with the one for the room."""
    pitch = _pitch(enrolment, pitch_id)
    shown = slide_of(pitch, slide)
    if shown is None:
        raise Http404
    if not _may_speak(pitch, enrolment):
        raise PermissionDenied
    context = _around(pitch, shown, enrolment) | {"coming": slide_of(pitch, slide + 1)}
    return render(request, "pitches/slide_speaker.html", context)


def _may_speak(pitch: Pitch, enrolment: Enrolment) -> bool:
    """Whether the notes are for this person: the group and the trainer."""
    return enrolment.is_trainer or pitch.has_member(enrolment)


def _around(pitch: Pitch, shown: Shown, enrolment: Enrolment) -> dict[str, Any]:
    """Return what both windows show of a slide; its notes only to who may speak."""
    may_speak = _may_speak(pitch, enrolment)
    return {
        "pitch": pitch,
        "shown": shown,
        "may_speak": may_speak,
        "notes": shown.notes if may_speak else "",
        "back": (pitch.group if pitch.has_member(enrolment) else pitch).get_absolute_url(),
        "previous": shown.number - 1,
        "next": shown.number + 1 if shown.number < pitch.slide_count else 0,
    }


@enrolled()
def slide_picture(request: Request, enrolment: Enrolment, pitch_id: int, slide: int) -> HttpResponse:
    """Serve the picture of a page of the PDF, to who may read the pitch."""
    shown = slide_of(_pitch(enrolment, pitch_id), slide)
    if shown is None or shown.picture is None:
        raise Http404
    name = f"dia-{slide}.webp"
    return files.serve(shown.picture.stored_as, content_type="image/webp", name=name)  # type: ignore[return-value]


@enrolled()
def pdf_detail(request: Request, enrolment: Enrolment, pitch_id: int) -> HttpResponse:
    """Serve the PDF itself, to keep."""
    pdf = getattr(_pitch(enrolment, pitch_id), "pdf", None)
    if pdf is None:
        raise Http404
    return files.serve(pdf.stored_as, content_type="application/pdf", name=pdf.name)  # type: ignore[return-value]


@enrolled(Role.PARTICIPANT)
def pdf_put(request: Request, enrolment: Enrolment, group_id: int) -> HttpResponse:
    """Let the group choose a PDF; what cannot be shown is refused with a sentence."""
    pitch = readable_pitch(enrolment, group_id)
    if reason := pitch.edit_refusal(by=enrolment):
        messages.error(request, reason)
        return redirect(pitch.group)
    form = PdfForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    context = {"pitch": pitch, "form": form}
    if not form.is_valid():
        return render_form(request, "pitches/slides_pdf.html", context)
    document, pages = form.cleaned_data["file"]
    try:
        slides.put_pdf(pitch=pitch, document=document, pages=pages, by=enrolment)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_form(request, "pitches/slides_pdf.html", context)
    messages.success(request, _("Your slides are there. Click through them once."))
    return redirect("pitches:slide_show", team=enrolment.cohort.slug, pitch_id=pitch.pk, slide=1)


@require_POST
@enrolled(Role.PARTICIPANT)
@says_why
def pdf_drop(request: Request, enrolment: Enrolment, group_id: int) -> HttpResponse:
    """Take the PDF away; the written slides show again."""
    pitch = readable_pitch(enrolment, group_id)
    slides.drop_pdf(pitch=pitch, by=enrolment)
    messages.success(request, _("The PDF is gone. Your written slides show again."))
    return redirect(pitch.group)


def _pitch(enrolment: Enrolment, pitch_id: int) -> Pitch:
    pitch: Pitch = get_object_or_404(Pitch.objects.visible_to(enrolment).with_people(), pk=pitch_id)
    return pitch
