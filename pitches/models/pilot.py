"""What becomes of the idea after the decision; also when the team is closed."""

from datetime import date, datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.models import Enrolment
from lib import orm
from pitches.models.outcome import Decision
from pitches.models.plan import seats

PULSE_DAYS = (30, 60, 90, 365)


class PilotState(models.TextChoices):
    RUNNING = "running", _("running")
    IN_USE = "in_use", _("in use")
    SCALED_UP = "scaled_up", _("scaled up")
    STOPPED = "stopped", _("stopped, learned: ...")


class PilotQuerySet(models.QuerySet["Pilot"]):
    def visible_to(self, enrolment: Enrolment) -> "PilotQuerySet":
        return self.filter(decision__cohort=enrolment.cohort)

    def whole(self) -> "PilotQuerySet":
        """Fetch all that a page about the pilot shows."""
        related = self.select_related(
            "decision__cohort__organisation", "decision__pitch__group", "owner__user"
        )
        return related.prefetch_related(seats("decision__pitch__group__"))


class Pilot(models.Model):
    """What happens with the idea after the decision."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="pilot")
    owner = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=PilotState, default=PilotState.RUNNING)
    learned = models.CharField(_("what we learned"), max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    lines_told = models.PositiveSmallIntegerField(default=0)  # the months of which everybody had their line

    objects = orm.Manager.from_queryset(PilotQuerySet)()

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

    @property
    def is_running(self) -> bool:
        return self.state == PilotState.RUNNING

    def edit_refusal(self, *, by: Enrolment) -> str:
        """Say why this person does not write about the pilot; empty when they do."""
        pitch = self.decision.pitch
        if pitch.is_trained_by(by) or pitch.has_member(by) or by.pk == self.owner_id:
            return ""
        return gettext("Only the group of this pilot, its owner and the trainer write here.")

    def end_refusal(self, *, by: Enrolment) -> str:
        if reason := self.edit_refusal(by=by):
            return reason
        return "" if self.is_running else gettext("This pilot has already been rounded off.")

    def line(self, since: datetime) -> dict[str, str]:
        """Return the line of the month: the group's newest word after this moment, or that it was silent."""
        pulse = self.pulses.filter(answered_at__gte=since).order_by("-answered_at").first()
        update = self.updates.filter(created_at__gte=since).first()
        if pulse and pulse.answered_at and (not update or pulse.answered_at >= update.created_at):
            return {"news": pulse.pulse, "sentence": pulse.sentence}
        if update:
            return {"news": "update", "sentence": Truncator(update.text).chars(250)}
        return {"news": "silent", "sentence": ""}

    def tip_refusal(self, *, by: Enrolment) -> str:
        """Say why this person gives no tip; empty when they can. It also goes on in a closed team."""
        if not self.is_running:
            return gettext("This pilot has already been rounded off.")
        if self.decision.pitch.has_member(by):
            return gettext("This is your own pilot. The tips are for you.")
        return ""

    def owner_refusal(self, *, by: Enrolment, owner: Enrolment) -> str:
        if reason := self.edit_refusal(by=by):
            return reason
        if not self.decision.pitch.has_member(owner):
            return gettext("The owner is somebody of the group.")
        return ""


class Pulse(models.TextChoices):
    RUNS = "runs", _("it runs")
    FALTERS = "falters", _("it falters")
    STOPPED = "stopped", _("it stopped")


class PulseCheckQuerySet(models.QuerySet["PulseCheck"]):
    def waiting(self, today: date) -> "PulseCheckQuerySet":
        """Questions to answer now: of each pilot the last one whose day has come, unless it has stopped."""
        due = self.filter(due_on__lte=today, answered_at=None).exclude(pilot__state=PilotState.STOPPED)
        later = PulseCheck.objects.filter(pilot=OuterRef("pilot"), day__gt=OuterRef("day"), due_on__lte=today)
        return due.exclude(Exists(later))


class PulseCheck(models.Model):
    """After 30, 60, 90 days and a year: how is it going, and one sentence."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="pulses")
    day = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    pulse = models.CharField(_("how is it going"), max_length=8, choices=Pulse, blank=True)
    sentence = models.CharField(_("one sentence"), max_length=250, blank=True)
    answered_by = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    # The question went out, then one reminder, then the trainer heard of it.
    asked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    passed_on_at = models.DateTimeField(null=True, blank=True)

    objects = orm.Manager.from_queryset(PulseCheckQuerySet)()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["pilot", "day"], name="pulse_once_per_day"),
            models.CheckConstraint(name="pulse_day_is_known", condition=Q(day__in=PULSE_DAYS)),
            models.CheckConstraint(
                name="pulse_answer_is_complete",
                condition=Q(answered_at=None, pulse="", sentence="")
                | (Q(answered_at__isnull=False) & Q(pulse__in=Pulse) & ~Q(sentence="")),
            ),
            models.CheckConstraint(
                name="pulse_is_asked_then_reminded_then_passed_on",
                condition=(Q(reminded_at=None) | Q(asked_at__isnull=False))
                & (Q(passed_on_at=None) | Q(reminded_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pilot}: {self.day}"

    @property
    def label(self) -> str:
        if self.day > 300:
            return gettext("After a year")
        return gettext("After %(days)s days") % {"days": self.day}

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def is_due(self) -> bool:
        return not self.is_answered and self.due_on <= self.pilot.decision.cohort.today

    def answer_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot answer; after an end in use, the later questions still count."""
        if reason := self.pilot.edit_refusal(by=by):
            return reason
        if self.is_answered:
            return gettext("%(person)s has already answered this.") % {
                "person": self.answered_by or gettext("Somebody")
            }
        return gettext("The pilot has stopped.") if self.pilot.state == PilotState.STOPPED else ""
