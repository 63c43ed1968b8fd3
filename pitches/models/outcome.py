from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Enrolment
from lib import orm
from pitches.models.plan import Pitch


class Decision(models.Model):
    """What the MT gives room to, and with what means. One per team."""

    cohort = models.OneToOneField(Cohort, models.PROTECT, related_name="decision")
    pitch = models.OneToOneField(Pitch, models.PROTECT, related_name="decision")
    amount = models.PositiveIntegerField(_("amount in euro"))
    hours = models.PositiveIntegerField(_("hours"))
    sponsor = models.CharField(_("sponsor"), max_length=100)
    starts_on = models.DateField(_("start date"))
    reason = models.TextField(_("reason"), max_length=2000)
    decided_by = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decision_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Give a reason."),
            ),
            models.CheckConstraint(
                name="decision_has_a_sponsor",
                condition=~Q(sponsor=""),
                violation_error_message=_("Name a sponsor."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pitch)


class Answer(models.Model):
    """The answer to every other group: never silence."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="answers")
    pitch = models.OneToOneField(Pitch, models.PROTECT, related_name="answer")
    text = models.TextField(_("answer"), max_length=2000)

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="answer_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Every group gets an answer."),
            )
        ]

    def __str__(self) -> str:
        return str(self.pitch)


class PilotState(models.TextChoices):
    RUNNING = "running", _("running")
    IN_USE = "in_use", _("in use")
    SCALED_UP = "scaled_up", _("scaled up")
    STOPPED = "stopped", _("stopped, learned: ...")


class Pilot(models.Model):
    """What happens with the idea after the decision."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="pilot")
    owner = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=PilotState, default=PilotState.RUNNING)
    learned = models.CharField(_("what we learned"), max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="pilot_state_is_known", condition=Q(state__in=PilotState)),
            models.CheckConstraint(
                name="pilot_ends_with_what_was_learned",
                condition=Q(state=PilotState.RUNNING, ended_at=None)
                | (~Q(state=PilotState.RUNNING) & Q(ended_at__isnull=False) & ~Q(learned="")),
                violation_error_message=_("Write down what you learned."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.decision)

    def get_absolute_url(self) -> str:
        return reverse("pitches:pilot_detail", kwargs={"team": self.decision.cohort.slug})


class Pulse(models.TextChoices):
    RUNS = "runs", _("it runs")
    FALTERS = "falters", _("it falters")
    STOPPED = "stopped", _("it stopped")


class PulseCheck(models.Model):
    """After 30, 60, 90 days and a year: how is it going, and one sentence."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="pulses")
    day = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    pulse = models.CharField(_("how is it going"), max_length=8, choices=Pulse, blank=True)
    sentence = models.CharField(_("one sentence"), max_length=250, blank=True)
    answered_by = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["pilot", "day"], name="pulse_once_per_day"),
            models.CheckConstraint(name="pulse_day_is_known", condition=Q(day__in=[30, 60, 90, 365])),
            models.CheckConstraint(
                name="pulse_answer_is_complete",
                condition=Q(answered_at=None, pulse="", sentence="")
                | (Q(answered_at__isnull=False) & Q(pulse__in=Pulse) & ~Q(sentence="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pilot}: {self.day}"
