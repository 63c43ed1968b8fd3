"""What decides whose turn it is, counted in the query that fetches somebody's places in teams."""

from dataclasses import dataclass, fields
from typing import Any, Self

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from cohorts.models import Enrolment, Group, Moment, SelfAssessment
from forum.models import Audience, Call, Topic
from notifications.models import Kind, Notification
from pitches.models import (
    Ballot,
    BallotState,
    Decision,
    Idea,
    Join,
    PilotState,
    Pitch,
    PulseCheck,
    Section,
    Turnout,
    Verdict,
    Voter,
)


@dataclass(frozen=True)
class Waiting:
    """The figures of one place; every field is a column that `with_waiting` adds."""

    questions: int = 0  # without an answer, that this person may read and did not ask
    late: int = 0  # questions without an answer that the trainer was called to
    handed_in: int = 0  # pitches
    groups: int = 0
    ideas: int = 0  # on the wall, without a group
    has_idea: bool = False  # this person brought one, or joined one
    ballot_state: str = ""  # of the newest vote of the closing meeting
    is_tied: bool = False  # and the run-off was not opened yet
    may_vote: bool = False
    is_decided: bool = False
    pulse_day: int | None = None  # the question about the pilot that waits for this person
    team_pulse_day: int | None = None  # and for anybody
    empty_section: str | None = None  # of the plan of their group
    said_start: bool = False  # how they stand, on the five statements
    said_end: bool = False
    unread: int = 0  # messages about this team that were not opened
    plan_changed: bool = False  # and one of them says that the plan has changed

    @classmethod
    def of(cls, place: Enrolment) -> Self:
        """Read them from a place that `with_waiting` fetched."""
        return cls(**{one.name: getattr(place, one.name) for one in fields(cls)})


def count(rows: QuerySet[Any], of: str) -> Coalesce:
    """A number per value of a column as a scalar, 0 for none."""
    return Coalesce(Subquery(rows.order_by().values(of).annotate(n=Count("pk")).values("n")), 0)


def with_waiting(places: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    cohort = OuterRef("cohort")
    pitches = Pitch.objects.handed_in().filter(group__cohort=cohort)
    said = SelfAssessment.objects.filter(enrolment=OuterRef("pk"))
    return places.annotate(
        **questions(),
        **votes(),
        **pulses(),
        handed_in=count(pitches, "group__cohort"),
        groups=count(Group.objects.filter(cohort=cohort), "cohort"),
        ideas=count(Idea.objects.free().filter(cohort=cohort), "cohort"),
        has_idea=Exists(Idea.objects.on_the_wall().filter(author=OuterRef("pk")))
        | Exists(Join.objects.filter(enrolment=OuterRef("pk"))),
        is_decided=Exists(Decision.objects.filter(cohort=cohort)),
        **messages(),
        said_start=Exists(said.filter(moment=Moment.START)),
        said_end=Exists(said.filter(moment=Moment.END)),
        empty_section=Subquery(
            Section.objects.empty()
            .filter(pitch__group__seats__enrolment=OuterRef("pk"))
            .order_by("pk")
            .values("kind")[:1]
        ),
    )


def messages() -> dict[str, Any]:
    here = Concat(Value("/teams/"), OuterRef("cohort__slug"), Value("/"))
    unread = Notification.objects.unread().filter(recipient=OuterRef("user"), path__startswith=here)
    return {
        "unread": count(unread, "recipient"),
        "plan_changed": Exists(unread.filter(kind=Kind.PLAN_CHANGED)),
    }


def questions() -> dict[str, Any]:
    """Questions without a reply: those this person may take on, and those the trainer was called to."""
    me = OuterRef("pk")
    asked = Topic.objects.open_questions().filter(cohort=OuterRef("cohort"), posts_count=1)
    readable = Q(audience=Audience.TEAM) | Q(audience=Audience.GROUP, group__seats__enrolment=me)
    free = Q(claimed_by=None) | Q(claimed_by=me)
    late = asked.filter(free, called=Call.TRAINER)
    return {
        "questions": count(asked.filter(readable & free).exclude(author=me), "cohort"),
        "late": count(late, "cohort"),
    }


def votes() -> dict[str, Any]:
    ballots = Ballot.objects.filter(cohort=OuterRef("cohort"), in_hall=True)
    voted = Turnout.objects.filter(ballot=OuterRef("ballot"), enrolment=OuterRef("enrolment"))
    on_the_roll = Voter.objects.filter(
        ~Exists(voted),
        ballot__cohort=OuterRef("cohort"),
        ballot__state=BallotState.OPEN,
        enrolment=OuterRef("pk"),
    )
    return {
        "ballot_state": Coalesce(Subquery(ballots.order_by("-pk").values("state")[:1]), Value("")),
        "is_tied": Exists(ballots.filter(verdict=Verdict.RUN_OFF, run_off=None)),
        "may_vote": Exists(on_the_roll),
    }


def pulses() -> dict[str, Any]:
    due = PulseCheck.objects.filter(
        pilot__decision__cohort=OuterRef("cohort"), answered_at=None, due_on__lte=timezone.localdate()
    ).exclude(pilot__state=PilotState.STOPPED)
    me = OuterRef("pk")
    mine = Q(pilot__owner=me) | Q(pilot__decision__pitch__group__seats__enrolment=me)
    return {
        "pulse_day": Subquery(due.filter(mine).order_by("day").values("day")[:1]),
        "team_pulse_day": Subquery(due.exclude(passed_on_at=None).order_by("day").values("day")[:1]),
    }
