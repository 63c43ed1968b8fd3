"""The pitches as everybody reads them: the list in its order, and one page for each."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role, Stage
from lib.forms import render_form
from lib.pdf import pdf_response
from lib.refusal import Refused, says_why
from pitches.actions import plan
from pitches.advice import rounds
from pitches.forms.plan import TipForm
from pitches.models import Pitch, SectionKind, TipState
from pitches.models.deadline import deadline, deadline_refusal
from pitches.models.plan import PitchQuerySet

ON_TOP = (SectionKind.MONEY, SectionKind.HOURS)


@enrolled()
def pitch_list(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Show what was handed in, in the order of the closing meeting; the trainer changes the order here."""
    pitches = Pitch.objects.visible_to(enrolment).with_people()
    handed_in = [pitch for pitch in pitches if pitch.is_handed_in]
    context = {
        "pitches": handed_in,
        "writing": [pitch for pitch in pitches if not pitch.is_handed_in],
        "may_order": enrolment.is_trainer and not enrolment.cohort.write_refusal() and len(handed_in) > 1,
        "decided": enrolment.cohort.stage >= Stage.DECISION,
        "moment": deadline(enrolment.cohort),
        "may_set_deadline": enrolment.is_trainer and not deadline_refusal(enrolment.cohort, by=enrolment),
        "own_group": enrolment.cohort.groups.filter(seats__enrolment=enrolment).first(),
    }
    return render(request, "pitches/pitch_list.html", context)


@enrolled()
def pitch_detail(request: Request, enrolment: Enrolment, pitch_id: int) -> HttpResponse:
    """Show the dossier: what it costs first, then the plan, the tips and the advice."""
    return render(request, "pitches/pitch_detail.html", _dossier(enrolment, pitch_id))


@enrolled()
def pitch_pdf(request: Request, enrolment: Enrolment, pitch_id: int) -> HttpResponse:
    """The same on paper: to take along, or to keep."""
    sheet = {"cohort": enrolment.cohort, "for_mt": enrolment.is_mt, "request": request}
    context = _dossier(enrolment, pitch_id) | sheet
    return pdf_response(request, "pitches/pitch_pdf.html", context, f"dossier-{pitch_id}")


def _dossier(enrolment: Enrolment, pitch_id: int) -> dict[str, Any]:
    pitch: Pitch = get_object_or_404(_readable(enrolment).with_decision(), pk=pitch_id)
    written = [section for section in pitch.questions if section.is_written]
    advice = rounds(enrolment.cohort)
    vote = advice[-1].ballot if advice else None
    return {
        "pitch": pitch,
        "on_top": [section for section in written if section.kind in ON_TOP],
        "sections": [section for section in written if section.kind not in ON_TOP],
        "tips": pitch.tips.select_related("author__user"),
        "may_answer": not pitch.tip_refusal(by=enrolment),
        "mine": pitch.has_member(enrolment),
        "advice": advice,
        "vote": vote,
        "won": vote is not None and vote.winner_id == pitch.pk,
        "decision": getattr(pitch.group.cohort, "decision", None),
        "answer": getattr(pitch, "answer", None),
    }


@require_POST
@enrolled(Role.TRAINER)
@says_why
def pitch_place(request: Request, enrolment: Enrolment, pitch_id: int) -> HttpResponse:
    """Put a pitch at the place that was asked for."""
    at = request.POST.get("place", "")
    if not at.isdecimal() or len(at) > 4:
        raise BadRequest("A place is a number.")
    plan.place(pitch=_pitch(enrolment, pitch_id), at=int(at), by=enrolment)
    return redirect("pitches:pitch_list", team=enrolment.cohort.slug)


@enrolled(Role.PARTICIPANT)
def tip_answer(request: Request, enrolment: Enrolment, pitch_id: int, tip_id: int) -> HttpResponse:
    """Let the group say what it does with a tip."""
    pitch = _pitch(enrolment, pitch_id)
    tip = get_object_or_404(pitch.tips.select_related("author__user"), pk=tip_id)
    initial = None if tip.state == TipState.OPEN else {"state": tip.state, "because": tip.because}
    form = TipForm(request.POST if request.method == "POST" else None, initial=initial)
    context = {"pitch": pitch, "tip": tip, "form": form, "refusal": pitch.tip_refusal(by=enrolment)}
    if not form.is_valid():
        return render_form(request, "pitches/pitch_tip.html", context)
    try:
        plan.answer_tip(tip=tip, by=enrolment, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_form(request, "pitches/pitch_tip.html", context)
    messages.success(request, _("Thank you. Your answer stands beside the tip."))
    return redirect(f"{pitch.get_absolute_url()}#tip-{tip.pk}")


def _pitch(enrolment: Enrolment, pitch_id: int) -> Pitch:
    pitch: Pitch = get_object_or_404(_readable(enrolment), pk=pitch_id)
    return pitch


def _readable(enrolment: Enrolment) -> PitchQuerySet:
    found: PitchQuerySet = Pitch.objects.visible_to(enrolment).whole()
    return found
