"""What is known of somebody's places in teams, gathered for all of them in the same few queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from cohorts.measuring import moment_of
from cohorts.models import Cohort, Enrolment, Moment, PlanItem, Progress, Seat, Stage, StepDone, Weight
from dingen.models import Ding, Level, Step
from forum.people import is_helper, seat_of
from home.waiting import Waiting, with_waiting
from pitches.models import Pitch

FEW = 5  # below this many people a total tells about one person (DESIGN, "shown as totals from five up")


@dataclass
class Facts:
    """One place: the plan of the team, how far this person is, and what the team is at."""

    enrolment: Enrolment
    waiting: Waiting
    plan: list[PlanItem] = field(default_factory=list)
    progress: dict[int, Progress] = field(default_factory=dict)  # by Ding
    steps: dict[int, list[Step]] = field(default_factory=dict)  # of the Dingen that are half done
    rows: list[tuple[int, Ding, str]] | None = None  # of the board, once home.board asked for them

    @property
    def cohort(self) -> Cohort:
        return self.enrolment.cohort

    @property
    def is_learning(self) -> bool:
        """From the vote on the team looks ahead; who wants still does a Ding from the board."""
        return self.cohort.is_running and self.cohort.stage < Stage.VOTE

    @property
    def is_helper(self) -> bool:
        return is_helper(self.enrolment)

    @property
    def seat(self) -> Seat | None:
        return seat_of(self.enrolment)

    @cached_property
    def seats(self) -> list[Seat]:
        """Who sits in the group of this person."""
        return list(self.seat.group.seats.select_related("enrolment__user")) if self.seat else []

    @property
    def pitch(self) -> Pitch | None:
        return getattr(self.seat.group, "pitch", None) if self.seat else None

    def state(self, ding_id: int) -> str:
        """Say done, busy, aside or nothing, as a tile does."""
        progress = self.progress.get(ding_id)
        return progress.state if progress else ""

    @property
    def musts(self) -> list[PlanItem]:
        return [item for item in self.plan if item.weight == Weight.MUST]

    @property
    def musts_done(self) -> int:
        return sum(self.state(item.ding_id) == "done" for item in self.musts)

    @property
    def measure(self) -> Moment | None:
        """The five statements that this person has not been asked yet: of the start, or of the end."""
        if not self.enrolment.is_participant or not self.cohort.is_running or self.waiting.said_end:
            return None
        done = bool(self.musts) and self.musts_done == len(self.musts)
        moment = moment_of(self.enrolment, done=done)
        return None if moment == Moment.START and self.waiting.said_start else moment

    @property
    def away_in_group(self) -> list[Enrolment]:
        """Who of the group has a pause."""
        others = (seat.enrolment for seat in self.seats if seat.enrolment_id != self.enrolment.pk)
        return [one for one in others if one.is_away(self.cohort.today)]

    @property
    def musts_by(self) -> date:
        """The day to be ready on: the closing meeting, or the end of the team when that comes first."""
        closing = self.cohort.closing_at
        last = self.cohort.ends_on
        return min(last, timezone.localdate(closing, self.cohort.zone)) if closing else last

    @property
    def busy(self) -> Progress | None:
        """The half-done Ding that was begun last."""
        begun = [progress for progress in self.progress.values() if progress.state == "busy"]
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

    @property
    def musts_aside(self) -> list[PlanItem]:
        return [item for item in self.musts if self.state(item.ding_id) == "aside"]

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
    places = with_waiting(places).select_related("cohort__organisation", "user", "seat__group__pitch")
    found = [Facts(place, Waiting.of(place)) for place in places]
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
