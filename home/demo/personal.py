"""What people of the story do for themselves: how they stand, a pause, a Ding set aside, a certificate."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cohorts import actions as cohorts
from cohorts.models import Enrolment, Moment, PlanItem, SelfAssessment, Statement

if TYPE_CHECKING:
    from home.demo.build import Demo

AWAY, BACK, BUSY = "Petra", "Olaf", "Karin"
SHOWN = "De appgroep van onze leeskring, die ik al twee jaar beheer."
PAPERS = ("Mira", "Ilse", "Gijs")


def live(demo: Demo) -> None:
    """Let everybody say how they began, and at the end how they stand; two make room for themselves."""
    people = list(demo.people.values())
    SelfAssessment.objects.bulk_create(
        SelfAssessment(enrolment=one, moment=Moment.START, statement=statement, score=began(at, number))
        for at, one in enumerate(people)
        for number, statement in enumerate(Statement)
    )
    if demo.stage in {"halverwege", "plan"}:
        make_room(demo)
    if demo.reached("mt"):
        for at, one in enumerate(people[:12]):
            scores = {
                statement.value: min(5, began(at, number) + 1 + (at * number) % 2)
                for number, statement in enumerate(Statement)
            }
            cohorts.assess(enrolment=one, moment=Moment.END, scores=scores, by=one)
        for name in PAPERS:
            place = demo.people[name]
            cohorts.make_certificate(enrolment=place, by=place)


def began(at: int, number: int) -> int:
    """A score at the start, 1 to 3."""
    return 1 + (at + 2 * number) % 3


def make_room(demo: Demo) -> None:
    """One is away for a while, one came back today; another knew a Ding and sets the next one aside."""
    away, busy = demo.people[AWAY], demo.people[BUSY]
    cohorts.pause(enrolment=away, until=demo.cohort.today + timedelta(days=9), by=away)
    back = demo.people[BACK]
    cohorts.pause(enrolment=back, until=None, by=back)
    Enrolment.objects.filter(pk=back.pk).update(paused_on=demo.cohort.today - timedelta(days=12))
    cohorts.come_back(enrolment=back, by=back)
    first, second = to_do(busy)[:2]
    cohorts.skip(enrolment=busy, ding=first.ding, shown=SHOWN, by=busy)
    cohorts.set_aside(enrolment=busy, ding=second.ding, by=busy)


def to_do(place: Enrolment) -> list[PlanItem]:
    begun = place.progress.values("ding")
    return list(place.cohort.plan.musts().exclude(ding__in=begun).select_related("ding"))
