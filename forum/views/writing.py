"""What helps while somebody writes."""

from django.http import HttpResponse
from django.shortcuts import render

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from forum.access import topic_of
from forum.mentions import may_be_named, suggest


@enrolled(Role.PARTICIPANT, Role.TRAINER)
def mention_suggest(request: Request, enrolment: Enrolment, topic_id: int | None = None) -> HttpResponse:
    """Names after an @: of who may read this topic, or of the team when the topic is new. 204 for none."""
    topic = topic_of(enrolment, topic_id) if topic_id is not None else None
    names = suggest(may_be_named(enrolment, topic), request.GET.get("q", ""), to=enrolment)
    return render(request, "forum/suggestions.html", {"names": names}, status=200 if names else 204)
