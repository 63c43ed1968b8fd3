"""The board of a team, and how far the team is as a whole."""

from dataclasses import dataclass
from typing import TypedDict

from django.urls import reverse

from cohorts.models import Cohort, Enrolment, Progress, Weight
from dingen.models import Ding, ProgrammeItem, Status
from home.facts import FEW, Facts


class Tile(TypedDict):
    number: int | str
    title: str
    url: str
    icon: str
    weight: str
    state: str
    done_steps: int
    steps: int
    here: bool


def board(facts: Facts, here: int = 0) -> list[Tile]:
    """The plan in its own order, then the free choices: the rest of the programme."""
    rows = [(item.number, item.ding, item.weight) for item in facts.plan]
    planned = {item.ding_id for item in facts.plan}
    rest = ProgrammeItem.objects.filter(
        programme=facts.cohort.programme_id, ding__status=Status.PUBLISHED
    ).exclude(ding__in=planned)
    rows += [("+", item.ding, "free") for item in rest.select_related("ding")]
    return [tile(facts, number, ding, weight, here) for number, ding, weight in rows]


def tile(facts: Facts, number: int | str, ding: Ding, weight: str, here: int) -> Tile:
    busy = facts.state(ding.pk) == "busy"
    steps = facts.steps_to_do(ding.pk) if busy else []
    ticked = facts.ticked(ding.pk) if busy else set()
    return Tile(
        number=number,
        title=ding.title,
        url=reverse("home:lesson_detail", kwargs={"team": facts.cohort.slug, "slug": ding.slug}),
        icon=ding.icon,
        weight=weight,
        state=facts.state(ding.pk),
        done_steps=sum(step.key in ticked for step in steps),
        steps=len(steps),
        here=ding.pk == here,
    )


@dataclass(frozen=True)
class Totals:
    """How far a team is, without anybody's name."""

    people: int
    done: int
    musts: int

    @property
    def max(self) -> int:
        return self.people * self.musts


def totals(cohort: Cohort) -> Totals | None:
    """Return what all participants finished of the must-do's; None for a few people only."""
    people = Enrolment.objects.participants().filter(cohort=cohort)
    musts = cohort.plan.filter(weight=Weight.MUST)
    done = Progress.objects.filter(
        enrolment__in=people, ding__in=musts.values("ding"), finished_at__isnull=False
    )
    found = Totals(people.count(), done.count(), musts.count())
    return found if found.people >= FEW and found.musts else None
