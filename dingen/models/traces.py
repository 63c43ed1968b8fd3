from dataclasses import dataclass
from statistics import fmean
from typing import Any

from django.db import models
from django.db.models import Avg, Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import User
from dingen.models.catalogue import Ding
from dingen.models.revision import Revision
from lib import orm

ENOUGH = 5  # people, before a total is shown: below it a total tells about one of them (DESIGN, section 5)
MOST_OPEN = 10  # remarks of one person that nobody looked at yet


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


class Useful(models.IntegerChoices):
    """What somebody had of a Ding, in words; the number is the score."""

    NOTHING = 1, _("nothing")
    LITTLE = 2, _("little")
    SOME = 3, _("something")
    MUCH = 4, _("much")
    VERY_MUCH = 5, _("very much")


class Doable(models.IntegerChoices):
    """How it went, from much too hard to easy."""

    TOO_HARD = 1, _("much too hard")
    HARD = 2, _("hard")
    JUST = 3, _("just about")
    WELL = 4, _("it went well")
    EASY = 5, _("easy")


@dataclass(frozen=True)
class Opinion:
    """What people together think of a Ding: averages from 1 to 5, and their sentences without names."""

    number: int
    useful: float
    doable: float
    sentences: list[str]


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def show(self) -> bool:
        """Let the new opinions of one Ding count as soon as there are five; tell whether they do.

        One at a time, the totals before and after would say what that one person chose.
        """
        new = self.filter(waits=True)
        if new.count() < ENOUGH:
            return False
        new.update(
            waits=False,
            shown_useful=F("useful"),
            shown_doable=F("doable"),
            shown_sentence=F("sentence"),
        )
        return True

    def totals(self) -> "models.QuerySet[Any, Any]":
        """Of each Ding that enough people evaluated: its title, slug and shelf, the number, both averages."""
        counted = (
            self.exclude(shown_useful=None)
            .order_by()
            .values("ding__title", "ding__slug", "ding__shelf")
            .annotate(
                number=Count("pk"),
                useful_on_average=Avg("shown_useful"),
                doable_on_average=Avg("shown_doable"),
            )
        )
        return counted.filter(number__gte=ENOUGH)

    def opinion(self) -> Opinion | None:
        """What they think of one Ding together; None below five, for a total would tell about one of them."""
        counted = self.exclude(shown_useful=None)
        rows = list(counted.values_list("shown_useful", "shown_doable", "shown_sentence"))
        if len(rows) < ENOUGH:
            return None
        useful, doable, sentences = zip(*rows, strict=True)
        # In the order of the alphabet: the order of the rows would tell who was first.
        said = sorted((sentence for sentence in sentences if sentence), key=str.lower)
        return Opinion(len(rows), fmean(useful), fmean(doable), said)


class Evaluation(models.Model):
    """Was it useful, was it doable; shown only as totals from five people up."""

    user = models.ForeignKey(User, models.CASCADE, related_name="evaluations")
    ding = models.ForeignKey(Ding, models.CASCADE, related_name="evaluations")
    useful = models.PositiveSmallIntegerField(_("useful"))
    doable = models.PositiveSmallIntegerField(_("doable"))
    sentence = models.CharField(_("one sentence"), max_length=300, blank=True)
    # What the totals are made of: these words until five people said something new.
    shown_useful = models.PositiveSmallIntegerField(null=True, editable=False)
    shown_doable = models.PositiveSmallIntegerField(null=True, editable=False)
    shown_sentence = models.CharField(max_length=300, blank=True, editable=False)
    waits = models.BooleanField(default=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(EvaluationQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "ding"], name="evaluation_once_per_person"),
            models.CheckConstraint(
                name="evaluation_scores_one_to_five", condition=Q(useful__range=(1, 5), doable__range=(1, 5))
            ),
            models.CheckConstraint(
                name="evaluation_waits_or_is_shown",
                condition=Q(waits=True) | Q(shown_useful__isnull=False, shown_doable__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ding}: {self.useful}/{self.doable}"


class RemarkQuerySet(models.QuerySet["Remark"]):
    def open(self) -> "RemarkQuerySet":
        return self.filter(handled_at=None)

    def editable_by(self, user: User) -> "RemarkQuerySet":
        """Remarks about the lessons that this editor keeps."""
        return self.filter(ding__in=Ding.objects.editable_by(user))

    def refusal(self, *, by: User) -> str:
        """Say why somebody cannot report anything now; empty when they can."""
        if self.open().filter(sender=by).count() >= MOST_OPEN:
            return gettext("You have reported a lot already. The editors first look at those. Thank you!")
        return ""


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

    def mark_handled(self, *, by: User) -> None:
        """Put it away; who did so first stays."""
        if not self.handled_at:
            self.handled_at, self.handled_by = timezone.now(), by
            self.save(update_fields=["handled_at", "handled_by"])
