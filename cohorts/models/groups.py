from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.models.cohort import Cohort, Enrolment
from lib import orm

SEATS = 5  # "groups of at most five": the programme's own rule since Eindhoven


class GroupQuerySet(models.QuerySet["Group"]):
    def with_seats(self) -> "GroupQuerySet":
        """Each with its seats and who sits in them, in two queries for any number of groups."""
        return self.prefetch_related(
            models.Prefetch("seats", Seat.objects.select_related("enrolment__user"))
        ).select_related("cohort")


class Group(models.Model):
    """At most five participants with one idea and one helper."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="groups")
    name = models.CharField(_("name of the group"), max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(GroupQuerySet)()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "name"],
                name="group_name_is_unique_in_the_team",
                violation_error_message=_("There is already a group with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("pitches:plan_detail", kwargs={"team": self.cohort.slug, "group_id": self.pk})

    @property
    def circle(self) -> str:
        """How messages say that only this group may know them (notifications.notify)."""
        return f"group:{self.pk}"

    @property
    def is_full(self) -> bool:
        return len(self.seats.all()) >= SEATS

    def seat_refusal(self, *, enrolment: Enrolment, by: Enrolment) -> str:
        """Say why this person cannot join; empty when they can. You join yourself, a trainer moves others."""
        if enrolment.cohort_id != self.cohort_id or not enrolment.is_participant or enrolment.left_at:
            return gettext("Only participants of this team are in a group.")
        if by.pk != enrolment.pk and not by.trains(self.cohort):
            return gettext("Only the trainer can move somebody else.")
        if Seat.objects.filter(enrolment=enrolment).exists():
            return gettext("You are already in a group. Leave that one first.")
        if self.is_full:
            return gettext("This group is full: there are five. Choose another group.")
        return self.cohort.write_refusal()

    def rename_refusal(self, *, by: Enrolment) -> str:
        """The group itself and the trainer give it its name."""
        if not by.trains(self.cohort) and not self.seats.filter(enrolment=by).exists():
            return gettext("Only the group itself or the trainer changes its name.")
        return self.cohort.write_refusal()

    def remove_refusal(self, *, by: Enrolment) -> str:
        """The trainer removes a group in which nobody sits."""
        if reason := self.cohort.manage_refusal(by=by):
            return reason
        if self.seats.all():
            return gettext("There are people in this group. Move them first.")
        return ""

    def merge_refusal(self, *, into: "Group", by: Enrolment) -> str:
        """The trainer joins two groups of the team, when five seats are enough."""
        if reason := self.cohort.manage_refusal(by=by):
            return reason
        if into.pk == self.pk or into.cohort_id != self.cohort_id:
            return gettext("Choose another group of this team.")
        if len(self.seats.all()) + len(into.seats.all()) > SEATS:
            return gettext("Together they are more than five. Move people one by one.")
        return ""

    def helper_refusal(self, *, by: Enrolment) -> str:
        """The group itself and the trainer choose the helper."""
        if not by.trains(self.cohort) and not self.seats.filter(enrolment=by).exists():
            return gettext("Only the group itself or the trainer chooses the helper.")
        return self.cohort.write_refusal()


class SeatQuerySet(models.QuerySet["Seat"]):
    def visible_to(self, enrolment: Enrolment) -> "SeatQuerySet":
        return self.filter(group__cohort=enrolment.cohort_id).select_related("enrolment__user", "group")


class Seat(models.Model):
    """A place in a group. The numbers are 1 to 5, so the database cannot hold a sixth."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="seats")
    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="seat")
    number = models.PositiveSmallIntegerField()
    helper = models.BooleanField(_("helper"), default=False)

    objects = orm.Manager.from_queryset(SeatQuerySet)()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="seat_is_taken_once"),
            models.CheckConstraint(name="seat_number_one_to_five", condition=Q(number__range=(1, SEATS))),
            models.UniqueConstraint(fields=["group"], condition=Q(helper=True), name="group_has_one_helper"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} ({self.group}, {self.number})"

    def move_refusal(self, *, by: Enrolment) -> str:
        """The trainer moves people; who sits somewhere changes by leaving and joining."""
        return self.enrolment.cohort.manage_refusal(by=by)
