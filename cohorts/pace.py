"""The pace of a team: who falls behind it, and who is nearly at ten Dingen.

Somebody is measured against their own colleagues, never against a calendar: the pace is the number of
must-do's that the middle one of the team has finished. Two fewer is behind. Who takes a break has no pace.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median_low

from django.db.models import Count, Q
from django.utils import timezone

from cohorts.models import Cohort, Enrolment, PlanItem, Progress, Stage, Weight
from cohorts.models.cohort import QUIET

BEHIND = 2  # must-do's fewer than the middle one of the team
TEN = 10  # who comes this far goes on: the programme's own experience
NEAR_TEN = range(7, TEN)


@dataclass(frozen=True)
class Standing:
    """How far one participant is, and what a trainer wants to know of that."""

    person: Enrolment
    musts: int  # must-do's that are finished
    finished: int  # all Dingen that are finished, free choices too
    behind: int  # must-do's behind the team; 0 for who keeps up
    quiet: bool  # no tick and no message for ten days

    @property
    def needs_help(self) -> bool:
        return bool(self.behind or self.quiet)

    @property
    def to_ten(self) -> int:
        """How many Dingen to go to the tenth, for who is close; else 0."""
        return TEN - self.finished if self.finished in NEAR_TEN else 0


def standings(cohort: Cohort, plan: list[PlanItem]) -> list[Standing]:
    """Return how far each participant is, by name, in two queries for any number of them."""
    people = list(cohort.enrolments.participants().by_name().select_related("user", "seat__group"))
    musts = [item.ding_id for item in plan if item.weight == Weight.MUST]
    finished = Progress.objects.of_team(cohort).finished().order_by().values_list("enrolment")
    counted = {
        person: (must, every)
        for person, must, every in finished.annotate(
            must=Count("pk", filter=Q(ding__in=musts)), every=Count("pk")
        )
    }
    usual = middle(counted.get(one.pk, (0, 0))[0] for one in people)
    now = timezone.now()
    return [standing(one, *counted.get(one.pk, (0, 0)), usual, now) for one in people]


def standing(person: Enrolment, musts: int, finished: int, usual: int, now: datetime) -> Standing:
    learns = person.cohort.is_running and person.cohort.stage < Stage.VOTE and not person.is_paused
    behind = usual - musts if learns and usual - musts >= BEHIND else 0
    return Standing(person, musts, finished, behind, learns and is_quiet(person, now))


def middle(done: Iterable[int]) -> int:
    """Return what the middle one of the team has done; the lower of two, 0 for nobody."""
    return median_low(list(done) or [0])


def is_quiet(person: Enrolment, now: datetime) -> bool:
    """EnrolmentQuerySet.quiet for one person: no tick, no post and no pause for ten days."""
    long_ago = now - QUIET
    there = person.paused_on is None or (
        person.paused_until is not None and person.paused_until <= timezone.localdate(long_ago)
    )
    return there and (person.active_at or person.created_at) < long_ago
