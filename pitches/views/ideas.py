"""The wall of ideas of a team. The MT does not come here: an idea is not a plan yet."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.once import once
from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from lib.forms import render_form
from lib.pagination import page
from lib.refusal import Refused, says_why
from pitches.actions import ideas
from pitches.forms.ideas import CommentForm, HideForm, IdeaForm
from pitches.models import Idea, IdeaComment
from pitches.models.ideas import add_refusal

LEARNERS = (Role.PARTICIPANT, Role.TRAINER)


@enrolled(*LEARNERS)
def idea_list(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Show the wall; what still looks for a group comes first."""
    wall = Idea.objects.visible_to(enrolment).for_the_wall(enrolment)
    context = {
        "page": page(request, wall, size=20),
        "closed": add_refusal(enrolment.cohort, by=enrolment),
        "seated": hasattr(enrolment, "seat"),
        "joined": getattr(enrolment, "join", None),
    }
    return render(request, "pitches/idea_list.html", context)


@enrolled(*LEARNERS)
def idea_create(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Put an idea on the wall."""
    may_join = enrolment.is_participant and not hasattr(enrolment, "seat") and not hasattr(enrolment, "join")
    form = IdeaForm(request.POST if request.method == "POST" else None, may_join=may_join)
    if request.method != "POST" and (reason := add_refusal(enrolment.cohort, by=enrolment)):
        messages.error(request, reason)
        return redirect(wall_of(enrolment))
    if not form.is_valid():
        return render_form(request, "pitches/idea_form.html", {"form": form})

    def put() -> Idea:
        messages.success(request, _("Your idea is on the wall. Your team can read it now."))
        return ideas.add(cohort=enrolment.cohort, by=enrolment, **form.cleaned_data)

    try:
        return once(request, put)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_form(request, "pitches/idea_form.html", {"form": form})


@enrolled(*LEARNERS)
def idea_edit(request: Request, enrolment: Enrolment, idea_id: int) -> HttpResponse:
    """Let the author say it better."""
    idea = idea_of(enrolment, idea_id)
    form = IdeaForm(request.POST if request.method == "POST" else None, instance=idea)
    if request.method != "POST" and (reason := idea.edit_refusal(by=enrolment)):
        messages.error(request, reason)
        return redirect(idea)
    if not form.is_valid():
        return render_form(request, "pitches/idea_form.html", {"form": form, "idea": idea})
    try:
        ideas.edit(idea=idea, by=enrolment, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_form(request, "pitches/idea_form.html", {"form": form, "idea": idea})
    messages.success(request, _("Saved."))
    return redirect(idea)


@enrolled(*LEARNERS)
def idea_detail(request: Request, enrolment: Enrolment, idea_id: int) -> HttpResponse:
    """Show an idea with who backs it, who joins and what is said of it."""
    return render(request, "pitches/idea_detail.html", detail_context(enrolment, idea_id, CommentForm()))


def detail_context(enrolment: Enrolment, idea_id: int, form: CommentForm) -> dict[str, Any]:
    """Gather what the page of an idea shows this person."""
    idea = get_object_or_404(Idea.objects.visible_to(enrolment).for_the_wall(enrolment), pk=idea_id)
    group = enrolment.seat.group if hasattr(enrolment, "seat") else None
    return {
        "idea": idea,
        "form": form,
        "comments": idea.comments.select_related("author__user"),
        "mine": idea.author_id == enrolment.pk,
        "closed": add_refusal(enrolment.cohort, by=enrolment),
        "may_edit": not idea.edit_refusal(by=enrolment),
        "may_hide": not idea.hide_refusal(by=enrolment),
        "may_say": not idea.say_refusal(by=enrolment),
        "may_group": not idea.group_refusal(by=enrolment),
        "may_release": bool(idea.group) and not idea.release_refusal(by=enrolment),
        "takers": takers(idea, enrolment),
        "seated": group is not None,
        "joined": getattr(enrolment, "join", None),
    }


def takers(idea: Idea, enrolment: Enrolment) -> list[Any]:
    """The groups for which this person may take the idea: the own one, for a trainer all without one."""
    if add_refusal(idea.cohort, by=enrolment) or idea.free_refusal():
        return []
    groups = idea.cohort.groups.filter(from_idea=None)
    return list(groups if enrolment.is_trainer else groups.filter(seats__enrolment=enrolment))


@require_POST
@enrolled(*LEARNERS)
@says_why
def idea_support(request: Request, enrolment: Enrolment, idea_id: int) -> HttpResponse:
    """Back an idea, or not any more."""
    idea = idea_of(enrolment, idea_id)
    ideas.support(idea=idea, on=switch(request), by=enrolment)
    return redirect(back(request, idea))


@require_POST
@enrolled(*LEARNERS)
@says_why
def idea_join(request: Request, enrolment: Enrolment, idea_id: int) -> HttpResponse:
    """Join an idea, or not any more."""
    idea = idea_of(enrolment, idea_id)
    if switch(request):
        ideas.join(idea=idea, by=enrolment)
        messages.success(request, _("You have joined: %(idea)s.") % {"idea": idea})
    else:
        ideas.leave(idea=idea, by=enrolment)
    return redirect(back(request, idea))


@require_POST
@enrolled(*LEARNERS)
@says_why
def idea_withdraw(request: Request, enrolment: Enrolment, idea_id: int) -> HttpResponse:
    """Take one's own idea off the wall, or put it back."""
    idea = idea_of(enrolment, idea_id)
    (ideas.put_back if switch(request) else ideas.withdraw)(idea=idea, by=enrolment)
    return redirect(idea)


@enrolled(Role.TRAINER)
def idea_hide(request: Request, enrolment: Enrolment, idea_id: int) -> HttpResponse:
    """Let a trainer take an idea off the wall and say why."""
    idea = idea_of(enrolment, idea_id)
    form = HideForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "idea": idea, "what": idea.title}
    if not form.is_valid():
        return render_form(request, "pitches/idea_hide.html", context)
    try:
        ideas.hide(idea=idea, because=form.cleaned_data["because"], by=enrolment)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_form(request, "pitches/idea_hide.html", context)
    messages.success(request, _("Hidden. Who wrote it reads why."))
    return redirect(idea)


