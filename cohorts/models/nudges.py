from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models.cohort import Cohort, Enrolment
from lib import orm

LONGEST = 1000  # characters: a kind word is short


def week_of(day: date) -> date:
    """Return the Monday of the week of this day."""
    return day - timedelta(days=day.weekday())


class NudgeState(models.TextChoices):
    WAITING = "waiting", _("goes in office hours")
    SENT = "sent", _("sent")
    DROPPED = "dropped", _("not sent")


class NudgeQuerySet(models.QuerySet["Nudge"]):
    def waiting(self) -> "NudgeQuerySet":
        return self.filter(state=NudgeState.WAITING)

    def kept(self) -> "NudgeQuerySet":
        """Those that went or will go."""
        return self.exclude(state=NudgeState.DROPPED)

    def of_team(self, cohort: Cohort) -> "NudgeQuerySet":
        return self.filter(enrolment__cohort=cohort)


class Nudge(models.Model):
    """A kind word of a trainer to one participant: at most one a week, and only when the trainer says so."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="nudges")
    week = models.DateField()  # its Monday
    text = models.TextField(_("your text"), max_length=LONGEST, blank=True)  # empty: skipped this week
    state = models.CharField(max_length=8, choices=NudgeState, default=NudgeState.WAITING)
    by = models.ForeignKey(Enrolment, models.CASCADE, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)  # when it went, or turned out not to be needed
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(NudgeQuerySet)()

    class Meta:
        ordering = ["-week", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "week"], name="nudge_once_a_week"),
            models.CheckConstraint(name="nudge_state_is_known", condition=Q(state__in=NudgeState)),
            models.CheckConstraint(
                name="nudge_says_something", condition=Q(state=NudgeState.DROPPED) | ~Q(text="")
            ),
            models.CheckConstraint(
                name="nudge_settled_has_a_time",
                condition=Q(state=NudgeState.WAITING, settled_at=None)
                | (~Q(state=NudgeState.WAITING) & Q(settled_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["week"], name="nudge_waiting", condition=Q(state=NudgeState.WAITING))]

    def __str__(self) -> str:
        return f"{self.week} ({self.enrolment})"

    def settle(self, state: NudgeState) -> None:
        self.state, self.settled_at = state, timezone.now()
        self.save(update_fields=["state", "settled_at"])
