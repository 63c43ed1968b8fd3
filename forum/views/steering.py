from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.once import once
from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from forum.access import topic_of
from forum.actions import steer
from forum.forms import MergeForm, MoveForm, SplitForm, WidenForm
from forum.models import Topic
from lib.forms import render_form
from lib.refusal import Refused, says_why


@require_POST
@enrolled()
@says_why
def topic_steer(request: Request, enrolment: Enrolment, topic_id: int) -> HttpResponse:
    """The trainer pins or closes a topic, or undoes that."""
    topic = topic_of(enrolment, topic_id)
    return redirect(steer(topic=topic, act=request.POST.get("act", ""), by=enrolment))


@enrolled(Role.TRAINER)
def topic_move(request: Request, enrolment: Enrolment, topic_id: int) -> HttpResponse:
    """Another Ding, kind or title for a topic."""
    topic = topic_of(enrolment, topic_id)
    form = MoveForm(request.POST if request.method == "POST" else None, topic=topic)
    if form.is_valid():
        try:
            return redirect(form.save(by=enrolment))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render_form(request, "forum/topic_move.html", {"form": form, "topic": topic})


@enrolled(Role.TRAINER)
def topic_split(request: Request, enrolment: Enrolment, topic_id: int) -> HttpResponse:
    """Some replies get a topic of their own."""
    topic = topic_of(enrolment, topic_id)
    form = SplitForm(request.POST if request.method == "POST" else None, topic=topic)
    if form.is_valid():
        try:
            return once(request, lambda: form.save(by=enrolment))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render_form(request, "forum/topic_split.html", {"form": form, "topic": topic})


@enrolled(Role.TRAINER)
def topic_merge(request: Request, enrolment: Enrolment, topic_id: int) -> HttpResponse:
    """The posts go to another topic with the same readers."""
    topic = topic_of(enrolment, topic_id)
    others = Topic.objects.visible_to(enrolment).fit_to_join(topic)
    form = MergeForm(request.POST if request.method == "POST" else None, topic=topic, others=others)
    if form.is_valid():
        try:
            return redirect(form.save(by=enrolment))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render_form(request, "forum/topic_merge.html", {"form": form, "topic": topic})


@enrolled()
def topic_widen(request: Request, enrolment: Enrolment, topic_id: int) -> HttpResponse:
    """Who wrote a topic shows it to more people."""
    topic = topic_of(enrolment, topic_id)
    if topic.author_id != enrolment.pk:
        raise PermissionDenied
    form = WidenForm(request.POST if request.method == "POST" else None, topic=topic, by=enrolment)
    if form.is_valid():
        try:
            widened = form.save()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Done. %(who)s.") % {"who": widened.read_by})
            return redirect(widened)
    context = {"form": form, "topic": topic, "refusal": topic.widen_refusal(by=enrolment)}
    return render_form(request, "forum/topic_widen.html", context)
