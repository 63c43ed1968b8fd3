from cohorts.models.cohort import (
    Cohort,
    CohortInvitation,
    CohortKind,
    Enrolment,
    EnrolmentQuerySet,
    Meeting,
    MeetingKind,
    PlanItem,
    Role,
    Stage,
    State,
    Weight,
)
from cohorts.models.groups import SEATS, Group, Seat
from cohorts.models.progress import Moment, Progress, SelfAssessment, Statement, StepDone

__all__ = [
    "SEATS",
    "Cohort",
    "CohortInvitation",
    "CohortKind",
    "Enrolment",
    "EnrolmentQuerySet",
    "Group",
    "Meeting",
    "MeetingKind",
    "Moment",
    "PlanItem",
    "Progress",
    "Role",
    "Seat",
    "SelfAssessment",
    "Stage",
    "State",
    "Statement",
    "StepDone",
    "Weight",
]
