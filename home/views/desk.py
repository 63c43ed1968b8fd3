from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment
from forum.models import Topic
from home.board import board, team_board
from home.facts import gather
from home.finder import Pick
from home.landing import smallest
from home.news import News
from home.team import Care, Totals
from home.turn import turn
from home.words import greeting

TOPICS = 5  # on the desk; the forum has the rest


@enrolled()
def team_desk(request: Request, enrolment: Enrolment) -> HttpResponse:
    """The team for one person: what waits, the board, the group, the talk. The MT sees totals only."""
    facts = gather(request.user.enrolments.filter(pk=enrolment.pk))[0]
    now = turn(facts)
    landing: list[Pick] = []
    context: dict[str, Any] = {
        "facts": facts,
        "cohort": facts.cohort,
        "turn": now,
        "greeting": greeting(facts),
    }
    if enrolment.is_participant:
        context["tiles"] = board(facts, now.ding_id)
        context["landing"] = landing = smallest(facts) if enrolment.is_back else landing
    else:
        totals = Totals.of(facts.cohort, facts.musts)
        context["totals"] = totals = totals.in_fives if totals and enrolment.is_mt else totals
        context["tiles"] = team_board(facts, totals)
    if enrolment.is_trainer:
        context["care"] = Care.of(facts.cohort)
    if not enrolment.is_mt and not landing:  # who comes back begins with something small
        context["news"] = News.of(facts)
        newest = Topic.objects.visible_to(enrolment).with_seen(enrolment).for_a_list()
        context["topics"] = newest[:TOPICS]
    return render(request, "home/team_desk.html", context)
