from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import Organisation, User
from cohorts.models.kinds import SHORT, CohortKind, OfKind, Stage
from cohorts.models.pausing import Pause, away, pause_refusal, rules
from cohorts.models.setting_up import SettingUp
from dingen.models import Ding, DingQuerySet, Programme, Revision
from lib import orm


class State(models.TextChoices):
    DRAFT = "draft", _("being set up")
    RUNNING = "running", _("running")
    CLOSED = "closed", _("closed")


SAME_VISIT = timedelta(minutes=10)  # what somebody does next is no news about when they were here
QUIET = timedelta(days=10)  # so long without a tick or a post, and the trainer sees it


class Cohort(SettingUp, OfKind):
    """A team that follows a programme together; everybody calls it a team."""

    name = models.CharField(_("name of the team"), max_length=100)
    slug = models.SlugField(max_length=80, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="cohorts")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cohorts")
    goal = models.TextField(_("goal"), max_length=1000, blank=True)
    sponsor = models.CharField(_("sponsor in the MT"), max_length=100, blank=True)
    hours = models.PositiveIntegerField(_("hours for the winning idea"), null=True, blank=True)
    budget = models.PositiveIntegerField(_("budget for the winning idea (euro)"), null=True, blank=True)
    closing_at = models.DateTimeField(_("closing meeting"), null=True, blank=True)
    closing_place = models.CharField(_("place of the closing meeting"), max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    told_on = models.DateField(null=True, blank=True)  # the last Monday's page that its trainers had
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["-starts_on", "name"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            *SettingUp.Meta.constraints,
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
            models.CheckConstraint(
                name="cohort_without_groups_has_a_short_thread",
                condition=Q(kind=CohortKind.IN_COMPANY) | Q(stage__in=SHORT),
                violation_error_message=_("This team does not work in groups."),
            ),
            models.CheckConstraint(
                name="cohort_on_your_own_starts_at_once",
                condition=~Q(kind=CohortKind.INDIVIDUAL) | ~Q(state=State.DRAFT),
            ),
            models.UniqueConstraint(
                fields=["created_by", "programme"],
                name="cohort_on_your_own_once_a_programme",
                condition=Q(kind=CohortKind.INDIVIDUAL, state=State.RUNNING),
                violation_error_message=_("You are doing this programme already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("home:team_desk", kwargs={"team": self.slug})

    @property
    def plan_url(self) -> str:
        return reverse("cohorts:plan_edit", kwargs={"team": self.slug})

    @property
    def members_url(self) -> str:
        return reverse("cohorts:member_list", kwargs={"team": self.slug})

    @property
    def start_url(self) -> str:
        return reverse("cohorts:cohort_start", kwargs={"team": self.slug})

    @property
    def groups_url(self) -> str:
        return reverse("cohorts:group_list", kwargs={"team": self.slug})

    @property
    def zone(self) -> ZoneInfo:
        """The clock that the team's dates and hours are shown and enforced in."""
        return ZoneInfo(self.organisation.timezone)

    @property
    def today(self) -> date:
        return timezone.localdate(timezone=self.zone)

    @property
    def stage_label(self) -> str:
        return str(Stage(self.stage).label)

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_running(self) -> bool:
        return self.state == State.RUNNING

    @property
    def is_closed(self) -> bool:
        return self.state == State.CLOSED

    def write_refusal(self) -> str:
        """Say why nothing can be written in this team any more; empty when it can."""
        if self.is_closed:
            return gettext("This team is closed. You can read everything, but not change it.")
        return ""

    def manage_refusal(self, *, by: "Enrolment") -> str:
        """Only a trainer of this team changes its plan, people and dates, and only until it is closed."""
        if not by.trains(self):
            return gettext("Only the trainer can do this.")
        return self.write_refusal()

    def role_refusal(self, role: str) -> str:
        """Say why nobody can have this role in a team of this kind; empty when somebody can."""
        if role == Role.MT and not self.has_groups:
            return gettext("An open edition has no MT.")
        return ""

    def start_refusal(self, *, by: "Enrolment") -> str:
        """Say what is still missing before the team can begin; empty when nothing is."""
        if reason := self.manage_refusal(by=by):
            return reason
        if not self.plan.musts().exists():
            return gettext("Choose at least one must-do first.")
        if self.is_open:
            return ""  # people join by the link, also later
        if not self.invitations.waiting().exists() and not self.enrolments.participants().exists():
            return gettext("Add the people of your team first.")
        return self.dates_refusal() or self.meetings_refusal()

    def close_refusal(self, *, by: "Enrolment") -> str:
        """Say why the team cannot be closed; empty when it can."""
        if self.is_draft:
            return gettext("This team has not started yet.")
        return self.manage_refusal(by=by)

    def kind_refusal(self, *, by: "Enrolment") -> str:
        """Whether a team works in groups is settled before it starts."""
        if reason := self.manage_refusal(by=by):
            return reason
        if not self.is_draft:
            return gettext("This team has started. Whether it is an open edition cannot change any more.")
        if self.enrolments.mt().exists() or self.invitations.open().filter(role=Role.MT).exists():
            return gettext("There are members of the MT on the list. An open edition has no MT.")
        return ""

    def end_alone_refusal(self, *, by: "Enrolment") -> str:
        """Who follows a programme on their own rounds it off themselves."""
        if not self.is_alone or by.cohort_id != self.pk:
            return gettext("Only the trainer can do this.")
        return self.write_refusal()

    def texts_refusal(self, *, by: "Enrolment") -> str:
        """The trainer says when a team goes on with new texts; who follows a programme alone does so."""
        return self.end_alone_refusal(by=by) if self.is_alone else self.manage_refusal(by=by)

    def fill_refusal(self, *, by: "Enrolment") -> str:
        """The trainer gives a seat to everybody who did not choose one."""
        return self.group_refusal(by=by) or self.manage_refusal(by=by)

    def group_refusal(self, *, by: "Enrolment") -> str:
        """Participants and trainers make groups, once the team runs."""
        if not self.has_groups:
            return gettext("This team does not work in groups.")
        if self.is_draft:
            return gettext("This team has not started yet.")
        if by.is_mt:
            return gettext("Members of the MT are not in a group.")
        return self.write_refusal()

    def catalogue(self) -> DingQuerySet:
        """The Dingen that the people of this team can read: the shared ones and the library's own."""
        return Ding.objects.readable().of(self.organisation)

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

    def away(self, day: date) -> "EnrolmentQuerySet":
        """Who has a pause on this day."""
        return self.filter(away(day))

    def awake(self, day: date) -> "EnrolmentQuerySet":
        """Who has no pause on this day: only they are reminded, nudged or called to a question."""
        return self.exclude(away(day))

    def quiet(self, now: datetime) -> "EnrolmentQuerySet":
        """Participants who ticked and wrote nothing for ten days, and had no pause in those days."""
        long_ago = now - QUIET
        present = Q(paused_on=None) | Q(paused_until__lte=timezone.localdate(long_ago))
        last = Coalesce("active_at", "created_at")
        return self.participants().filter(present).alias(last=last).filter(last__lt=long_ago)

    def without_group(self) -> "EnrolmentQuerySet":
        return self.participants().filter(seat=None)

    def by_name(self) -> "EnrolmentQuerySet":
        return self.select_related("user").order_by("user__name", "user__email")


class Enrolment(Pause):
    """One person in one team. Every page of a team starts here."""

    user = models.ForeignKey(User, models.PROTECT, related_name="enrolments")
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="enrolments")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    left_at = models.DateTimeField(null=True, blank=True)
    active_at = models.DateTimeField(null=True, blank=True)  # the last tick or post; reading is not kept
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
            *rules(),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def is_paused(self) -> bool:
        return self.paused_on is not None and self.is_away(self.cohort.today)

    @property
    def is_back(self) -> bool:
        """Whether the pause is over and the first step after it is still to come."""
        return self.paused_on is not None and self.is_landing(self.cohort.today)

    @property
    def is_trainer(self) -> bool:
        return self.role == Role.TRAINER

    @property
    def is_participant(self) -> bool:
        return self.role == Role.PARTICIPANT

    @property
    def is_mt(self) -> bool:
        return self.role == Role.MT

    @property
    def desk(self) -> str:
        """Where this person starts in the team."""
        return reverse(
            "pitches:mt_desk" if self.is_mt else "home:team_desk", kwargs={"team": self.cohort.slug}
        )

    def trains(self, cohort: Cohort) -> bool:
        return self.is_trainer and self.cohort_id == cohort.pk

    def copy_refusal(self, *, by: User) -> str:
        """Who led a team may make another one like it, while they train for that library."""
        if by.pk != self.user_id or not self.is_trainer or self.left_at:
            return gettext("Only the trainer can do this.")
        if not Organisation.objects.trained_by(by).filter(pk=self.cohort.organisation_id).exists():
            return gettext("You are no trainer of this library any more.")
        return ""

    def learn_refusal(self, *, by: "Enrolment") -> str:
        """Say why a tick cannot be set here; empty when it can. Nobody ticks for somebody else."""
        if by.pk != self.pk or not self.is_participant:
            return gettext("Only participants keep track of their own Dingen.")
        if self.cohort.is_draft:
            return gettext("This team has not started yet.")
        return self.cohort.write_refusal()

    def remove_refusal(self, *, by: "Enrolment") -> str:
        """A trainer takes anybody out of the team, but not the last trainer."""
        if not by.trains(self.cohort):
            return gettext("Only the trainer can take somebody out of the team.")
        if self.is_trainer and self.cohort.enrolments.trainers().count() < 2:
            return gettext("A team needs a trainer. Add another one first.")
        return self.cohort.write_refusal()

    def leave_refusal(self, *, by: "Enrolment") -> str:
        """You leave your own seat; the trainer may free anybody's."""
        if by.pk != self.pk and not by.trains(self.cohort):
            return gettext("Only the trainer can move somebody else.")
        return self.cohort.write_refusal()

    def pause_refusal(self, *, by: "Enrolment") -> str:
        """Say why this person can have no pause; empty when they can."""
        return pause_refusal(self, by=by)

    def mark_active(self) -> None:
        """Note that this person ticked or wrote something; after a pause that is the landing."""
        now = timezone.now()
        if self.active_at and now - self.active_at < SAME_VISIT and not self.is_back:
            return
        self.active_at = now
        if self.is_back:
            self.forget_pause()
        self.save(update_fields=["active_at", "paused_on", "paused_until"])
