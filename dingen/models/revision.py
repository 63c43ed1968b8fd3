from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dingen.models.catalogue import Ding, Status
from lib import orm


class Level(models.TextChoices):
    """How deep somebody goes; the must-do is normally Doen (shared decision, docs/glossary.md)."""

    KENNISMAKEN = "kennismaken", _("Getting to know")
    DOEN = "doen", _("Doing")
    UITDAGING = "uitdaging", _("Challenge")


class RevisionQuerySet(models.QuerySet["Revision"]):
    def with_parts(self) -> "RevisionQuerySet":
        """Fetch all that one text says, in as many queries as there are tables."""
        return self.select_related("author").prefetch_related("steps", "questions", "links")

    def before(self, number: int) -> "RevisionQuerySet":
        """The texts before this one, the nearest first."""
        return self.filter(number__lt=number)

    def seen_at(self, moment: datetime) -> "RevisionQuerySet":
        """What readers could have seen until then, the last one first."""
        return self.filter(created_at__lte=moment)


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

    objects = orm.Manager.from_queryset(RevisionQuerySet)()

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


CHECKED_WEEKLY, ASKED_AGAIN = timedelta(days=7), timedelta(days=1)


class LinkQuerySet(models.QuerySet["Link"]):
    def current(self) -> "LinkQuerySet":
        """What readers of the catalogue can follow now."""
        return self.filter(revision__ding__status=Status.PUBLISHED, revision__ding__revision=F("revision"))

    def due(self, now: datetime) -> "LinkQuerySet":
        """What nobody asked for a week; after a failure, for a day. The longest waiting first."""
        never = Q(checked_at=None)
        failing = Q(failures__gt=0, checked_at__lte=now - ASKED_AGAIN)
        weekly = Q(checked_at__lte=now - CHECKED_WEEKLY)
        return self.current().filter(never | failing | weekly).order_by(F("checked_at").asc(nulls_first=True))

    def dead(self) -> "LinkQuerySet":
        return self.current()._in_state(LinkState.DEAD)

    def unseen(self) -> "LinkQuerySet":
        """What answers, but not to a program: only a person can say whether the page is there."""
        return self.current()._in_state(LinkState.SLOW).filter(failures=0)

    def _in_state(self, state: LinkState) -> "LinkQuerySet":
        """The few in a rare state; asked for by key, so that SQLite begins with them and not with lessons."""
        return self.filter(pk__in=Link.objects.order_by().filter(state=state).values("pk"))


class Link(models.Model):
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="links")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500)
    language = models.CharField(max_length=5, default="nl")
    why = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=LinkState, default=LinkState.UNKNOWN)
    checked_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)  # checks in a row without a good answer
    outcome = models.CharField(max_length=200, blank=True)  # what the last check found, in words

    objects = orm.Manager.from_queryset(LinkQuerySet)()

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
        # The editors' desk looks for the few dead ones among the links of all revisions.
        indexes = [models.Index(fields=["state"], name="link_by_state")]

    def __str__(self) -> str:
        return self.title
