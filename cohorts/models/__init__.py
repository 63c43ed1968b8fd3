from cohorts.models.agenda import (
    AgendaEntry,
)
from cohorts.models.certificate import (
    Certificate,
    CertificateKind,
)
from cohorts.models.cohort import Cohort, Enrolment, EnrolmentQuerySet, Role, State
from cohorts.models.groups import (
    SEATS,
    Group,
    Seat,
)
from cohorts.models.growth import (
    CheckAnswer,
    Growth,
    GrowthTotal,
    Moment,
    SelfAssessment,
    Statement,
)
from cohorts.models.invitations import (
    CohortInvitation,
)
from cohorts.models.joining import (
    JoinLink,
)
from cohorts.models.kinds import CohortKind, Stage
from cohorts.models.nudges import (
    Nudge,
    NudgeState,
)
from cohorts.models.plan import (
    Meeting,
    MeetingKind,
    PlanItem,
    Weight,
)
from cohorts.models.progress import (
    Progress,
    StepDone,
)
from cohorts.models.setting_up import (
    Rhythm,
    Step,
)

__all__ = [
    "SEATS",
    "AgendaEntry",
    "Certificate",
    "CertificateKind",
    "CheckAnswer",
    "Cohort",
    "CohortInvitation",
    "CohortKind",
    "Enrolment",
    "EnrolmentQuerySet",
    "Group",
    "Growth",
    "GrowthTotal",
    "JoinLink",
    "Meeting",
    "MeetingKind",
    "Moment",
    "Nudge",
    "NudgeState",
    "PlanItem",
    "Progress",
    "Rhythm",
    "Role",
    "Seat",
    "SelfAssessment",
    "Stage",
    "State",
    "Statement",
    "Step",
    "StepDone",
    "Weight",
]
