from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from cohorts.models.cohort import Cohort, Enrolment
from dingen.models import Ding, Level
from lib import orm


class ProgressQuerySet(models.QuerySet["Progress"]):
    def finished(self) -> "ProgressQuerySet":
        return self.exclude(finished_at=None)

    def known(self, ding: Ding) -> "ProgressQuerySet":
        """Who knew this Ding already, and what they showed; the trainer reads it."""
        known = self.filter(ding=ding, known=True).exclude(shown="")
        return known.select_related("enrolment__user").order_by("finished_at", "pk")

    def of_team(self, cohort: Cohort) -> "ProgressQuerySet":
        """Of everybody who is a participant of this team now."""
        return self.filter(enrolment__in=cohort.enrolments.participants())


class Progress(models.Model):
    """How far one person is with one Ding. There are no reading times here, on purpose."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="progress")
    ding = models.ForeignKey(Ding, models.PROTECT, related_name="+")
    level = models.CharField(max_length=12, choices=Level, default=Level.DOEN)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)  # not now; it comes back when somebody likes
    known = models.BooleanField(default=False)  # done before: skipped, and it counts as done
    shown = models.CharField(max_length=300, blank=True)  # what they made with it then, or where it is

    objects = orm.Manager.from_queryset(ProgressQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "ding"], name="progress_once_per_ding"),
            models.CheckConstraint(name="progress_level_is_known", condition=Q(level__in=Level)),
            models.CheckConstraint(
                name="progress_finishes_after_it_starts",
                condition=Q(finished_at=None) | Q(finished_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="progress_set_aside_is_not_finished",
                condition=Q(set_aside_at=None) | Q(finished_at=None),
            ),
            models.CheckConstraint(
                name="progress_known_is_finished", condition=Q(known=False) | Q(finished_at__isnull=False)
            ),
            models.CheckConstraint(name="progress_shown_is_known", condition=Q(shown="") | Q(known=True)),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.ding}"

    @property
    def state(self) -> str:
        """Say done, aside or busy."""
        return "done" if self.finished_at else "aside" if self.set_aside_at else "busy"

    def aside_refusal(self) -> str:
        """What is not done yet can be set aside."""
        return gettext("This Ding is done already.") if self.finished_at else ""

    def skip_refusal(self) -> str:
        """What was done here cannot have been known before; who knew it may show something else."""
        return gettext("This Ding is done already.") if self.finished_at and not self.known else ""

    def untick_refusal(self) -> str:
        """Ticks can be taken away until the Ding is done."""
        if self.finished_at:
            return gettext("This Ding is done. Open it again if you want to change something.")
        return ""


class StepDone(models.Model):
    """A tick. It holds the step's key, so it survives a new revision of the lesson."""

    progress = models.ForeignKey(Progress, models.CASCADE, related_name="steps_done")
    step_key = models.SlugField(max_length=60)
    done_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["progress", "step_key"], name="step_ticked_once")]

    def __str__(self) -> str:
        return self.step_key
