"""The showcase: ideas and what came of them, over all teams of a library."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import Organisation, User
from cohorts.models import Enrolment
from lib import orm
from pitches.models.plan import Pitch


class Side(models.TextChoices):
    """Who has to say yes before everybody may read of an idea."""

    GROUP = "group", _("the group")
    MT = "mt", _("the MT")


class ShowcaseQuerySet(models.QuerySet["Showcase"]):
    def visible_to_all(self, slug: str) -> "ShowcaseQuerySet":
        """What everybody may read of the library with this address."""
        found = self.filter(public=True, pitch__group__cohort__organisation__slug=slug)
        return found.select_related("pitch__group__cohort__organisation", "pitch__decision__pilot").order_by(
            "-pk"
        )


class Showcase(models.Model):
    """Two yeses, each with who and when; the idea is public as long as both stand."""

    pitch = models.OneToOneField(Pitch, models.CASCADE, related_name="showcase")
    group_by = models.ForeignKey(Enrolment, models.PROTECT, null=True, blank=True, related_name="+")
    group_at = models.DateTimeField(null=True, blank=True)
    mt_by = models.ForeignKey(Enrolment, models.PROTECT, null=True, blank=True, related_name="+")
    mt_at = models.DateTimeField(null=True, blank=True)
    public = models.BooleanField(default=False)

    objects = orm.Manager.from_queryset(ShowcaseQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="showcase_public_needs_both",
                condition=Q(public=False) | Q(group_at__isnull=False, mt_at__isnull=False),
            ),
            models.CheckConstraint(
                name="showcase_yes_has_who_and_when",
                condition=(
                    Q(group_by=None, group_at=None) | Q(group_by__isnull=False, group_at__isnull=False)
                )
                & (Q(mt_by=None, mt_at=None) | Q(mt_by__isnull=False, mt_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pitch)

    def get_absolute_url(self) -> str:
        organisation = self.pitch.group.cohort.organisation.slug
        return reverse("pitches:showcase_idea", args=[organisation, self.pitch_id])

    @classmethod
    def of(cls, pitch: Pitch) -> "Showcase":
        found: Showcase | None = cls.objects.filter(pitch=pitch).select_related("group_by", "mt_by").first()
        return found or cls(pitch=pitch)

    @staticmethod
    def side_of(pitch: Pitch, by: Enrolment) -> Side | None:
        """For whom this person can say yes; None when for nobody."""
        if by.is_mt and by.cohort_id == pitch.group.cohort_id:
            return Side.MT
        return Side.GROUP if pitch.has_member(by) else None

    @classmethod
    def consent_refusal(cls, pitch: Pitch, *, by: Enrolment) -> str:
        """Say why this person says no yes or no here; empty when they can."""
        if cls.side_of(pitch, by) is None:
            return gettext("Only the group and the MT decide whether everybody may read this.")
        if not hasattr(pitch.group.cohort, "decision"):
            return gettext("The showcase comes after the decision of the MT.")
        return ""

    def say(self, side: Side, yes: bool, by: Enrolment) -> None:
        """Keep a yes with who and when, or take it back; public is what both want."""
        who, when = (by, timezone.now()) if yes else (None, None)
        if side == Side.GROUP:
            self.group_by, self.group_at = who, when
        else:
            self.mt_by, self.mt_at = who, when
        self.public = bool(self.group_at and self.mt_at)
        self.save()


def libraries_with_public_ideas() -> models.QuerySet[Organisation]:
    """Libraries of which everybody may read an idea; of the others not even the name is told."""
    ideas = Showcase.objects.filter(public=True, pitch__group__cohort__organisation=models.OuterRef("pk"))
    return Organisation.objects.filter(models.Exists(ideas)).order_by("name", "pk")


def shown_to(user: User) -> models.QuerySet[Pitch]:
    """Ideas of all teams of the libraries that somebody belongs to, once the MT of the team has decided."""
    mine = Organisation.objects.filter(
        Q(cohorts__enrolments__user=user, cohorts__enrolments__left_at=None) | Q(memberships__user=user)
    )
    ideas = Pitch.objects.handed_in().filter(
        group__cohort__organisation__in=mine, group__cohort__decision__isnull=False
    )
    related = ideas.select_related("group__cohort__organisation", "decision__pilot", "answer", "showcase")
    return related.order_by("-group__cohort__decision__decided_at", "position", "pk")
