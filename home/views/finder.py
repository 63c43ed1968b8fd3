from django.http import HttpResponse
from django.shortcuts import render

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from home.finder import Wish, candidates, choices, choose


@enrolled(Role.PARTICIPANT)
def finder(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Say what fits the minutes that somebody has; the whole wish stands in the address."""
    wish = Wish.of(request.GET)
    refusal = enrolment.learn_refusal(by=enrolment)
    context = {"cohort": enrolment.cohort, "wish": wish, "refusal": refusal}
    if not refusal:
        context |= {"found": choose(candidates(enrolment), wish), "choices": choices(wish)}
    return render(request, "home/finder.html", context)
