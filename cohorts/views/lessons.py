"""Lessons that got a new text after the team began: the trainer says when the team goes on with it.

Who follows a programme alone says so for themselves.
"""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from cohorts import actions
from cohorts.access import CohortView, Request, enrolled
from cohorts.models import Cohort, Enrolment, PlanItem, Role
from cohorts.revisions import NewText, begun_by
from lib.access import View
from lib.refusal import says_why


def chooses_texts[**P](view: CohortView[P]) -> View:
    """Let in the trainer, and the one person of a team of one."""

    @enrolled(Role.TRAINER, Role.PARTICIPANT)
    @wraps(view)
    def guarded(request: Request, enrolment: Enrolment, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not enrolment.is_trainer and not enrolment.cohort.is_alone:
            raise PermissionDenied
        return view(request, enrolment, *args, **kwargs)

    return guarded


@chooses_texts
@says_why
def revision_list(request: Request, enrolment: Enrolment) -> HttpResponse:
    """List the Dingen with a newer text; a POST accepts all that were shown."""
    cohort = enrolment.cohort
    if request.method == "POST":
        accepted = actions.accept_texts(cohort=cohort, seen=_seen(request), by=enrolment)
        if accepted:
            messages.success(request, _accepted_text(cohort, accepted))
        if cohort.plan.outdated().exists():
            messages.warning(request, _("There is a newer text since you looked. Look once more."))
        return redirect("cohorts:revision_list", team=cohort.slug)
    items = list(cohort.plan.outdated().with_numbers())
    begun = begun_by(cohort, items)
    rows = [{"item": item, "begun": begun.get(item.ding_id, 0)} for item in items]
    refusal = cohort.texts_refusal(by=enrolment)
    return render(request, "cohorts/lesson_list.html", {"cohort": cohort, "rows": rows, "refusal": refusal})


@chooses_texts
@says_why
def revision_accept(request: Request, enrolment: Enrolment, slug: str) -> HttpResponse:
    """Show what a new text changes for this team; a POST accepts the text that was shown."""
    cohort = enrolment.cohort
    if request.method == "POST":
        return _accept(request, enrolment, slug)
    item: PlanItem = get_object_or_404(
        cohort.plan.select_related("revision", "ding__revision"), ding__slug=slug
    )
    context: dict[str, object] = {"cohort": cohort, "item": item, "ding": item.ding}
    if item.is_outdated:
        context |= {"text": NewText.of(item), "refusal": cohort.texts_refusal(by=enrolment)}
    return render(request, "cohorts/lesson_new_text.html", context)


def _accept(request: Request, enrolment: Enrolment, slug: str) -> HttpResponse:
    cohort, seen = enrolment.cohort, _seen(request)
    item: PlanItem = get_object_or_404(cohort.plan.select_related("ding"), ding__slug=slug)
    own = [key for key in seen if key == item.ding.revision_id]
    accepted = actions.accept_texts(cohort=cohort, seen=own, by=enrolment)
    item.refresh_from_db()
    if item.is_outdated:
        messages.warning(request, _("There is a newer text since you looked. Look once more."))
        return redirect("cohorts:revision_accept", team=cohort.slug, slug=slug)
    messages.success(request, _accepted_text(cohort, accepted or [item]))
    rest = cohort.plan.outdated().exists()
    return redirect(reverse("cohorts:revision_list", kwargs={"team": cohort.slug}) if rest else cohort)


def _accepted_text(cohort: Cohort, items: list[PlanItem]) -> str:
    if cohort.is_alone:
        return _("You go on with the new text. All ticks are still there.")
    return ngettext(
        "Your team works with the new text of %(ding)s. All ticks are still there.",
        "Your team works with the new text of %(n)d Dingen. All ticks are still there.",
        len(items),
    ) % {"ding": items[0].ding, "n": len(items)}


def _seen(request: Request) -> list[int]:
    """The keys of the revisions that the page showed."""
    try:
        return [int(key) for key in request.POST.getlist("revision")]
    except ValueError:
        raise BadRequest("A revision is a number.") from None
