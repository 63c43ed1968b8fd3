from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from lib import orm

MEER = "meer"  # in the address of a Ding that is in no programme: to swap in, or of the past


class Theme(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    objects = orm.Manager()

    class Meta:
        ordering = ["position", "title"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return self.title


class Level(models.TextChoices):
    """How deep somebody goes; the must-do is normally Doen (shared decision, docs/glossary.md)."""

    KENNISMAKEN = "kennismaken", _("Getting to know")
    DOEN = "doen", _("Doing")
    UITDAGING = "uitdaging", _("Challenge")


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    PUBLISHED = "published", _("published")
    RETIRED = "retired", _("retired")


def shared_or_of(reader: User | AnonymousUser) -> Q:
    """What belongs to everybody or to an organisation of this person."""
    if not isinstance(reader, User):
        return Q(owner=None)
    return Q(owner=None) | Q(owner__in=reader.memberships.values("organisation"))


class DingQuerySet(models.QuerySet["Ding"]):
    def published(self) -> "DingQuerySet":
        return self.filter(status=Status.PUBLISHED)

    def retired(self) -> "DingQuerySet":
        return self.filter(status=Status.RETIRED)

    def readable(self) -> "DingQuerySet":
        """Published, and retired: those stay readable with their lineage."""
        return self.filter(status__in=[Status.PUBLISHED, Status.RETIRED])

    def of(self, organisation: Organisation | None) -> "DingQuerySet":
        """The shared ones and those of this organisation."""
        return self.filter(Q(owner=None) | Q(owner=organisation)) if organisation else self.filter(owner=None)

    def visible_to(self, reader: User | AnonymousUser) -> "DingQuerySet":
        """What this reader of the catalogue may see; somebody who is not signed in sees the shared ones."""
        return self.readable().filter(shared_or_of(reader))

    def outside_programmes(self) -> "DingQuerySet":
        return self.filter(programme_items=None)

    def whole(self) -> "DingQuerySet":
        """Fetch all that a file of a lesson holds, in as many queries as there are tables."""
        parts = ("steps", "questions", "links")
        return self.select_related("theme", "successor", "revision").prefetch_related(
            "lineage", *(f"revision__{part}" for part in parts)
        )

    def search(self, words: str) -> "DingQuerySet":
        """Lessons with every word in the title, the summary or the text."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(title__icontains=word) | Q(summary__icontains=word) | Q(revision__source__icontains=word)
            )
        return found

    def due_for_review(self, today: date) -> "DingQuerySet":
        return self.published().filter(review_by__lte=today)


class Ding(models.Model):
    """A lesson in the catalogue. It has no number: that belongs to the plan of a team."""

    slug = models.SlugField(max_length=80, unique=True)  # never changes
    # The programme in its address, so that a list of links asks nothing more of the database.
    shelf = models.SlugField(max_length=60, default=MEER, editable=False)
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("summary"), max_length=300)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="dingen")
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="dingen")
    icon = models.CharField(max_length=40, default="sparkles")
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    minutes_kennismaken = models.PositiveSmallIntegerField(default=0)
    minutes_doen = models.PositiveSmallIntegerField(default=0)
    minutes_uitdaging = models.PositiveSmallIntegerField(default=0)
    tools = models.JSONField(default=list, blank=True)
    hand_in = models.CharField(_("to hand in"), max_length=200, blank=True)
    revision = models.ForeignKey(
        "Revision", models.PROTECT, null=True, blank=True, related_name="+"
    )  # the published one
    reviewed_on = models.DateField(_("last checked"))
    review_by = models.DateField(_("review before"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(DingQuerySet)()

    class Meta:
        ordering = ["title"]
        verbose_name = "Ding"
        verbose_name_plural = "Dingen"
        constraints = [
            models.CheckConstraint(name="ding_status_is_known", condition=Q(status__in=Status)),
            models.CheckConstraint(
                name="ding_readable_has_a_revision",
                condition=Q(status__in=[Status.DRAFT, Status.REVIEW]) | Q(revision__isnull=False),
                violation_error_message=_("A lesson without text cannot be published."),
            ),
            models.CheckConstraint(
                name="ding_levels_take_longer_and_longer",
                condition=Q(
                    minutes_kennismaken__lte=F("minutes_doen"), minutes_doen__lte=F("minutes_uitdaging")
                ),
                violation_error_message=_("A next level does not take less time than the one before."),
            ),
            models.CheckConstraint(
                name="ding_review_follows_check",
                condition=Q(review_by__gt=F("reviewed_on")),
                violation_error_message=_("The review comes after the last check."),
            ),
            models.CheckConstraint(
                name="ding_successor_is_another", condition=Q(successor=None) | ~Q(successor=F("pk"))
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dingen:ding_detail", kwargs={"programme": self.shelf, "slug": self.slug})

    @property
    def is_retired(self) -> bool:
        return self.status == Status.RETIRED

    def minutes(self, level: str) -> int:
        """Minutes up to and including a level."""
        return int(getattr(self, f"minutes_{level}"))


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


class Revision(models.Model):
    """Everything a reader sees of a lesson at one moment; never changed after it is made.

    The HTML is rendered when the revision is saved, never when it is read.
    """

    ding = models.ForeignKey(Ding, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    source = models.TextField()
    without_account = models.TextField(blank=True)
    share = models.TextField(blank=True)
    work = models.TextField(blank=True)
    html = models.TextField(editable=False)
    without_account_html = models.TextField(blank=True, editable=False)
    share_html = models.TextField(blank=True, editable=False)
    work_html = models.TextField(blank=True, editable=False)
    change = models.CharField(_("what changed"), max_length=200, blank=True)
    author = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["ding", "number"], name="revision_number_is_unique"),
            models.CheckConstraint(name="revision_number_starts_at_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.ding} ({self.number})"


class Step(models.Model):
    """One action of a revision. The key stays the same over revisions, so ticks survive."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="steps")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=12, choices=Level)
    minutes = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    source = models.TextField(blank=True)
    html = models.TextField(blank=True, editable=False)
    check_text = models.CharField(max_length=300, blank=True)  # how do you know that it worked?

    objects = orm.Manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "key"], name="step_key_is_unique_in_a_revision"),
            models.CheckConstraint(name="step_level_is_known", condition=Q(level__in=Level)),
            models.CheckConstraint(name="step_takes_time", condition=Q(minutes__gte=1)),
        ]

    def __str__(self) -> str:
        return self.title


class SelfCheck(models.Model):
    """A question with answers [{text, correct, why}]; what somebody answers is theirs alone."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=300)
    answers = models.JSONField(default=list)

    objects = orm.Manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="selfcheck_position_is_unique")
        ]

    def __str__(self) -> str:
        return self.question


class LinkState(models.TextChoices):
    UNKNOWN = "unknown", _("not checked yet")
    ALIVE = "alive", _("works")
    SLOW = "slow", _("no answer yet")
    DEAD = "dead", _("does not work")


class Link(models.Model):
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="links")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500)
    language = models.CharField(max_length=5, default="nl")
    why = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=LinkState, default=LinkState.UNKNOWN)
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="link_position_is_unique"),
            models.CheckConstraint(name="link_state_is_known", condition=Q(state__in=LinkState)),
            models.CheckConstraint(
                name="link_checked_has_a_time",
                condition=Q(state=LinkState.UNKNOWN, checked_at=None)
                | (~Q(state=LinkState.UNKNOWN) & Q(checked_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.title


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
