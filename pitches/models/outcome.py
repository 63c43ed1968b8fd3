"""What the MT decides, and what becomes of it.

A decision and its pilot often come after the team is closed. They ask no leave of
`write_refusal`: closing ends the learning, not the promise.
"""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.models import Cohort, Enrolment
from lib import orm
from pitches.models.agreement import Agreement, Electorate
from pitches.models.plan import Pitch, seats
from pitches.models.vote import Ballot

PULSE_DAYS = (30, 60, 90, 365)
LATEST_START = timedelta(days=730)


def advice(cohort: Cohort) -> Ballot | None:
    """Return the last vote of the participants, when its result is known and no run-off follows."""
    return _advice(_votes(cohort))


def agreed(cohort: Cohort) -> Agreement:
    """Return the card that the participants vote by."""
    return Agreement.current(cohort, Electorate.PARTICIPANTS)


def decision_refusal(cohort: Cohort, *, by: Enrolment) -> str:
    """Say why this person cannot decide for the MT now; empty when they can."""
    if not by.is_mt or by.cohort_id != cohort.pk:
        return gettext("Only a member of the MT decides.")
    if decided := Decision.objects.filter(cohort=cohort).first():
        return gettext("The MT has already decided: %(pitch)s.") % {"pitch": decided.pitch}
    if not Pitch.objects.of(cohort).handed_in().exists():
        return gettext("No pitch has been handed in yet.")
    votes = _votes(cohort)
    if any(vote.electorate == Electorate.MT and not vote.is_revealed for vote in votes):
        return gettext("The vote of the MT has not been revealed yet.")
    return (
        ""
        if _advice(votes) or votes_alone(cohort)
        else gettext("The participants come first: their vote has not been revealed yet.")
    )


def _votes(cohort: Cohort) -> list[Ballot]:
    return list(cohort.ballots.select_related("agreement", "winner"))


def _advice(votes: list[Ballot]) -> Ballot | None:
    last = next((vote for vote in votes if vote.electorate == Electorate.PARTICIPANTS), None)
    return last if last and last.is_final else None


def votes_alone(cohort: Cohort) -> bool:
    """Tell whether it was agreed that only the MT votes."""
    electorates = set(cohort.agreements.values_list("electorate", flat=True))
    return electorates == {Electorate.MT}


def choice_refusal(cohort: Cohort, pitch: Pitch) -> str:
    """Say why this pitch cannot be the one: when the vote binds, only its winner can."""
    if pitch.group.cohort_id != cohort.pk or not pitch.is_handed_in:
        return gettext("Choose one of the pitches that were handed in.")
    vote = advice(cohort)
    if vote and vote.winner and not vote.agreement.mt_decides and vote.winner != pitch:
        return gettext("It was agreed that the vote decides: %(pitch)s.") % {"pitch": vote.winner}
    return ""


def start_refusal(cohort: Cohort, starts_on: date) -> str:
    """Say why a pilot cannot start on this day."""
    if starts_on < cohort.starts_on:
        return gettext("The pilot cannot start before the team did.")
    if starts_on > cohort.today + LATEST_START:
        return gettext("The pilot starts within two years.")
    return ""


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

    def get_absolute_url(self) -> str:
        return reverse("pitches:decision_detail", kwargs={"team": self.cohort.slug})


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


class PilotQuerySet(models.QuerySet["Pilot"]):
    def visible_to(self, enrolment: Enrolment) -> "PilotQuerySet":
        return self.filter(decision__cohort=enrolment.cohort)

    def whole(self) -> "PilotQuerySet":
        """Fetch all that a page about the pilot shows."""
        related = self.select_related("decision__cohort", "decision__pitch__group", "owner__user")
        return related.prefetch_related(seats("decision__pitch__group__"))


class Pilot(models.Model):
    """What happens with the idea after the decision."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="pilot")
    owner = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=PilotState, default=PilotState.RUNNING)
    learned = models.CharField(_("what we learned"), max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

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
            models.CheckConstraint(name="pulse_day_is_known", condition=Q(day__in=PULSE_DAYS)),
            models.CheckConstraint(
                name="pulse_answer_is_complete",
                condition=Q(answered_at=None, pulse="", sentence="")
                | (Q(answered_at__isnull=False) & Q(pulse__in=Pulse) & ~Q(sentence="")),
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
