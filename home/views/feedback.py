"""What somebody says of a lesson from the page of their team: they read the text of the team there."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from dingen.models import Revision
from dingen.views.evaluations import thought
from dingen.views.remarks import told
from home.lessons import lessons_of


@enrolled(Role.PARTICIPANT, Role.TRAINER)
def lesson_remark(request: Request, enrolment: Enrolment, slug: str) -> HttpResponse:
    read = text_of(enrolment, slug)
    return told(request, read.ding, read, lesson(enrolment, slug))


@enrolled(Role.PARTICIPANT, Role.TRAINER)
def lesson_evaluation(request: Request, enrolment: Enrolment, slug: str) -> HttpResponse:
    return thought(request, text_of(enrolment, slug).ding, lesson(enrolment, slug))


def text_of(enrolment: Enrolment, slug: str) -> Revision:
    return get_object_or_404(lessons_of(enrolment).select_related("ding"), ding__slug=slug)


def lesson(enrolment: Enrolment, slug: str) -> str:
    return reverse("home:lesson_detail", kwargs={"team": enrolment.cohort.slug, "slug": slug})
