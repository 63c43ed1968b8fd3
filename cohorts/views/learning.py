"""Ticks: how far somebody is with a Ding. The lesson itself is a page of home."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cohorts import actions
from cohorts.access import Request, enrolled
from cohorts.forms.learning import KnownForm
from cohorts.models import Enrolment, Progress, Role
from dingen.models import Ding, Level
from lib.forms import render_form
from lib.numbers import number
from lib.refusal import local_path, says_why


@enrolled(Role.PARTICIPANT)
@require_POST
@says_why
def step_tick(request: Request, enrolment: Enrolment, slug: str, key: str) -> HttpResponse:
    """Tick a step (`done` is 1) or take the tick away (0)."""
    done = request.POST.get("done")
    if done not in {"0", "1"}:
        raise BadRequest("A tick is 1 or 0.")
    ding = _ding(enrolment, slug)
    actions.tick(enrolment=enrolment, ding=ding, step_key=key, done=done == "1", by=enrolment)
    return _back(request, enrolment, ding, f"#stap-{key}")


@enrolled(Role.PARTICIPANT)
@require_POST
@says_why
def ding_finish(request: Request, enrolment: Enrolment, slug: str) -> HttpResponse:
    """Call a Ding done, at `level` when it is given."""
    ding = _ding(enrolment, slug)
    actions.finish(enrolment=enrolment, ding=ding, by=enrolment, level=_level(request))
    messages.success(request, _("Done: %(ding)s. Your tile is filled.") % {"ding": ding})
    return _back(request, enrolment, ding)


@enrolled(Role.PARTICIPANT)
@require_POST
@says_why
def ding_reopen(request: Request, enrolment: Enrolment, slug: str) -> HttpResponse:
    ding = _ding(enrolment, slug)
    actions.reopen(enrolment=enrolment, ding=ding, by=enrolment)
    return _back(request, enrolment, ding)


@enrolled(Role.PARTICIPANT)
@require_POST
@says_why
def level_set(request: Request, enrolment: Enrolment, slug: str) -> HttpResponse:
    level = _level(request)
    if not level:
        raise BadRequest("No level.")
    ding = _ding(enrolment, slug)
    actions.choose_level(enrolment=enrolment, ding=ding, level=level, by=enrolment)
    return _back(request, enrolment, ding)


@enrolled(Role.PARTICIPANT)
@require_POST
@says_why
def ding_aside(request: Request, enrolment: Enrolment, slug: str) -> HttpResponse:
    """Set a Ding aside (`aside` is 1) or take it up again (0)."""
    ding, aside = _ding(enrolment, slug), request.POST.get("aside")
    if aside not in {"0", "1"}:
        raise BadRequest("Aside is 1 or 0.")
    if aside == "0":
        actions.take_back(enrolment=enrolment, ding=ding, by=enrolment)
        return _back(request, enrolment, ding)
    actions.set_aside(enrolment=enrolment, ding=ding, by=enrolment)
    messages.success(request, _("%(ding)s is set aside. It stays on your board.") % {"ding": ding})
    return redirect(enrolment.cohort)


@enrolled(Role.PARTICIPANT)
@says_why
def ding_known(request: Request, enrolment: Enrolment, slug: str) -> HttpResponse:
    """Show what I made with this Ding before, and skip it; it counts as done."""
    ding = _ding(enrolment, slug)
    mine = enrolment.progress.filter(ding=ding).first() or Progress(enrolment=enrolment, ding=ding)
    form = KnownForm(request.POST or None, initial={"shown": mine.shown})
    if form.is_valid():
        actions.skip(enrolment=enrolment, ding=ding, shown=form.cleaned_data["shown"], by=enrolment)
        messages.success(request, _("Done: %(ding)s. You knew it already.") % {"ding": ding})
        return _back(request, enrolment, ding)
    refusal = enrolment.learn_refusal(by=enrolment) or mine.skip_refusal()
    context = {"form": form, "ding": ding, "cohort": enrolment.cohort, "refusal": refusal}
    return render_form(request, "cohorts/ding_known.html", context)


@enrolled(Role.PARTICIPANT)
@require_POST
@says_why
def check_answer(request: Request, enrolment: Enrolment, slug: str, question_id: int) -> HttpResponse:
    """Answer a question of the lesson, for me alone; without a `choice` the answer is taken away."""
    ding, typed = _ding(enrolment, slug), request.POST.get("choice", "")
    choice = number(typed)
    if typed and choice is None:
        raise BadRequest("An answer is a number.")
    question = get_object_or_404(enrolment.cohort.revision_of(ding).questions.all(), pk=question_id)
    actions.answer_check(enrolment=enrolment, question=question, choice=choice, by=enrolment)
    return _back(request, enrolment, ding, f"#vraag-{question.position}")


def _ding(enrolment: Enrolment, slug: str) -> Ding:
    ding: Ding = get_object_or_404(enrolment.cohort.catalogue(), slug=slug)
    return ding


def _level(request: Request) -> str:
    level = request.POST.get("level", "")
    if level not in {"", *Level.values}:
        raise BadRequest("No such level.")
    return level


def _back(request: Request, enrolment: Enrolment, ding: Ding, place: str = "") -> HttpResponse:
    """Go on in the lesson, or on the page of ours that the form came from."""
    lesson = reverse("home:lesson_detail", kwargs={"team": enrolment.cohort.slug, "slug": ding.slug})
    return redirect(local_path(request, request.POST.get("next", ""), lesson) + place)
