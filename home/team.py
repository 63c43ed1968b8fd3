"""How a team is doing as a whole: figures, nobody's name."""

from dataclasses import dataclass, fields
from typing import Self

from django.db.models import Count, OuterRef
from django.utils import timezone

from cohorts.models import Cohort, CohortInvitation, Enrolment, PlanItem, Progress
from home.facts import FEW
from home.waiting import count
from lib.numbers import in_fives


@dataclass(frozen=True)
class Totals:
    """What all participants finished."""

    people: int
    finished: dict[int, int]  # how many people, by Ding
    musts: list[PlanItem]

    @property
    def done(self) -> int:
        return sum(self.finished.get(item.ding_id, 0) for item in self.musts)

    @property
    def max(self) -> int:
        return self.people * len(self.musts)

    @property
    def in_fives(self) -> "Totals":
        """The same for who may not see people: one colleague who comes or goes changes nothing."""
        finished = {ding: in_fives(people) for ding, people in self.finished.items()}
        return Totals(in_fives(self.people), finished, self.musts)

    @classmethod
    def of(cls, cohort: Cohort, musts: list[PlanItem]) -> Self | None:
        """Return the totals; None for so few people that a total tells about one of them."""
        people = cohort.enrolments.participants().count()
        if people < FEW:
            return None
        rows = Progress.objects.of_team(cohort).finished().order_by().values_list("ding")
        return cls(people, dict(rows.annotate(Count("pk"))), musts)


@dataclass(frozen=True)
class Care:
    """What a trainer looks after."""

    letters: int  # people who were invited and are not in yet
    quiet: int  # people without a tick or a post for ten days
    without_group: int
    texts: int = 0  # Dingen with a newer text than the team has

    @classmethod
    def of(cls, cohort: Cohort) -> Self:
        """Count it in one query."""
        here = OuterRef("pk")
        people = Enrolment.objects.filter(cohort=here)
        row = Cohort.objects.filter(pk=cohort.pk).annotate(
            letters=count(CohortInvitation.objects.open().filter(cohort=here), "cohort"),
            quiet=count(people.quiet(timezone.now()), "cohort"),
            without_group=count(people.without_group(), "cohort"),
            texts=count(PlanItem.objects.outdated().filter(cohort=here), "cohort"),
        )
        return cls(**row.values(*(one.name for one in fields(cls))).get())
