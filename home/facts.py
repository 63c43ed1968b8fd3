"""What is known of somebody's places in teams, gathered for all of them in the same few queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from cohorts.models import Cohort, Enrolment, Group, PlanItem, Progress, StepDone, Weight
from dingen.models import Ding, Level, Step
from forum.models import Audience, Topic
from forum.people import is_helper
from pitches.models import (
    Ballot,
    BallotState,
    Decision,
    PilotState,
    Pitch,
    PulseCheck,
    Section,
    Turnout,
    Verdict,
    Voter,
)

FEW = 5  # below this many people a total tells about one person (DESIGN, "shown as totals from five up")
WAITS = timedelta(days=1)  # after this long a question becomes the trainer's turn


@dataclass
class Facts:
    """One place: the plan of the team, how far this person is, and what the team is at."""

    enrolment: Enrolment  # with the scalars of `with_scalars`
    plan: list[PlanItem] = field(default_factory=list)
    progress: dict[int, Progress] = field(default_factory=dict)  # by Ding
    steps: dict[int, list[Step]] = field(default_factory=dict)  # of the Dingen that are half done

    @property
    def cohort(self) -> Cohort:
        return self.enrolment.cohort

    @property
    def is_helper(self) -> bool:
        return is_helper(self.enrolment)

    @property
    def pitch(self) -> Pitch | None:
        seat = getattr(self.enrolment, "seat", None)
        return getattr(seat.group, "pitch", None) if seat else None

    def state(self, ding_id: int) -> str:
        """Say done, busy or nothing, as a tile does."""
        progress = self.progress.get(ding_id)
        return "" if not progress else "done" if progress.finished_at else "busy"

    @property
    def musts(self) -> list[PlanItem]:
        return [item for item in self.plan if item.weight == Weight.MUST]

    @property
    def musts_done(self) -> int:
        return sum(self.state(item.ding_id) == "done" for item in self.musts)

    @property
    def busy(self) -> Progress | None:
        """The half-done Ding that was begun last."""
        begun = [progress for progress in self.progress.values() if not progress.finished_at]
        return max(begun, key=lambda progress: progress.started_at, default=None)

    @property
    def next_must(self) -> PlanItem | None:
        today = self.cohort.today
        return next(
            (
                item
                for item in self.musts
                if not self.state(item.ding_id) and (not item.opens_on or item.opens_on <= today)
            ),
            None,
        )

    def number(self, ding_id: int) -> int | None:
        return next((item.number for item in self.plan if item.ding_id == ding_id), None)

    def steps_to_do(self, ding_id: int) -> list[Step]:
        """The steps of a half-done Ding up to the chosen level, in order."""
        progress = self.progress[ding_id]
        return [step for step in self.steps.get(ding_id, []) if reaches(progress.level, step.level)]

    def ticked(self, ding_id: int) -> set[str]:
        return {done.step_key for done in self.progress[ding_id].steps_done.all()}

    def steps_left(self, ding_id: int) -> list[Step]:
        ticked = self.ticked(ding_id)
        return [step for step in self.steps_to_do(ding_id) if step.key not in ticked]


def reaches(chosen: str, level: str) -> bool:
    """Tell whether a step of this level belongs to the chosen level: each holds the ones before."""
    return Level.values.index(level) <= Level.values.index(chosen)


def gather(places: QuerySet[Enrolment]) -> list[Facts]:
    """Return the facts of these places, in their order."""
    found = [Facts(place) for place in with_scalars(places)]
    by_cohort: dict[int, list[PlanItem]] = defaultdict(list)
    cohorts = {facts.enrolment.cohort_id for facts in found}
    for item in PlanItem.objects.filter(cohort__in=cohorts).select_related("ding"):
        by_cohort[item.cohort_id].append(item)
    for facts in found:
        facts.plan = by_cohort[facts.enrolment.cohort_id]
    add_progress([facts for facts in found if facts.enrolment.is_participant])
    return found


def add_progress(found: list[Facts]) -> None:
    by_place = {facts.enrolment.pk: facts for facts in found}
    ticks = Prefetch("steps_done", StepDone.objects.only("progress_id", "step_key"))
    rows = Progress.objects.filter(enrolment__in=by_place).select_related("ding").prefetch_related(ticks)
    revisions: dict[int, list[tuple[Facts, int]]] = defaultdict(list)
    for row in rows:
        facts = by_place[row.enrolment_id]
        facts.progress[row.ding_id] = row
        if not row.finished_at:
            revisions[revision_of(facts, row.ding)].append((facts, row.ding_id))
    for step in Step.objects.filter(revision__in=revisions).defer("source", "html"):
        for facts, ding_id in revisions[step.revision_id]:
            facts.steps.setdefault(ding_id, []).append(step)


def revision_of(facts: Facts, ding: Ding) -> int:
    """The text that this team works with."""
    pinned = next((item.revision_id for item in facts.plan if item.ding_id == ding.pk), None)
    return int(pinned or ding.revision_id or 0)


def count(rows: QuerySet[Any], of: str) -> Coalesce:
    """A number per team as a scalar, 0 for none."""
    return Coalesce(Subquery(rows.order_by().values(of).annotate(n=Count("pk")).values("n")), 0)


def with_scalars(places: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Each place with its team, seat, group and plan, and with what decides whose turn it is."""
    me, cohort = OuterRef("pk"), OuterRef("cohort")
    asked = Topic.objects.open_questions().filter(cohort=cohort, posts_count=1)
    for_me = Q(audience=Audience.TEAM) | Q(audience=Audience.GROUP, group__seats__enrolment=me)
    unclaimed = Q(claimed_by=None) | Q(claimed_by=me)
    ballots = Ballot.objects.filter(cohort=cohort)
    voted = Turnout.objects.filter(ballot=OuterRef("ballot"), enrolment=OuterRef("enrolment"))
    opened = Q(ballot__cohort=cohort, ballot__state=BallotState.OPEN)
    pulses = PulseCheck.objects.filter(
        pilot__decision__cohort=cohort, answered_at=None, due_on__lte=timezone.localdate()
    ).exclude(pilot__state=PilotState.STOPPED)
    ours = Q(pilot__owner=me) | Q(pilot__decision__pitch__group__seats__enrolment=me)
    sections = Section.objects.filter(pitch__group__seats__enrolment=me, source="")
    return places.select_related("cohort__organisation", "user", "seat__group__pitch").annotate(
        questions=count(asked.filter(for_me & unclaimed).exclude(author=me), "cohort"),
        waiting=count(asked.filter(created_at__lte=timezone.now() - WAITS), "cohort"),
        handed_in=count(Pitch.objects.handed_in().filter(group__cohort=cohort), "group__cohort"),
        groups=count(Group.objects.filter(cohort=cohort), "cohort"),
        ballot_state=Coalesce(Subquery(ballots.order_by("-pk").values("state")[:1]), Value("")),
        is_tied=Exists(ballots.filter(verdict=Verdict.RUN_OFF, run_off=None)),
        may_vote=Exists(Voter.objects.filter(opened, ~Exists(voted), enrolment=me)),
        is_decided=Exists(Decision.objects.filter(cohort=cohort)),
        pulse_day=Subquery(pulses.filter(ours).order_by("day").values("day")[:1]),
        team_pulse_day=Subquery(pulses.order_by("day").values("day")[:1]),
        empty_section=Subquery(sections.order_by("pk").values("kind")[:1]),
    )
