"""What a new topic starts from: the address, or a form elsewhere such as the lesson's."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest, PermissionDenied
from django.utils.translation import gettext

from cohorts.access import Request
from cohorts.models import Enrolment
from dingen.models import Ding, Step
from forum.access import ding_of
from forum.models import TopicKind


@dataclass(frozen=True)
class Start:
    """The kind, the Ding and the step that are filled in already, and where to go afterwards."""

    kind: TopicKind
    ding: Ding | None
    step: Step | None
    next: str
    chooses_kind: bool

    @classmethod
    def of(cls, request: Request, enrolment: Enrolment) -> "Start":
        """Read it from the request. Raises BadRequest, PermissionDenied or Http404 for what cannot be."""

        def asked(name: str) -> str:
            return str(request.POST.get(name) or request.GET.get(name, ""))

        kind = asked("kind") or TopicKind.TALK
        if alone := enrolment.cohort.is_alone:
            kind = TopicKind.EXPERIENCE  # there is nobody to ask, to tell or to talk with
        if kind not in TopicKind:
            raise BadRequest
        if kind == TopicKind.ANNOUNCEMENT and not enrolment.is_trainer:
            raise PermissionDenied
        ding = ding_of(enrolment, asked("ding")) if asked("ding") else None
        return cls(
            kind=TopicKind(kind),
            ding=ding,
            step=step_of(enrolment, ding, asked("step")) if ding else None,
            next=asked("next"),
            chooses_kind=not ding and "kind" not in request.GET and not alone,
        )

    @property
    def place(self) -> str:
        """The name of the draft; each Ding, kind and step has its own."""
        if self.chooses_kind:
            return "new"
        about = [self.ding.slug if self.ding else "", self.step.key if self.step else ""]
        return ":".join(["new", self.kind, *about]).rstrip(":")

    @property
    def title(self) -> str:
        """The title that is filled in: "I am stuck" needs no more than one tap."""
        if self.step and self.kind == TopicKind.QUESTION:
            return (gettext("I am stuck: %(step)s") % {"step": self.step.title})[:150]
        return ""

    @property
    def heading(self) -> str:
        if self.chooses_kind:
            return gettext("New message")
        return {
            TopicKind.EXPERIENCE: gettext("Share your experience"),
            TopicKind.QUESTION: gettext("Ask your question"),
            TopicKind.TALK: gettext("Start a conversation"),
            TopicKind.ANNOUNCEMENT: gettext("Make an announcement"),
        }[self.kind]


def step_of(enrolment: Enrolment, ding: Ding, key: str) -> Step | None:
    """Return the step in the text that this team works with; None for one that is not there."""
    return enrolment.cohort.revision_of(ding).steps.filter(key=key).first() if key else None
