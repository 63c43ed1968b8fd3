from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from forum.models import Topic
from home.lessons import find, share_form

TOPICS = 5  # beside the lesson; the forum has the rest


@enrolled(Role.PARTICIPANT, Role.TRAINER)
def lesson_detail(request: Request, enrolment: Enrolment, slug: str) -> HttpResponse:
    """The lesson with my steps and our talk; for htmx, after a tick, only what a tick changes."""
    lesson = find(enrolment, slug)
    refusal = enrolment.learn_refusal(by=enrolment)
    context = {"lesson": lesson, "ding": lesson.ding, "cohort": enrolment.cohort, "refusal": refusal}
    if request.htmx and request.htmx.target == "stappen":
        response = render(request, "home/lesson_detail.html#steps", context)
    else:
        about = Topic.objects.visible_to(enrolment).about(lesson.ding).with_seen(enrolment)
        context |= {
            "topics": about.for_a_list()[:TOPICS],
            "before": lesson.neighbour(-1),
            "after": lesson.neighbour(1),
            "form": None if refusal else share_form(lesson, request.path),
        }
        if enrolment.is_trainer:
            context["shown_before"] = lesson.shown_before
        response = render(request, "home/lesson_detail.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
