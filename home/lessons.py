"""A lesson as one person in one team does it."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Self

from django.db.models import Count, Exists, F, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext

from cohorts.models import CheckAnswer, Enrolment, PlanItem, Progress, StepDone
from dingen.models import Ding, Level, ProgrammeItem, Revision, SelfCheck, Step
from forum.forms import TopicForm
from forum.models import TopicKind
from forum.start import Start
from home.facts import FEW, reaches
from home.waiting import count


@dataclass(frozen=True)
class Standing:
    """How far somebody and their team are with one lesson; columns that `with_standing` adds."""

    level: str
    finished_at: datetime | None
    set_aside_at: datetime | None
    known: bool
    shown: str
    finished_by: int  # participants of the team
    known_by: int  # of those, who had done it before
    people: int
    number_there: int | None  # in the programme of the team

    @classmethod
    def of(cls, revision: Revision) -> Self:
        """Read it from a revision that `with_standing` fetched."""
        return cls(**{one.name: getattr(revision, one.name) for one in fields(cls)})


@dataclass(frozen=True)
class Line:
    """A step, and whether this person ticked it."""

    step: Step
    done: bool


@dataclass
class Lesson:
    """The text that the team works with, and how far this person is."""

    revision: Revision
    standing: Standing
    enrolment: Enrolment
    plan: list[PlanItem]

    @property
    def ding(self) -> Ding:
        return self.revision.ding

    @cached_property
    def item(self) -> PlanItem | None:
        return next((item for item in self.plan if item.ding_id == self.ding.pk), None)

    @property
    def number(self) -> int | None:
        """As the team counts; a free choice has its number in the programme, if no other Ding took that."""
        if self.item:
            return self.item.number
        there = self.standing.number_there
        return None if there in {item.number for item in self.plan} else there

    @property
    def opens(self) -> date | None:
        """The day on which this Ding opens, while that is ahead; reading and doing it is fine before."""
        day = self.item.opens_on if self.item else None
        return day if day and day > self.enrolment.cohort.today else None

    @property
    def is_done(self) -> bool:
        return self.standing.finished_at is not None

    @property
    def is_aside(self) -> bool:
        return self.standing.set_aside_at is not None

    @cached_property
    def all_lines(self) -> list[Line]:
        ticks = StepDone.objects.filter(
            progress__enrolment=self.enrolment, progress__ding=self.ding, step_key=OuterRef("key")
        )
        return [Line(step, step.ticked) for step in self.revision.steps.annotate(ticked=Exists(ticks))]

    @cached_property
    def lines(self) -> list[Line]:
        """The steps up to the chosen level."""
        return [line for line in self.all_lines if reaches(self.standing.level, line.step.level)]

    @property
    def more(self) -> int:
        """How many steps the levels after the chosen one add."""
        return len(self.all_lines) - len(self.lines)

    @property
    def done(self) -> int:
        return sum(line.done for line in self.lines)

    @property
    def next_step(self) -> Step | None:
        return next((line.step for line in self.lines if not line.done), None)

    @property
    def minutes(self) -> int:
        return self.ding.minutes(self.standing.level)

    @property
    def levels(self) -> list[dict[str, object]]:
        """What somebody can choose: the name, the minutes, and whether it is chosen."""
        return [
            {
                "value": level.value,
                "label": level.label,
                "minutes": self.ding.minutes(level),
                "chosen": level == self.standing.level,
            }
            for level in Level
        ]

    @property
    def finished_by(self) -> int | None:
        """How many colleagues finished this Ding; None in a team so small that it names people."""
        return self.standing.finished_by if self.standing.people >= FEW else None

    @property
    def shown_before(self) -> Iterable[Progress]:
        """Who knew this Ding already, with what they showed; for the trainer."""
        if not self.standing.known_by:
            return ()
        found: Iterable[Progress] = Progress.objects.of_team(self.enrolment.cohort).known(self.ding)
        return found

    def neighbour(self, step: int) -> PlanItem | None:
        """The Ding before (-1) or after (1) this one in the plan."""
        if not self.item:
            return None
        place = self.plan.index(self.item) + step
        return self.plan[place] if 0 <= place < len(self.plan) else None


def find(enrolment: Enrolment, slug: str) -> Lesson:
    """Return the lesson in the text that this team works with. Raises Http404 for what is not theirs."""
    revision = (
        with_standing(lessons_of(enrolment).filter(ding__slug=slug), enrolment)
        .select_related("ding__theme", "ding__successor")
        .prefetch_related(questions(enrolment), "links", "ding__lineage")
        .first()
    )
    if not revision:
        raise Http404
    return Lesson(
        revision, Standing.of(revision), enrolment, list(enrolment.cohort.plan.select_related("ding"))
    )


def questions(enrolment: Enrolment) -> Prefetch[Any]:
    """The questions of a lesson, each with what this person answered: `chosen`, from 0."""
    mine = CheckAnswer.objects.filter(enrolment=enrolment, question=OuterRef("pk"))
    return Prefetch("questions", SelfCheck.objects.annotate(chosen=Subquery(mine.values("choice"))))


def lessons_of(enrolment: Enrolment) -> QuerySet[Revision]:
    """The one text of each Ding: of the plan as the team has it, else the published one."""
    planned = PlanItem.objects.filter(cohort=enrolment.cohort, ding=OuterRef("ding"))
    return Revision.objects.filter(
        ding__in=enrolment.cohort.catalogue(),
        pk=Coalesce(Subquery(planned.values("revision")), F("ding__revision")),
    )


def with_standing(revisions: QuerySet[Revision], enrolment: Enrolment) -> QuerySet[Any]:
    """Each with this person's level and end, and with how many of the team finished it."""
    mine = Progress.objects.filter(enrolment=enrolment, ding=OuterRef("ding"))
    people = Enrolment.objects.participants().filter(cohort=enrolment.cohort)
    finished = Progress.objects.filter(enrolment__in=people, ding=OuterRef("ding"), finished_at__isnull=False)
    places = ProgrammeItem.objects.filter(programme=enrolment.cohort.programme_id, ding=OuterRef("ding"))
    return revisions.annotate(
        number_there=Subquery(places.values("number")[:1]),
        level=Coalesce(Subquery(mine.values("level")), Value(Level.DOEN.value)),
        finished_at=Subquery(mine.values("finished_at")),
        set_aside_at=Subquery(mine.values("set_aside_at")),
        known=Coalesce(Subquery(mine.values("known")), Value(value=False)),
        shown=Coalesce(Subquery(mine.values("shown")), Value("")),
        finished_by=count(finished, "ding"),
        known_by=count(finished.filter(known=True), "ding"),
        people=Coalesce(Subquery(people.order_by().values("cohort").annotate(n=Count("pk")).values("n")), 0),
    )


def share_form(lesson: Lesson, path: str) -> TopicForm:
    """The forum's own form, for an experience with this Ding; it leads back to the lesson."""
    start = Start(kind=TopicKind.EXPERIENCE, ding=lesson.ding, step=None, next=path, chooses_kind=False)
    form = TopicForm(enrolment=lesson.enrolment, start=start)
    form.fields["text"].label = gettext("Your experience")
    return form
