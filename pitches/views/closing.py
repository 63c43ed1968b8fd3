"""The closing meeting for the trainer and on phones; what they share with the projector."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.once import once
from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from lib.access import signed_in
from lib.refusal import says_why
from pitches.actions import closing as actions
from pitches.forms.closing import ActForm, PaperForm, TipForm
from pitches.hall import Place
from pitches.models import Agreement, Ballot, Closing, Electorate, Pitch, Scene
from pitches.polling import VIEWS, WITH_TURNOUT, ticket
from pitches.views.ballot import RECEIPT, RECEIPT_SECONDS
from pitches.views.screen import result_context, screen_context

PACE = 1500  # milliseconds between two questions of a phone: never more than two seconds behind


@enrolled(Role.TRAINER)
def closing_control(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Show the trainer every button that makes sense now."""
    closing = Closing.of(enrolment.cohort)
    if closing.pk is None:
        closing = actions.prepare(cohort=enrolment.cohort, by=enrolment)
    return render(request, "pitches/closing.html", control_context(request, closing, enrolment))


def control_context(request: Request, closing: Closing, enrolment: Enrolment) -> dict[str, Any]:
    cohort, now = enrolment.cohort, timezone.now()
    ballot = cohort.ballots.newest()
    card, card_of_mt = Agreement.cards(cohort)
    order = closing.order()
    more = closing.beside(+1, order) is not None
    open_refusal = card.open_refusal(by=enrolment)
    return {
        "closing": closing,
        "order": order,
        "more": more,
        "all_given": closing.scene == Scene.TIPS and not (more or ballot or open_refusal),
        "ballot": ballot,
        "turnout": ballot.turnout_count() if ballot and ballot.is_open else 0,
        "card": card,
        "card_of_mt": card_of_mt,
        "open_refusal": open_refusal,
        "open_mt_refusal": card_of_mt.open_refusal(by=enrolment) if card_of_mt.pk else "-",
        "run_off_refusal": ballot.run_off_refusal(by=enrolment) if ballot else "-",
        "reveal_refusal": ballot.reveal_refusal(by=enrolment) if ballot and not ballot.is_open else "",
        "undo_refusal": closing.undo_refusal(),
        "undone": closing.deed_label,
        "version": closing.version,
        "stamp": Closing.stamp(cohort, turnout=True),
        "tickets": {view: ticket(cohort, view, request) for view in ("control", "panel")},
        "now": now,
        "phase": closing.phase(now),
    }


