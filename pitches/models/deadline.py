"""Until when the groups of a team hand in."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from cohorts.models import Cohort, Enrolment
from lib import orm


class HandIn(models.Model):
    """The moment that a trainer set; a team without one hands in until the vote opens."""

    cohort = models.OneToOneField(Cohort, models.CASCADE, related_name="hand_in")
    until = models.DateTimeField()

    objects = orm.Manager()

    def __str__(self) -> str:
        return f"{self.cohort}: {self.until}"

    @property
    def is_over(self) -> bool:
        return self.until < timezone.now()


def deadline(cohort: Cohort) -> HandIn | None:
    """Return what the trainer set for this team."""
    return getattr(cohort, "hand_in", None)


def deadline_refusal(cohort: Cohort, *, by: Enrolment) -> str:
    """Say why this person does not set the moment."""
    if reason := cohort.manage_refusal(by=by):
        return reason
    if cohort.ballots.exists():
        return gettext("The vote has been opened, so the pitches stay as they are.")
    return ""
