from datetime import date
from typing import TypedDict
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import Invitation, Organisation, User
from dingen.models import Ding, Programme, Revision
from lib import orm


class CohortKind(models.TextChoices):
    IN_COMPANY = "in_company", _("team of one library")
    OPEN = "open", _("open edition")
    INDIVIDUAL = "individual", _("on your own")


class State(models.TextChoices):
    DRAFT = "draft", _("being set up")
    RUNNING = "running", _("running")
    CLOSED = "closed", _("closed")


class Stage(models.IntegerChoices):
    """Where a team is on the thread (DESIGN, "The thread"); it only ever goes forward."""

    AGREEMENT = 1, _("Agreement")
    DINGEN = 2, _("Dingen")
    GROUPS = 3, _("Groups")
    PLAN = 4, _("Plan")
    PITCH = 5, _("Pitch")
    VOTE = 6, _("Vote")
    NOMINATION = 7, _("Nomination")
    DECISION = 8, _("Decision")
    PILOT = 9, _("Pilot")
    OUTCOME = 10, _("Outcome")


class Bead(TypedDict):
    number: int
    label: str
    state: str  # done, here or ahead


class CohortQuerySet(models.QuerySet["Cohort"]):
    def visible_to(self, user: User) -> "CohortQuerySet":
        return self.filter(enrolments__user=user, enrolments__left_at=None)


