from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.once import once
from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from forum.access import ding_of, merged_topic, topic_of
from forum.drafts import waiting
from forum.forms import ReplyForm, TopicForm
from forum.models import Report, Topic, TopicKind
from forum.pages import audience_cards, conversation, topics_per_ding
from forum.people import helps
from forum.preview import asked, preview_of
from forum.quoting import above
from forum.start import Start
from lib.forms import render_form
from lib.pagination import page
from lib.refusal import Refused, local_path


@enrolled(Role.PARTICIPANT, Role.TRAINER)
def topic_list(request: Request, enrolment: Enrolment) -> HttpResponse:
    """The talk of the team: all of it, the open questions, or what is about one Ding."""
    if enrolment.cohort.is_alone:
        return redirect("forum:logbook", team=enrolment.cohort.slug)
    visible = Topic.objects.visible_to(enrolment)
    shown = request.GET.get("toon", "")
    ding = ding_of(enrolment, request.GET["ding"]) if request.GET.get("ding") else None
    unread = visible.unread_by(enrolment)
    tabs = {"vragen": visible.open_questions(), "nieuw": unread}
    topics = visible.about(ding) if ding else tabs.get(shown, visible)
    context: dict[str, Any] = {
        "shown": "ding" if ding else shown,
        "ding": ding,
        "helps": helps(enrolment),
        "write_refusal": enrolment.cohort.write_refusal(),
        "questions": visible.open_questions().count(),
        "unread_topics": unread.count(),
        "reports": Report.objects.visible_to(enrolment).open().count() if enrolment.is_trainer else 0,
    }
    if shown == "dingen" and not ding:
        return render(request, "forum/ding_list.html", context | {"rows": topics_per_ding(enrolment)})
    if not context["shown"]:
        context["drafts"] = waiting(enrolment)
    rows = page(request, topics.with_seen(enrolment).for_a_list(), 30)
    return render(request, "forum/topic_list.html", context | {"page": rows})


@enrolled(Role.PARTICIPANT, Role.TRAINER)
def topic_create(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Write a topic; the address, or the form of a lesson, says what it is about."""
    start = Start.of(request, enrolment)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TopicForm(*data, enrolment=enrolment, start=start)

    def post() -> str:
        topic = form.save()
        address = topic.get_absolute_url()
        link = format_html('<a href="{}">{}</a>', address, gettext("See your message"))
        alone = enrolment.cohort.is_alone
        said = gettext("It is in your logbook.") if alone else gettext("Your message is in the forum.")
        messages.success(request, format_html("{} {}", said, link))
        return local_path(request, start.next, address)

    previewing = asked(request)
    if form.is_valid() and not previewing:
        try:
            return once(request, post)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "preview": preview_of(request, enrolment) if previewing else None,
        "start": start,
        "audiences": audience_cards(enrolment, form.audiences(), form["audience"].value()),
        "kinds": [kind for kind in TopicKind if kind != TopicKind.ANNOUNCEMENT or enrolment.is_trainer],
        "write_refusal": enrolment.cohort.write_refusal(),
    }
    return render_form(request, "forum/topic_form.html", context)


@enrolled()
def topic_detail(request: Request, enrolment: Enrolment, topic_id: int) -> HttpResponse:
    """A conversation, fifty posts a page, with the form to reply."""
    try:
        topic = topic_of(enrolment, topic_id)
    except Http404:
        return redirect(merged_topic(enrolment, topic_id))
    form = ReplyForm(enrolment=enrolment, place=f"topic:{topic.pk}")
    if number := request.GET.get("citeer"):
        form.initial["text"] = above(form.draft.text, topic, number, reader=enrolment)
    context = conversation(topic, enrolment, request.GET.get("pagina"))
    return render(request, "forum/topic_detail.html", context | {"form": form})


@require_POST
@enrolled(Role.PARTICIPANT, Role.TRAINER)
def topics_read(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Put away everything that is new, also what was not opened, and what was told about it."""
    forum = reverse("forum:topic_list", kwargs={"team": enrolment.cohort.slug})
    Topic.objects.visible_to(enrolment).unread_by(enrolment).mark_read(by=enrolment)
    request.user.notifications.under(forum).mark_read()
    messages.success(request, gettext("All of it counts as read now."))
    return redirect(forum)


@require_POST
@enrolled()
def topic_follow(request: Request, enrolment: Enrolment, topic_id: int) -> HttpResponse:
    topic = topic_of(enrolment, topic_id)
    topic.set_follow(by=enrolment, muted=request.POST.get("follow") != "yes")
    return redirect(topic)
