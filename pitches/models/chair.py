"""Who sits in the chair of the MT, and what its members have to do with the pitches."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.models import Cohort, Enrolment
from lib import orm
from pitches.models.plan import Pitch


class Chair(models.Model):
    """The member of the MT who opens and closes its vote, and decides a tie when that was agreed."""

    cohort = models.OneToOneField(Cohort, models.CASCADE, related_name="chair")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    objects = orm.Manager()

    def __str__(self) -> str:
        return str(self.enrolment)

    @classmethod
    def of(cls, cohort: Cohort) -> "Chair | None":
        """Return the chair of the team; None when nobody is, or who was has left or changed role.

        Asked once for a cohort, because a page asks it for every button.
        """
        if "_chair" not in cohort.__dict__:
            present = cls.objects.filter(cohort=cohort, enrolment__in=cohort.enrolments.mt())
            cohort.__dict__["_chair"] = present.select_related("enrolment__user").first()
        found: Chair | None = cohort.__dict__["_chair"]
        return found

    @classmethod
    def forget(cls, cohort: Cohort) -> None:
        """Ask anew who is in the chair: another was chosen."""
        cohort.__dict__.pop("_chair", None)

    @classmethod
    def is_taken_by(cls, by: Enrolment) -> bool:
        chair = cls.of(by.cohort) if by.is_mt else None
        return chair is not None and chair.enrolment_id == by.pk

    @staticmethod
    def set_refusal(cohort: Cohort, enrolment: Enrolment, *, by: Enrolment) -> str:
        """Say why this person cannot be made the chair; the MT and the trainer choose."""
        if by.cohort_id != cohort.pk or not (by.is_mt or by.is_trainer):
            return gettext("Only the MT itself or the trainer chooses the chair.")
        if enrolment.cohort_id != cohort.pk or not enrolment.is_mt or enrolment.left_at:
            return gettext("The chair is a member of the MT.")
        if cohort.ballots.filter(electorate="mt").exclude(state="revealed").exists():
            return gettext("The vote of the MT is going on. Choose another chair after it.")
        return ""


class Declaration(models.Model):
    """That a member of the MT said what they have to do with the pitches: nothing, or these interests."""

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="declaration")
    declared_at = models.DateTimeField(auto_now=True)

    objects = orm.Manager()

    def __str__(self) -> str:
        return str(self.enrolment)

    @classmethod
    def all_of(cls, cohort: Cohort) -> "models.QuerySet[Declaration]":
        """What the members of the MT of a team declared, by name, with the interests."""
        found = cls.objects.filter(enrolment__cohort=cohort).select_related("enrolment__user")
        interests = models.Prefetch("interests", Interest.objects.select_related("pitch__group"))
        return found.prefetch_related(interests).order_by("enrolment__user__name", "pk")

    @classmethod
    def by(cls, enrolment: Enrolment) -> "Declaration | None":
        found: Declaration | None = cls.objects.filter(enrolment=enrolment).first()
        return found

    @staticmethod
    def refusal(by: Enrolment) -> str:
        """Say why somebody cannot declare now: what was declared stands once they voted or the MT decided."""
        if not by.is_mt:
            return gettext("Only a member of the MT declares an interest.")
        if hasattr(by.cohort, "decision"):
            return gettext("The MT has decided, so what was declared stays as it is.")
        if by.cohort.ballots.filter(electorate="mt", turnout__enrolment=by).exists():
            return gettext("You have voted, so what you declared stays as it is.")
        return ""


class Interest(models.Model):
    """What somebody has to do with one pitch, in a few words that everybody in the team can read."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="interests")
    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="interests")
    what = models.CharField(_("your interest"), max_length=200)

    objects = orm.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "pitch"], name="interest_once_per_pitch"),
            models.CheckConstraint(
                name="interest_says_what",
                condition=~Q(what=""),
                violation_error_message=_("Say in a few words what your interest is."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pitch}: {self.what}"
