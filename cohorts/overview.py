"""Who is where: the matrix for the trainer, and totals for everybody else."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count

from cohorts.models import Cohort, Enrolment, PlanItem, Progress
from lib.numbers import FEWEST, in_fives


class Line(NamedTuple):
    """One person: a `Progress.state` (or open) for each Ding of the plan, and how many are done."""

    person: Enrolment
    cells: list[str]
    done: int


class Total(NamedTuple):
    item: PlanItem
    done: int
    people: int

    @property
    def fives(self) -> int:
        """How many are done at least, five at a time: one colleague who comes or goes changes nothing."""
        return in_fives(self.done)


def sees_people(reader: Enrolment) -> bool:
    """Whether this person sees who is where; everybody else sees totals."""
    return reader.is_trainer


def plan_of(cohort: Cohort) -> list[PlanItem]:
    return list(cohort.plan.select_related("ding"))


def matrix(people: Iterable[Enrolment], plan: list[PlanItem]) -> list[Line]:
    """Return a line for each of these people, in one query for any number of them."""
    people = list(people)
    progress = Progress.objects.filter(enrolment__in=people, ding__in=[item.ding_id for item in plan])
    wanted = progress.only("enrolment_id", "ding_id", "finished_at", "set_aside_at")
    states = {(one.enrolment_id, one.ding_id): one.state for one in wanted}
    lines = []
    for person in people:
        cells = [states.get((person.pk, item.ding_id), "open") for item in plan]
        lines.append(Line(person, cells, cells.count("done")))
    return lines


def totals(cohort: Cohort, plan: list[PlanItem]) -> list[Total]:
    """Return for each Ding how many people finished it; nothing for a team of fewer than five."""
    people = cohort.enrolments.participants().count()
    if people < FEWEST:
        return []
    finished = Progress.objects.of_team(cohort).finished().values("ding_id").annotate(people=Count("pk"))
    done = {row["ding_id"]: row["people"] for row in finished}
    return [Total(item, done.get(item.ding_id, 0), people) for item in plan]
