from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dingen.models.catalogue import Ding
from dingen.models.revision import Revision
from lib import orm


class Lineage(models.Model):
    """What a Ding grew out of: Hyves -> Facebook, with a year and a word why."""

    ding = models.ForeignKey(Ding, models.CASCADE, related_name="lineage")
    year = models.PositiveSmallIntegerField(_("year"))
    name = models.CharField(_("name"), max_length=120)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ding", "year", "name"], name="lineage_named_once"),
            models.CheckConstraint(name="lineage_year_is_digital", condition=Q(year__range=(1960, 2100))),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.name}"


class Evaluation(models.Model):
    """Was it useful, was it doable; shown only as totals from five people up."""

    user = models.ForeignKey(User, models.CASCADE, related_name="evaluations")
    ding = models.ForeignKey(Ding, models.CASCADE, related_name="evaluations")
    useful = models.PositiveSmallIntegerField(_("useful"))
    doable = models.PositiveSmallIntegerField(_("doable"))
    sentence = models.CharField(_("one sentence"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "ding"], name="evaluation_once_per_person"),
            models.CheckConstraint(
                name="evaluation_scores_one_to_five", condition=Q(useful__range=(1, 5), doable__range=(1, 5))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ding}: {self.useful}/{self.doable}"


class RemarkQuerySet(models.QuerySet["Remark"]):
    def open(self) -> "RemarkQuerySet":
        return self.filter(handled_at=None)


class Remark(models.Model):
    """ "This is not right any more": a reader tells the editors what to mend in a lesson."""

    ding = models.ForeignKey(Ding, models.CASCADE, related_name="remarks")
    revision = models.ForeignKey(Revision, models.SET_NULL, null=True, blank=True, related_name="+")
    sender = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(_("what is not right"), max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = orm.Manager.from_queryset(RemarkQuerySet)()

    class Meta:
        ordering = ["created_at"]
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        constraints = [
            models.CheckConstraint(name="remark_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="remark_handled_by_needs_a_time",
                condition=Q(handled_by=None) | Q(handled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ding}: {self.text[:40]}"
