"""The teams of an organisation for who manages it: totals only, and nothing about fewer than five people.

There is no sum over teams: from a sum and the other teams one could work out the small one.
Shares are told in tens, people in fives, so that one colleague who comes or goes changes nothing.
"""

from dataclasses import dataclass

from django.db.models import OuterRef
from django.utils.translation import gettext as _

from accounts.models import Capacity, Organisation, User
from cohorts.models import Cohort, CohortKind, Enrolment, PlanItem, Progress, Role, Stage, State, Weight
from home.waiting import count
from lib.numbers import FEWEST, in_fives
from lib.sheets import Cell, Column
from pitches.models import Pitch


@dataclass(frozen=True)
class TeamTotals:
    """What is told of one team; None where it would be about fewer than five people."""

    cohort: Cohort
    people: int | None  # in fives
    share: int | None  # of the must-do's that are finished, in per cent, to tens
    ideas: int  # pitches that were handed in

    @classmethod
    def of(cls, cohort: Cohort) -> "TeamTotals":
        """Read it from a team that `teams_of` fetched."""
        people, musts, done = cohort.n_people, cohort.n_musts, cohort.n_done  # type: ignore[attr-defined]
        few, whole = people < FEWEST, people * musts
        return cls(
            cohort=cohort,
            people=None if few else in_fives(people),
            share=None if few or not whole else done * 10 // whole * 10,
            ideas=cohort.n_ideas,  # type: ignore[attr-defined]
        )


def managed_by(user: User) -> list[Organisation]:
    """Return the organisations that this person manages, by name."""
    mine = Organisation.objects.filter(
        memberships__user=user, memberships__capacity=Capacity.MANAGER
    ).order_by("name")
    return list(mine.distinct())


def teams_of(organisations: list[Organisation]) -> list[TeamTotals]:
    """Return the teams that have started, the newest first, in one query for any number of them."""
    here = OuterRef("pk")
    people = Enrolment.objects.participants().filter(cohort=here)
    musts = PlanItem.objects.filter(cohort=here, weight=Weight.MUST)
    finished = Progress.objects.finished().filter(
        enrolment__cohort=here,
        enrolment__left_at=None,
        enrolment__role=Role.PARTICIPANT,
        ding__in=PlanItem.objects.filter(cohort=OuterRef(OuterRef("pk")), weight=Weight.MUST).values("ding"),
    )
    pitches = Pitch.objects.handed_in().filter(group__cohort=here)
    found = (
        Cohort.objects.filter(organisation__in=organisations)
        .exclude(state=State.DRAFT)
        .exclude(kind=CohortKind.INDIVIDUAL)  # a programme of one person is nobody else's business
        .select_related("organisation", "programme")
        .annotate(
            n_people=count(people, "cohort"),
            n_musts=count(musts, "cohort"),
            n_done=count(finished, "enrolment__cohort"),
            n_ideas=count(pitches, "group__cohort"),
        )
    )
    return [TeamTotals.of(cohort) for cohort in found]


def columns() -> list[Column]:
    return [
        Column(_("Organisation"), _("The library that the team is of."), 30),
        Column(_("Team"), _("The name of the team."), 30),
        Column(_("Programme"), _("The programme that the team follows."), 24),
        Column(_("Starts on"), _("The first day of the team.")),
        Column(_("Ends on"), _("The last day of the team.")),
        Column(_("State"), _("Running, or closed.")),
        Column(_("Place on the line"), _("How far the team is, from agreement to outcome.")),
        Column(_("Participants, at least"), _("In steps of five; empty for fewer than five.")),
        Column(
            _("Must-do's finished, in per cent"),
            _("Of all participants together, rounded down to tens; empty for fewer than five people."),
        ),
        Column(_("Ideas"), _("How many groups handed in a plan.")),
    ]


def rows(found: list[TeamTotals]) -> list[list[Cell]]:
    return [
        [
            str(one.cohort.organisation),
            str(one.cohort),
            str(one.cohort.programme),
            one.cohort.starts_on,
            one.cohort.ends_on,
            str(State(one.cohort.state).label),
            str(Stage(one.cohort.stage).label),
            one.people,
            one.share,
            one.ideas,
        ]
        for one in found
    ]
