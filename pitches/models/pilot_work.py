"""What the group does in a pilot: milestones, what it spent, news with pictures."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.models import Enrolment
from lib import orm
from lib.images import MOST_BYTES
from pitches.models.pilot import Pilot

MOST_MILESTONES, MOST_PICTURES = 30, 60


class Milestone(models.Model):
    """Something to reach, and the day by which."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="milestones")
    title = models.CharField(_("what"), max_length=120)
    due_on = models.DateField(_("by when"))
    done_on = models.DateField(null=True, blank=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="milestone_says_what",
                condition=~Q(title=""),
                violation_error_message=_("Say what you want to reach."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @staticmethod
    def add_refusal(pilot: Pilot, *, by: Enrolment) -> str:
        if reason := pilot.edit_refusal(by=by):
            return reason
        if pilot.milestones.count() >= MOST_MILESTONES:
            return gettext("There are thirty milestones already. Take one away first.")
        return ""


class Spending(models.Model):
    """Money or hours that the group used of what the MT gave."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="spendings")
    what = models.CharField(_("for what"), max_length=120)
    euro = models.DecimalField(_("euro"), max_digits=9, decimal_places=2, default=Decimal(0))
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=1, default=Decimal(0))
    spent_on = models.DateField(_("on"))
    booked_by = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")

    objects = orm.Manager()

    class Meta:
        ordering = ["-spent_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="spending_says_what", condition=~Q(what="")),
            models.CheckConstraint(
                name="spending_is_money_or_hours",
                condition=Q(euro__gte=0, hours__gte=0) & (Q(euro__gt=0) | Q(hours__gt=0)),
                violation_error_message=_("Fill in an amount, hours, or both."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @staticmethod
    def totals(spendings: "Iterable[Spending]") -> dict[str, Decimal]:
        """Return the euro and hours that were used together."""
        found = list(spendings)
        return {
            "euro": sum((one.euro for one in found), Decimal(0)),
            "hours": sum((one.hours for one in found), Decimal(0)),
        }


class PilotUpdate(models.Model):
    """News of the pilot in the group's own words."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="updates")
    author = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    text = models.TextField(_("your news"), max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(name="pilot_update_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text[:60]

    def remove_refusal(self, *, by: Enrolment) -> str:
        """Say why this person does not take the news away: who wrote it and the trainer do."""
        if by.pk == self.author_id or self.pilot.decision.pitch.is_trained_by(by):
            return ""
        return gettext("Only who wrote this and the trainer take it away.")


class PilotPictureQuerySet(models.QuerySet["PilotPicture"]):
    def visible_to(self, enrolment: Enrolment) -> "PilotPictureQuerySet":
        return self.filter(update__pilot__decision__cohort=enrolment.cohort)


class PilotPicture(models.Model):
    """A picture with the news. The name on disk is random; a view that admits serves it."""

    update = models.ForeignKey(PilotUpdate, models.CASCADE, related_name="pictures")
    stored_as = models.CharField(max_length=80, unique=True)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    alt = models.CharField(_("description of the picture"), max_length=300)

    objects = orm.Manager.from_queryset(PilotPictureQuerySet)()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="pilot_picture_at_most_10_mb", condition=Q(size__lte=MOST_BYTES)),
            models.CheckConstraint(
                name="pilot_picture_has_a_description",
                condition=~Q(alt=""),
                violation_error_message=_("Describe the picture for who cannot see it."),
            ),
            models.CheckConstraint(
                name="pilot_picture_is_a_picture", condition=Q(content_type__startswith="image/")
            ),
        ]

    def __str__(self) -> str:
        return self.alt

    def address(self, team: str) -> str:
        return reverse("pitches:pilot_picture", kwargs={"team": team, "picture_id": self.pk})

    @classmethod
    def add_refusal(cls, pilot: Pilot, more: int) -> str:
        """Say why these pictures do not fit any more; empty when they do."""
        if cls.objects.filter(update__pilot=pilot).count() + more > MOST_PICTURES:
            return gettext("There are sixty pictures with this pilot already. Take old news away first.")
        return ""


class PilotTip(models.Model):
    """What a colleague says during the pilot; the group says what it does with it."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="tips")
    author = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    text = models.CharField(_("your tip"), max_length=300)
    answer = models.CharField(_("what the group does with it"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="pilot_tip_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="pilot_tip_answer_has_a_time",
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & Q(answered_at__isnull=False, answered_at__gte=F("created_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.text
