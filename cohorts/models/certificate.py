"""What somebody did, on paper, with a code by which others can check it."""

import secrets
from typing import TypedDict

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cohorts.models.cohort import Enrolment
from lib import orm

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 of them, none that looks like another
GROUPS, IN_A_GROUP = 5, 5  # 25 letters: 125 bits, which nobody guesses


def fresh_code() -> str:
    """Return a code in five groups, easy to read over from paper."""
    groups = ("".join(secrets.choice(LETTERS) for _n in range(IN_A_GROUP)) for _n in range(GROUPS))
    return "-".join(groups)


class CertificateKind(models.TextChoices):
    FULL = "full", _("the whole programme")
    MUST = "must", _("all must-do's")
    PART = "part", _("a part of the programme")


class Done(TypedDict):
    """One Ding on the paper."""

    title: str
    level: str
    known: bool


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, user: User) -> "CertificateQuerySet":
        """One's own, also of a team that one has left."""
        return self.filter(enrolment__user=user).select_related("enrolment__cohort").order_by("-pk")


class Certificate(models.Model):
    """The words on the paper as they were when it was made; withdrawn is removed.

    The code is kept as it is, not as a hash: with it somebody sees this row, and who has the database
    sees it without.
    """

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="certificate")
    code = models.CharField(max_length=29, unique=True, default=fresh_code, editable=False)
    kind = models.CharField(max_length=4, choices=CertificateKind)
    name = models.CharField(max_length=100)
    programme = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120)
    minutes = models.PositiveIntegerField()
    dingen = models.JSONField()
    made_on = models.DateField()

    objects = orm.Manager.from_queryset(CertificateQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(name="certificate_kind_is_known", condition=Q(kind__in=CertificateKind)),
            models.CheckConstraint(name="certificate_has_a_name", condition=~Q(name="") & ~Q(code="")),
        ]

    def __str__(self) -> str:
        return self.programme

    def get_absolute_url(self) -> str:
        return reverse("cohorts:certificate_check", args=[self.code])

    @property
    def address(self) -> str:
        """The whole address of the page on which others check it."""
        return settings.SITE_URL + self.get_absolute_url()

    @property
    def hours(self) -> int:
        return self.minutes // 60

    @property
    def rest(self) -> int:
        return self.minutes % 60
