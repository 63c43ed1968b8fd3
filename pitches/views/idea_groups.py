"""From an idea to a group: a new one of who joined, or one that is there already."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.once import once
from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Group
from lib.forms import render_form
from lib.numbers import number as whole_number
from lib.refusal import Refused, says_why
from pitches.actions import ideas
from pitches.forms.ideas import GroupOfIdeaForm
from pitches.views.ideas import LEARNERS, idea_of


@enrolled(*LEARNERS)
def idea_group(request: Request, enrolment: Enrolment, idea_id: int) -> HttpResponse:
    """Make a group of who joined the idea, with a name and a helper."""
    idea = idea_of(enrolment, idea_id)
    form = GroupOfIdeaForm(request.POST if request.method == "POST" else None, idea=idea)
    context = {"form": form, "idea": idea}
    if request.method != "POST" and (reason := idea.group_refusal(by=enrolment)):
        messages.error(request, reason)
        return redirect(idea)
    if not form.is_valid():
        return render_form(request, "pitches/idea_group.html", context)

    def make() -> Group:
        group = ideas.make_group(idea=idea, by=enrolment, **form.cleaned_data)
        messages.success(request, _("The group is there, and your idea is the start of its plan."))
        return group

    try:
        return once(request, make)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_form(request, "pitches/idea_group.html", context)


@require_POST
@enrolled(*LEARNERS)
@says_why
def idea_take(request: Request, enrolment: Enrolment, idea_id: int) -> HttpResponse:
    """Let a group that is there already work on the idea."""
    idea = idea_of(enrolment, idea_id)
    asked = whole_number(request.POST.get("group", "")) or 0
    group = get_object_or_404(enrolment.cohort.groups.select_related("cohort"), pk=asked)
    ideas.take(idea=idea, group=group, by=enrolment)
    messages.success(request, _("%(group)s works on this idea now.") % {"group": group})
    return redirect(idea)


@require_POST
@enrolled(*LEARNERS)
@says_why
def idea_release(request: Request, enrolment: Enrolment, idea_id: int) -> HttpResponse:
    """Put the idea of a group back on the wall."""
    return redirect(ideas.release(idea=idea_of(enrolment, idea_id), by=enrolment))
