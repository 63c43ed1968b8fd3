"""How far the team is."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cohorts.access import Request, enrolled
from cohorts.arranging import Arrangement, groups_in
from cohorts.models import Enrolment, Role
from cohorts.overview import matrix, plan_of, sees_people, totals
from cohorts.pace import standings
from lib.pagination import page

A_PAGE, WHOLE = 50, 1000


@enrolled()
def progress(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Show the trainer who is where, and everybody else totals only."""
    cohort = enrolment.cohort
    plan = plan_of(cohort)
    context: dict[str, object] = {"cohort": cohort, "plan": plan, "totals": totals(cohort, plan)}
    if sees_people(enrolment):
        asked = Arrangement.of(request.GET)
        found = standings(cohort, plan)
        people = page(request, asked.people(found), WHOLE if asked.whole else A_PAGE)
        shown = asked.dingen(plan)
        lines = matrix([one.person for one in people], shown)
        context |= {
            "asked": asked,
            "everybody": found,
            "people": people,
            "dingen": shown,
            "lines": list(zip(lines, people, strict=True)),
            "groups": groups_in(found),
            "in_need": sum(one.needs_help for one in found),
        }
    return render(request, "cohorts/progress.html", context)


@enrolled(Role.TRAINER)
def member_progress(request: Request, enrolment: Enrolment, member_id: int) -> HttpResponse:
    """One person: every Ding of the plan with its dates, and what they chose themselves."""
    cohort = enrolment.cohort
    member = get_object_or_404(cohort.enrolments.participants().select_related("user"), pk=member_id)
    plan = plan_of(cohort)
    begun = {row.ding_id: row for row in member.progress.select_related("ding").order_by("started_at")}
    planned = {item.ding_id for item in plan}
    context = {
        "cohort": cohort,
        "member": member,
        "standing": next(one for one in standings(cohort, plan) if one.person == member),
        "musts": sum(item.weight == "must" for item in plan),
        "rows": [(item, begun.get(item.ding_id)) for item in plan],
        "own": [row for ding, row in begun.items() if ding not in planned],
    }
    return render(request, "cohorts/member_progress.html", context)
