from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from dingen.models.catalogue import MEER, Ding, shared_or_of
from lib import orm


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, reader: User | AnonymousUser) -> "ProgrammeQuerySet":
        return self.filter(shared_or_of(reader))

    def with_size(self) -> "ProgrammeQuerySet":
        """Each programme with `size`: how many Dingen."""
        return self.annotate(size=models.Count("items"))


class Programme(models.Model):
    """An ordered choice of Dingen: 23 Dingen, VerdiepDingen, or a library's own."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=80)
    summary = models.CharField(_("summary"), max_length=300)
    source = models.TextField(blank=True)
    html = models.TextField(blank=True, editable=False)
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="programmes")
    position = models.PositiveSmallIntegerField(default=0)
    dingen: "models.ManyToManyField[Ding, ProgrammeItem]" = models.ManyToManyField(
        Ding, through="ProgrammeItem", related_name="programmes"
    )

    objects = orm.Manager.from_queryset(ProgrammeQuerySet)()

    class Meta:
        ordering = ["position", "title"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.CheckConstraint(name="programme_leaves_a_word_free", condition=~Q(slug=MEER)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dingen:programme_detail", kwargs={"programme": self.slug})


class ProgrammeItem(models.Model):
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="items")
    ding = models.ForeignKey(Ding, models.PROTECT, related_name="programme_items")
    number = models.PositiveSmallIntegerField(_("number"))

    objects = orm.Manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "ding"], name="programme_has_a_ding_once"),
            models.UniqueConstraint(fields=["programme", "number"], name="programme_number_is_unique"),
            models.CheckConstraint(name="programme_number_starts_at_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.ding}"
