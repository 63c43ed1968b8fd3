"""What the calendars of people hold: each date once, with how often it was moved."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cohorts.models.cohort import Cohort
from lib import orm

REMEMBERED = timedelta(days=60)  # so long a calendar hears that a date was called off


class AgendaEntry(models.Model):
    """A date of a team as calendars have it: a whole day, or from an hour to an hour.

    The plan, the meetings and the team itself say what the dates are; cohorts.agenda compares, and
    writes here what changed. A calendar program knows a date by its uid and follows the sequence.
    """

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="agenda")
    key = models.CharField(max_length=40)  # "meeting:12", "ding:5", "closing"
    title = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=120, blank=True)
    day = models.DateField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    cancelled = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "key"], name="agenda_entry_once"),
            models.CheckConstraint(
                name="agenda_entry_has_a_day_or_hours",
                condition=Q(day__isnull=False, starts_at=None, ends_at=None)
                | Q(day=None, starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key

    @property
    def uid(self) -> str:
        return f"{self.cohort_id}-{self.key.replace(':', '-')}@{settings.SITE_HOST}"

    @property
    def is_told(self) -> bool:
        """Whether it stands, or was called off so lately that a calendar may not have heard."""
        return not self.cancelled or self.changed_at > timezone.now() - REMEMBERED
