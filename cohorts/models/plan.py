from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cohorts.models.cohort import Cohort
from dingen.models import Ding, Revision
from lib import orm


class Weight(models.TextChoices):
    MUST = "must", _("must-do")
    CAN = "can", _("can-do")


class PlanItemQuerySet(models.QuerySet["PlanItem"]):
    def musts(self) -> "PlanItemQuerySet":
        return self.filter(weight=Weight.MUST)

    def outdated(self) -> "PlanItemQuerySet":
        """Begun in a text that is not the published one any more."""
        old = self.exclude(revision=None).exclude(ding__revision=None)
        return old.exclude(revision=F("ding__revision"))

    def with_numbers(self) -> "PlanItemQuerySet":
        """With the number and the date of both texts, without the words."""
        wanted = ("number", "change", "created_at")
        texts = (f"{text}__{field}" for text in ("revision", "ding__revision") for field in wanted)
        return self.select_related("revision", "ding__revision").only(
            "number", "ding__slug", "ding__title", *texts
        )


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
    dates_by_hand = models.BooleanField(default=False)  # a new rhythm leaves them as they are

    objects = orm.Manager.from_queryset(PlanItemQuerySet)()

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

    @property
    def is_outdated(self) -> bool:
        """Begun in a text that is not the published one any more."""
        newest = self.ding.revision_id
        return bool(self.revision_id and newest) and self.revision_id != newest


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
