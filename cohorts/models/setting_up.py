"""What a trainer settles about a team before it starts: time, rhythm, and how far the set-up is."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_MINUTES = 600  # a week; more is a job
MOST_AT_ONCE = 50  # Dingen that open together
MOST_BLOCK = 12  # weeks
MOST_BREATHER = 8  # weeks


class Rhythm(models.TextChoices):
    """When the Dingen of a plan open."""

    ALL = "all", _("all at once")
    WEEKLY = "weekly", _("every week")
    BLOCKS = "blocks", _("in blocks of some weeks")


class Step(models.IntegerChoices):
    """The steps of the set-up, in their order; a team holds the last one that was saved."""

    NONE = 0, ""
    TEAM = 1, _("The team")
    PLAN = 2, _("The Dingen")
    RHYTHM = 3, _("The rhythm")
    MEETINGS = 4, _("The meetings")
    PEOPLE = 5, _("The people")
    START = 6, _("Check and start")


class SettingUp(models.Model):
    """The part of a team that the steps of the set-up fill in."""

    minutes_per_week = models.PositiveSmallIntegerField(_("minutes a week"), default=40)
    rhythm = models.CharField(_("rhythm"), max_length=6, choices=Rhythm, default=Rhythm.ALL)
    pace = models.PositiveSmallIntegerField(_("must-do's at a time"), default=1)
    block_weeks = models.PositiveSmallIntegerField(_("weeks a block"), default=2)
    breather_on = models.DateField(_("breather"), null=True, blank=True)  # any day of its first week
    breather_weeks = models.PositiveSmallIntegerField(_("weeks of breather"), default=1)
    steps_done = models.PositiveSmallIntegerField(choices=Step, default=Step.NONE, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="cohort_minutes_in_a_week",
                condition=Q(minutes_per_week__range=(5, MOST_MINUTES)),
                violation_error_message=_("Choose from 5 to 600 minutes a week."),
            ),
            models.CheckConstraint(name="cohort_rhythm_is_known", condition=Q(rhythm__in=Rhythm)),
            models.CheckConstraint(name="cohort_pace_in_range", condition=Q(pace__range=(1, MOST_AT_ONCE))),
            models.CheckConstraint(
                name="cohort_block_in_range", condition=Q(block_weeks__range=(1, MOST_BLOCK))
            ),
            models.CheckConstraint(
                name="cohort_breather_in_range", condition=Q(breather_weeks__range=(1, MOST_BREATHER))
            ),
            models.CheckConstraint(name="cohort_step_is_known", condition=Q(steps_done__in=Step)),
        ]

    @property
    def breather(self) -> tuple[date, date] | None:
        """The first and the last day of the weeks without a new Ding, from a Monday to a Sunday."""
        if not self.breather_on:
            return None
        monday = self.breather_on - timedelta(days=self.breather_on.weekday())
        return monday, monday + timedelta(weeks=self.breather_weeks, days=-1)

    def saved(self, step: Step) -> None:
        """Note how far the set-up is; a step back does not undo the ones after it."""
        if self.steps_done < step:
            self.steps_done = step
            self.save(update_fields=["steps_done"])
