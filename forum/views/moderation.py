from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from forum.access import post_of
from forum.actions import hide, report as make_report, settle
from forum.forms import ReasonForm
from forum.models import ForumLog, Report
from lib.forms import render_form
from lib.pagination import page
from lib.refusal import Refused


@enrolled()
def post_hide(request: Request, enrolment: Enrolment, topic_id: int, number: int) -> HttpResponse:
    """The trainer hides a post; the reason stands in its place."""
    post = post_of(enrolment, topic_id, number)
    if not enrolment.is_trainer:
        raise PermissionDenied
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return redirect(hide(post=post, by=enrolment, reason=form.cleaned_data["reason"]))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render_form(request, "forum/post_hide.html", {"form": form, "post": post})


@enrolled()
def report_create(request: Request, enrolment: Enrolment, topic_id: int, number: int) -> HttpResponse:
    """Ask the trainer to look at a post."""
    post = post_of(enrolment, topic_id, number)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            make_report(post=post, by=enrolment, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Thank you. The trainer will look at it."))
            return redirect(post)
    return render_form(request, "forum/report_form.html", {"form": form, "post": post})


@enrolled(Role.TRAINER)
def report_list(request: Request, enrolment: Enrolment) -> HttpResponse:
    """The posts that somebody asks the trainer to look at, oldest first."""
    reports = Report.objects.visible_to(enrolment).open().for_a_list()
    request.user.notifications.under(request.path).mark_read()
    return render(request, "forum/report_list.html", {"page": page(request, reports, 30)})


@require_POST
@enrolled(Role.TRAINER)
def report_handle(request: Request, enrolment: Enrolment, report_id: int) -> HttpResponse:
    report = get_object_or_404(Report.objects.visible_to(enrolment), pk=report_id)
    settle(report=report, by=enrolment)
    return redirect("forum:report_list", team=enrolment.cohort.slug)


@enrolled(Role.TRAINER)
def log_list(request: Request, enrolment: Enrolment) -> HttpResponse:
    """What was moved, closed, hidden and put back in this forum, newest first."""
    entries = ForumLog.objects.visible_to(enrolment).for_a_list()
    return render(request, "forum/log_list.html", {"page": page(request, entries, 50)})