@require_POST
@enrolled(Role.TRAINER)
@says_why
def idea_show(request: Request, enrolment: Enrolment, idea_id: int) -> HttpResponse:
    """Let everybody see a hidden idea again."""
    return redirect(ideas.show(idea=idea_of(enrolment, idea_id), by=enrolment))


@require_POST
@enrolled(*LEARNERS)
def comment_create(request: Request, enrolment: Enrolment, idea_id: int) -> HttpResponse:
    """Say something of an idea; what does not fit stays in the form."""
    idea, form = idea_of(enrolment, idea_id), CommentForm(request.POST)
    if form.is_valid():

        def say() -> str:
            made = ideas.comment(idea=idea, text=form.cleaned_data["text"], by=enrolment)
            return f"{idea.get_absolute_url()}#reactie-{made.pk}"

        try:
            return once(request, say)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render_form(request, "pitches/idea_detail.html", detail_context(enrolment, idea_id, form))


@enrolled(*LEARNERS)
def comment_remove(request: Request, enrolment: Enrolment, idea_id: int, comment_id: int) -> HttpResponse:
    """Let an author take a comment back with one button, and a trainer hide one with a reason."""
    idea = idea_of(enrolment, idea_id)
    comment: IdeaComment = get_object_or_404(idea.comments.filter(hidden_at=None), pk=comment_id)
    own = comment.author_id == enrolment.pk
    form = HideForm(request.POST if request.method == "POST" else None)
    if own:
        del form.fields["because"]
    context = {"form": form, "idea": idea, "what": comment.text, "own": own}
    refusal = comment.remove_refusal(by=enrolment)
    if refusal or (request.method != "POST" or not form.is_valid()):
        if refusal:
            messages.error(request, refusal)
            return redirect(idea)
        return render_form(request, "pitches/idea_hide.html", context)
    ideas.remove_comment(comment=comment, because=form.cleaned_data.get("because", ""), by=enrolment)
    return redirect(idea)


def idea_of(enrolment: Enrolment, idea_id: int) -> Idea:
    """Return an idea that this person sees."""
    found = Idea.objects.visible_to(enrolment).select_related("cohort", "author__user", "group")
    idea: Idea = get_object_or_404(found, pk=idea_id)
    return idea


def switch(request: Request) -> bool:
    """Whether the button says on or off. Raises BadRequest for anything else."""
    said = request.POST.get("on", "")
    if said not in {"1", "0"}:
        raise BadRequest("Neither on nor off.")
    return said == "1"


def back(request: Request, idea: Idea) -> str:
    """The wall when the button stood there, else the page of the idea."""
    wall = wall_of(request.enrolment)
    return f"{wall}#idee-{idea.pk}" if request.POST.get("from") == "wall" else idea.get_absolute_url()


def wall_of(enrolment: Enrolment) -> str:
    return reverse("pitches:idea_list", args=[enrolment.cohort.slug])
