"""What a trainer settles about a team before it starts: time, rhythm, and how far the set-up is."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy as _

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

    slug: Any  # of the team itself, as are these
    plan: Any
    meetings: Any
    closing_at: Any
    zone: Any
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
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

    @property
    def rhythm_url(self) -> str:
        return reverse("cohorts:rhythm_edit", kwargs={"team": self.slug})

    @property
    def meetings_url(self) -> str:
        return reverse("cohorts:meetings_edit", kwargs={"team": self.slug})

    @property
    def weeks(self) -> int:
        """The weeks from the first day to the last, to the nearest whole one; one at least."""
        return max(1, round(((self.ends_on - self.starts_on).days + 1) / 7))

    @property
    def working_weeks(self) -> int:
        """The weeks in which people learn: those of the breather are not among them."""
        if not self.breather:
            return self.weeks
        first, last = max(self.breather[0], self.starts_on), min(self.breather[1], self.ends_on)
        return max(1, self.weeks - max(0, round(((last - first).days + 1) / 7)))

    @property
    def next_step(self) -> Step:
        """Where the trainer goes on with the set-up of a draft."""
        return Step(min(self.steps_done + 1, Step.START))

    def dates_refusal(self) -> str:
        """Say which date of the plan contradicts the dates of the team; empty when none does."""
        outside = Q(opens_on__lt=self.starts_on) | Q(opens_on__gt=self.ends_on) | Q(due_on__gt=self.ends_on)
        if wrong := self.plan.filter(outside).first():
            said = gettext(
                "Ding %(number)d does not fit between the first and the last day. Look at the rhythm."
            )
            return said % {"number": wrong.number}
        return ""

    def meeting_refusal(self, day: date, *, early: bool = False) -> str:
        """Say why there can be no meeting on this day; a kick-off may come before the first day."""
        if day < self.starts_on and not early:
            return gettext("This is before the first day of the team: %(day)s.") % {
                "day": date_format(self.starts_on, "j F Y")
            }
        if day > self.ends_on:
            return gettext("This is after the last day of the team: %(day)s.") % {
                "day": date_format(self.ends_on, "j F Y")
            }
        return ""

    def meetings_refusal(self) -> str:
        """Say which meeting falls outside the team, after its first or last day was moved."""
        found = [(one.starts_at, one.title, one.kind == "kick_off") for one in self.meetings.all()]
        if self.closing_at:
            found.append((self.closing_at, gettext("Closing meeting"), False))
        for at, title, early in found:
            if reason := self.meeting_refusal(at.astimezone(self.zone).date(), early=early):
                return f"{title}: {reason}"
        return ""
