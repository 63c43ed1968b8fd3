"""Being away from a team for a while, and coming back softly."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_lazy as _

if TYPE_CHECKING:
    from cohorts.models.cohort import Enrolment


def away(day: date) -> Q:
    """Who has a pause on this day."""
    return Q(paused_on__lte=day) & (Q(paused_until=None) | Q(paused_until__gt=day))


class Pause(models.Model):
    """The pause of one person in one team. Why somebody is away is asked nowhere and kept nowhere.

    From `paused_on` to the day before `paused_until` somebody is away; without an end until they say
    that they are back. After that the two days stay until the first step: a soft landing.
    """

    paused_on = models.DateField(null=True, blank=True, editable=False)
    paused_until = models.DateField(_("back on"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def is_away(self, day: date) -> bool:
        return self.paused_on is not None and (self.paused_until is None or day < self.paused_until)

    def is_landing(self, day: date) -> bool:
        """Tell whether somebody is back, and has not done the first step yet."""
        return self.paused_on is not None and not self.is_away(day)

    def end_pause(self, day: date) -> None:
        self.paused_until = max(day, self.paused_on or day)

    def forget_pause(self) -> None:
        self.paused_on = self.paused_until = None


def rules() -> list[models.CheckConstraint]:
    return [
        models.CheckConstraint(
            name="enrolment_pause_ends_after_it_starts",
            condition=Q(paused_until=None) | Q(paused_on__isnull=False, paused_until__gte=F("paused_on")),
            violation_error_message=_("A pause ends after it starts."),
        )
    ]


def pause_refusal(enrolment: "Enrolment", *, by: "Enrolment") -> str:
    """Say why there can be no pause; empty when there can. A participant sets it, for themselves only."""
    if by.pk != enrolment.pk or not enrolment.is_participant:
        return gettext("Participants set a pause for themselves only.")
    return enrolment.cohort.write_refusal()