@require_POST
@enrolled(Role.TRAINER)
@says_why
def closing_act(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Do what a button says; of two trainers who press at once, the second hears that it was done."""
    form = ActForm(request.POST)
    if not form.is_valid():
        raise BadRequest("Not a button of ours.")
    closing = actions.prepare(cohort=enrolment.cohort, by=enrolment)
    data = form.cleaned_data
    done = actions.act(
        closing=closing, deed=form.deed, version=data["version"], value=data["value"], by=enrolment
    )
    if not done:
        messages.info(request, _too_late(Closing.of(enrolment.cohort), enrolment))
        return redirect("pitches:closing_control", team=enrolment.cohort.slug)
    # Past the head of the page: a keyboard goes on at the next button, a phone shows it.
    return redirect(f"{reverse('pitches:closing_control', args=[enrolment.cohort.slug])}#now")


def _too_late(closing: Closing, enrolment: Enrolment) -> str:
    """Say what happened between the page and the press."""
    if closing.deed_by is None or closing.deed_by == enrolment:
        return _("That had already been done. This is how it is now.")
    names = {"who": str(closing.deed_by), "deed": closing.deed_label}
    return _("Your button did nothing: %(who)s had just pressed “%(deed)s”. This is how it is now.") % names


@enrolled()
def closing_phone(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Follow the meeting on a phone. A receipt word is shown here once and then forgotten."""
    word = request.get_signed_cookie(RECEIPT, default="", max_age=RECEIPT_SECONDS)
    answer = render(request, "pitches/phone.html", phone_context(request, enrolment) | {"word": word})
    if word:
        answer.delete_cookie(RECEIPT, path=request.path, samesite="Strict")
    return answer


def phone_context(request: Request, enrolment: Enrolment) -> dict[str, Any]:
    """Gather what this person's phone shows now, and nothing of a result that is not shown yet."""
    closing = Closing.of(enrolment.cohort)
    ballot = enrolment.cohort.ballots.newest()
    return {
        "closing": closing,
        "stamp": closing.version,
        "ticket": ticket(enrolment.cohort, "phone", request),
        "pace": PACE,
        "tip_form": TipForm(),
        "tip_refusal": closing.tip_refusal(closing.pitch, by=enrolment) if closing.pitch else "",
        "order": [] if closing.pitch or ballot else closing.order(),
        "card": ballot.agreement if ballot else Agreement.current(enrolment.cohort, Electorate.PARTICIPANTS),
    } | (vote_context(ballot, enrolment) if ballot else {})


def vote_context(ballot: Ballot, enrolment: Enrolment) -> dict[str, Any]:
    """Gather what somebody sees of a vote: a paper when they may vote, the result as far as it is shown."""
    refusal = ballot.vote_refusal(by=enrolment)
    return {
        "ballot": ballot,
        "voted": bool(refusal) and ballot.has_voted(enrolment),
        "refusal": refusal,
        "form": None if refusal else PaperForm(ballot=ballot, by=enrolment),
        "counts": ballot.counter_id == enrolment.pk and not ballot.on_paper and not ballot.is_revealed,
    } | result_context(None if ballot.is_open else ballot)


@require_POST
@enrolled()
@says_why
def tip_create(request: Request, enrolment: Enrolment, pitch_id: int) -> HttpResponse:
    """Give the group that stands there a top, a tip or a question."""
    pitch = get_object_or_404(Pitch.objects.visible_to(enrolment).handed_in().whole(), pk=pitch_id)
    form = TipForm(request.POST)
    if not form.is_valid():
        closing = Closing.of(enrolment.cohort)
        return render(
            request, "pitches/phone_tip.html", {"form": form, "pitch": pitch, "closing": closing}, status=422
        )

    def give() -> str:
        data = form.cleaned_data
        closing = Closing.of(enrolment.cohort)
        actions.give_tip(closing=closing, pitch=pitch, kind=data["kind"], text=data["text"], by=enrolment)
        messages.success(request, _("Sent. The group answers it in its plan."))
        return reverse("pitches:closing_phone", args=[enrolment.cohort.slug])

    return once(request, give)


@enrolled()
def closing_poll(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Answer 204 while nothing changed, else the part of the page that did."""
    view = request.GET.get("view", "")
    if view not in VIEWS:
        raise BadRequest("Not a page of ours.")
    if view in {"control", "panel"} and not enrolment.is_trainer:
        raise PermissionDenied
    if request.GET.get("version") == Closing.stamp(enrolment.cohort, turnout=view in WITH_TURNOUT):
        # Without a new ticket every next question of this page would come through all doors again.
        return HttpResponse(status=204, headers={"X-Ticket": ticket(enrolment.cohort, view, request)})
    if view == "phone":
        return _phone_scene(request, enrolment)
    if view == "screen":
        return render(request, "pitches/screen.html#scene", screen_context(request, enrolment))
    context = control_context(request, Closing.of(enrolment.cohort), enrolment)
    return render(request, f"pitches/closing.html#{view}", context)


def _phone_scene(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Render what a phone shows now, and keep it for the others of the hall who see the same."""
    context = phone_context(request, enrolment)
    answer = render(request, "pitches/phone.html#scene", context)
    place: Place | None = getattr(request, "place", None)
    if place:
        place.keep(answer, team=enrolment.cohort_id, version=str(context["stamp"]))
    return answer


@signed_in
def closing_code(request: Request, code: str) -> HttpResponse:
    """Lead from the short address on the projector to the meeting."""
    found = (
        Closing.objects.visible_to(request.user).filter(code=code.upper()).select_related("cohort").first()
    )
    if found is None:
        return render(request, "pitches/code.html", {"code": code}, status=404)
    return redirect("pitches:closing_phone", team=found.cohort.slug)
