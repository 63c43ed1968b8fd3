"""What helps while somebody writes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from forum.access import topic_of
from forum.mentions import may_be_named, suggest
from forum.preview import preview_of


@enrolled(Role.PARTICIPANT, Role.TRAINER)
def mention_suggest(request: Request, enrolment: Enrolment, topic_id: int | None = None) -> HttpResponse:
    """Names after an @: of who may read this topic, or of the team when the topic is new. 204 for none."""
    topic = topic_of(enrolment, topic_id) if topic_id is not None else None
    names = suggest(may_be_named(enrolment, topic), request.GET.get("q", ""), to=enrolment)
    return render(request, "forum/suggestions.html", {"names": names}, status=200 if names else 204)


@require_POST
@enrolled(Role.PARTICIPANT, Role.TRAINER)
def text_preview(request: Request, enrolment: Enrolment, topic_id: int | None = None) -> HttpResponse:
    """A text as it will stand in a topic, or in a new one; a piece of a page. 422 with the reason for none.

    Without JavaScript the page of the form itself shows the preview (forum.preview.asked).
    """
    topic = topic_of(enrolment, topic_id) if topic_id is not None else None
    preview = preview_of(request, enrolment, topic)
    status = 422 if preview.refusal else 200
    return render(request, "forum/preview.html", {"preview": preview}, status=status)