class Cohort(models.Model):
    """A team that follows a programme together; everybody calls it a team."""

    name = models.CharField(_("name of the team"), max_length=100)
    slug = models.SlugField(max_length=80, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="cohorts")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cohorts")
    kind = models.CharField(_("kind"), max_length=12, choices=CohortKind, default=CohortKind.IN_COMPANY)
    goal = models.TextField(_("goal"), max_length=1000, blank=True)
    sponsor = models.CharField(_("sponsor in the MT"), max_length=100, blank=True)
    hours = models.PositiveIntegerField(_("hours for the winning idea"), null=True, blank=True)
    budget = models.PositiveIntegerField(_("budget for the winning idea (euro)"), null=True, blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    closing_at = models.DateTimeField(_("closing meeting"), null=True, blank=True)
    closing_place = models.CharField(_("place of the closing meeting"), max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    stage = models.PositiveSmallIntegerField(choices=Stage, default=Stage.AGREEMENT)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(CohortQuerySet)()

    class Meta:
        ordering = ["-starts_on", "name"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            models.CheckConstraint(
                name="cohort_ends_after_it_starts",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("A team ends after it starts."),
            ),
            models.CheckConstraint(name="cohort_kind_is_known", condition=Q(kind__in=CohortKind)),
            models.CheckConstraint(name="cohort_state_is_known", condition=Q(state__in=State)),
            models.CheckConstraint(name="cohort_stage_is_known", condition=Q(stage__in=Stage)),
            models.CheckConstraint(
                name="cohort_draft_is_at_the_agreement",
                condition=~Q(state=State.DRAFT) | Q(stage=Stage.AGREEMENT),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("home:team_desk", kwargs={"team": self.slug})

    @property
    def zone(self) -> ZoneInfo:
        """The clock that the team's dates and hours are shown and enforced in."""
        return ZoneInfo(self.organisation.timezone)

    @property
    def today(self) -> date:
        return timezone.localdate(timezone=self.zone)

    @property
    def thread(self) -> list[Bead]:
        """The whole line, with what is done, where the team is and what is ahead."""
        return [
            {
                "number": stage.value,
                "label": str(stage.label),
                "state": "done" if stage < self.stage else "here" if stage == self.stage else "ahead",
            }
            for stage in Stage
        ]

    @property
    def stage_label(self) -> str:
        return str(Stage(self.stage).label)

    def write_refusal(self) -> str:
        """Say why nothing can be written in this team any more; empty when it can."""
        if self.state == State.CLOSED:
            return gettext("This team is closed. You can read everything, but not change it.")
        return ""

    def start_refusal(self) -> str:
        """Say what is still missing before the team can begin; empty when nothing is."""
        if not self.plan.filter(weight=Weight.MUST).exists():
            return gettext("Choose at least one must-do first.")
        if not self.invitations.waiting().exists() and not self.enrolments.participants().exists():
            return gettext("Add the people of your team first.")
        return ""

    def close_refusal(self) -> str:
        """Say why the team cannot be closed; empty when it can."""
        return gettext("This team has not started yet.") if self.state == State.DRAFT else ""

    def group_refusal(self, *, by: "Enrolment") -> str:
        """Participants and trainers make groups, once the team runs."""
        if self.state == State.DRAFT:
            return gettext("This team has not started yet.")
        if by.is_mt:
            return gettext("Members of the MT are not in a group.")
        return self.write_refusal()

    def revision_of(self, ding: Ding) -> Revision:
        """Return the text this team works with: the one it began with, or the published one."""
        item = self.plan.select_related("revision").filter(ding=ding).first()
        revision = item.revision if item and item.revision else ding.revision
        assert revision is not None  # a readable Ding has one: ding_readable_has_a_revision
        return revision

    def reach(self, stage: Stage) -> None:
        """Move forward to a stage; never back, also when two people do it at once."""
        moved = type(self).objects.filter(pk=self.pk, stage__lt=stage).update(stage=stage)
        if moved:
            self.stage = stage


class Role(models.TextChoices):
    PARTICIPANT = "participant", _("participant")
    TRAINER = "trainer", _("trainer")
    MT = "mt", _("member of the MT")


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def present(self) -> "EnrolmentQuerySet":
        return self.filter(left_at=None)

    def participants(self) -> "EnrolmentQuerySet":
        return self.present().filter(role=Role.PARTICIPANT)

    def trainers(self) -> "EnrolmentQuerySet":
        return self.present().filter(role=Role.TRAINER)

    def mt(self) -> "EnrolmentQuerySet":
        return self.present().filter(role=Role.MT)

    def helpers(self) -> "EnrolmentQuerySet":
        return self.participants().filter(seat__helper=True)

    def by_name(self) -> "EnrolmentQuerySet":
        return self.select_related("user").order_by("user__name", "user__email")


class Enrolment(models.Model):
    """One person in one team. Every page of a team starts here."""

    user = models.ForeignKey(User, models.PROTECT, related_name="enrolments")
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="enrolments")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    left_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(EnrolmentQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "cohort"],
                name="enrolled_once_per_cohort",
                violation_error_message=_("This person is already in the team."),
            ),
            models.CheckConstraint(name="enrolment_role_is_known", condition=Q(role__in=Role)),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def is_trainer(self) -> bool:
        return self.role == Role.TRAINER

    @property
    def is_participant(self) -> bool:
        return self.role == Role.PARTICIPANT

    @property
    def is_mt(self) -> bool:
        return self.role == Role.MT

    def learn_refusal(self) -> str:
        """Say why this person cannot work on a Ding here; empty when they can."""
        if not self.is_participant:
            return gettext("Only participants keep track of their Dingen.")
        if self.cohort.state == State.DRAFT:
            return gettext("This team has not started yet.")
        return self.cohort.write_refusal()

    def remove_refusal(self, *, by: "Enrolment") -> str:
        """A trainer takes anybody out of the team, but not the last trainer."""
        if not by.is_trainer or by.cohort_id != self.cohort_id:
            return gettext("Only the trainer can take somebody out of the team.")
        if self.is_trainer and self.cohort.enrolments.trainers().count() < 2:
            return gettext("A team needs a trainer. Add another one first.")
        return self.cohort.write_refusal()

    def leave_refusal(self, *, by: "Enrolment") -> str:
        """You leave your own seat; the trainer may free anybody's."""
        if by.pk != self.pk and not by.is_trainer:
            return gettext("Only the trainer can move somebody else.")
        return self.cohort.write_refusal()


class CohortInvitationQuerySet(models.QuerySet["CohortInvitation"]):
    def open(self) -> "CohortInvitationQuerySet":
        """Not accepted and not withdrawn; a letter that expired can be sent again."""
        return self.filter(invitation__accepted_at=None, invitation__withdrawn_at=None)

    def waiting(self) -> "CohortInvitationQuerySet":
        """Written, but never mailed."""
        return (
            self.open()
            .filter(invitation__sent_at=None)
            .select_related("invitation__user", "cohort__organisation")
        )


class CohortInvitation(models.Model):
    """What a letter admits to: this team, in this role."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="place")
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=12, choices=Role)

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="cohort_invitation_role_is_known", condition=Q(role__in=Role))
        ]

    def __str__(self) -> str:
        return f"{self.invitation} ({self.cohort})"


class Weight(models.TextChoices):
    MUST = "must", _("must-do")
    CAN = "can", _("can-do")


class PlanItem(models.Model):
    """A Ding in the plan of a team. What is in the catalogue and not here is a free choice."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="plan")
    ding = models.ForeignKey(Ding, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("number"))
    weight = models.CharField(max_length=4, choices=Weight)
    # The text this team works with; none means the published one, until somebody starts.
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="+")
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "ding"], name="plan_has_a_ding_once"),
            models.UniqueConstraint(fields=["cohort", "number"], name="plan_number_is_unique"),
            models.CheckConstraint(name="plan_weight_is_known", condition=Q(weight__in=Weight)),
            models.CheckConstraint(name="plan_number_starts_at_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="plan_due_after_it_opens",
                condition=Q(opens_on=None) | Q(due_on=None) | Q(due_on__gte=F("opens_on")),
                violation_error_message=_("A Ding is due after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.ding}"


class MeetingKind(models.TextChoices):
    KICK_OFF = "kick_off", _("kick-off")
    GATHERING = "gathering", _("meeting")


class Meeting(models.Model):
    """A date for the calendar; the closing meeting itself stands on the team."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="meetings")
    kind = models.CharField(max_length=10, choices=MeetingKind)
    title = models.CharField(_("title"), max_length=100)
    place = models.CharField(_("place"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))

    objects = orm.Manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("A meeting ends after it starts."),
            ),
            models.CheckConstraint(name="meeting_kind_is_known", condition=Q(kind__in=MeetingKind)),
        ]

    def __str__(self) -> str:
        return self.title
