from django.http import HttpResponse
from django.shortcuts import render

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment
from forum.models import Topic
from home.board import board, totals
from home.facts import gather
from home.turn import turn
from home.words import greeting

TOPICS = 5  # on the desk; the forum has the rest


@enrolled()
def team_desk(request: Request, enrolment: Enrolment) -> HttpResponse:
    """The team for one person: what waits, the board, the group, the talk. The MT sees totals only."""
    facts = gather(request.user.enrolments.filter(pk=enrolment.pk))[0]
    now = turn(facts)
    context = {"facts": facts, "cohort": facts.cohort, "turn": now, "greeting": greeting(facts)}
    if not enrolment.is_participant:
        context["totals"] = totals(facts.cohort)
    if not enrolment.is_mt:
        newest = Topic.objects.visible_to(enrolment).with_seen(enrolment).for_a_list()
        context |= {"tiles": board(facts, now.ding_id), "topics": newest[:TOPICS]}
    return render(request, "home/team_desk.html", context)
