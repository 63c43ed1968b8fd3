"""What the MT decides.

A decision and its pilot often come after the team is closed. They ask no leave of
`write_refusal`: closing ends the learning, not the promise.
"""

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
