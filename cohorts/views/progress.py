"""How far the team is."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment
from cohorts.overview import matrix, plan_of, totals
from lib.pagination import page


@enrolled()
def progress(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Show the trainer who is where, and everybody else totals only."""
    cohort = enrolment.cohort
    plan = plan_of(cohort)
    context: dict[str, object] = {"cohort": cohort, "plan": plan, "totals": totals(cohort, plan)}
    if enrolment.is_trainer:
        people = page(request, cohort.enrolments.participants().by_name())
        quiet = cohort.enrolments.quiet(timezone.now()).by_name() if cohort.is_running else ()
        context |= {"people": people, "lines": matrix(people, plan), "quiet": quiet}
    return render(request, "cohorts/progress.html", context)
