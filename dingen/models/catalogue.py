import json
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import Capacity, Organisation, User
from lib import orm
from lib.fulltext import Query
from lib.fulltext_table import with_words

MOST_PICTURES = 50 * 1024 * 1024  # bytes a lesson
MEER = "meer"  # in the address of a Ding that is in no programme: to swap in, or of the past
TAKEN = (MEER, "stamboom")  # addresses of pages; no programme can have them
# Addresses of pages of editors; no lesson can have them.
RESERVED = frozenset({"nieuw", "links", "meldingen", "houdbaarheid", "antwoorden"})


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


def libraries_of(editor: User) -> models.QuerySet[Organisation]:
    """The organisations for which this person keeps lessons; all of them for a manager of the site."""
    if editor.is_staff and editor.is_superuser:
        return Organisation.objects.all()
    return Organisation.objects.filter(memberships__user=editor, memberships__capacity=Capacity.EDITOR)


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

    def editable_by(self, user: User) -> "DingQuerySet":
        """What this editor keeps: the shared lessons, and those of their own organisations."""
        if user.is_staff and user.is_superuser:
            return self.all()
        mine = user.memberships.filter(capacity=Capacity.EDITOR)
        return self.filter(Q(owner=None) | Q(owner__in=mine.values("organisation")), Exists(mine))

    def outside_programmes(self) -> "DingQuerySet":
        return self.filter(programme_items=None)

    def on_theme(self, slug: str) -> "DingQuerySet":
        return self.filter(theme__slug=slug)

    def at_level(self, level: str) -> "DingQuerySet":
        """Lessons that have something to do at this level."""
        below = {"kennismaken": Value(0), "doen": F("minutes_kennismaken"), "uitdaging": F("minutes_doen")}
        return self.filter(**{f"minutes_{level}__gt": below[level]})

    def at_most_minutes(self, minutes: int, level: str = "kennismaken") -> "DingQuerySet":
        """Lessons that are done to the end of a level in this time; without one, of the first."""
        return self.filter(**{f"minutes_{level}__range": (1, minutes)})

    def with_tool(self, tool: str) -> "DingQuerySet":
        """Lessons that use this tool.

        The list is compared as text: SQLite cannot look inside JSON for a value. Each database writes
        letters with an accent in a way of its own.
        """
        written = Q(tools_text__contains=json.dumps(tool)) | Q(
            tools_text__contains=json.dumps(tool, ensure_ascii=False)
        )
        return self.alias(tools_text=Cast("tools", models.TextField())).filter(written)

    def on_a_phone(self) -> "DingQuerySet":
        return self.filter(on_phone=True)

    def without_sound(self) -> "DingQuerySet":
        return self.filter(with_sound=False)

    def whole(self) -> "DingQuerySet":
        """Fetch all that a file of a lesson holds, in as many queries as there are tables."""
        parts = ("steps", "questions", "links")
        return self.select_related("theme", "successor", "revision").prefetch_related(
            "lineage", *(f"revision__{part}" for part in parts)
        )

    def search(self, words: Query | str) -> "DingQuerySet":
        """Lessons with every word, the best first: those named after it, and those of the past last."""
        query = Query.of(words) if isinstance(words, str) else words
        if not query:
            return self.none()
        found = with_words(self, "index__title", query).annotate(of_the_past=Q(status=Status.RETIRED))
        best = (F(name).desc() for name in ("in_title", "in_head", "score"))
        return found.order_by(F("of_the_past"), *best, "title")

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
    # The shared lesson that a library copied and made its own.
    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="adaptations")
    minutes_kennismaken = models.PositiveSmallIntegerField(default=0)
    minutes_doen = models.PositiveSmallIntegerField(default=0)
    minutes_uitdaging = models.PositiveSmallIntegerField(default=0)
    tools = models.JSONField(default=list, blank=True)
    on_phone = models.BooleanField(_("can be done on a phone"), default=True)
    with_sound = models.BooleanField(_("asks for sound"), default=False)
    hand_in = models.CharField(_("to hand in"), max_length=200, blank=True)
    revision = models.ForeignKey(
        "Revision", models.PROTECT, null=True, blank=True, related_name="+"
    )  # the published one
    # The answers that are kept, as they are shown: written by dingen.actions.answers.
    answers_html = models.TextField(blank=True, editable=False)
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
            models.CheckConstraint(
                name="ding_origin_is_another", condition=Q(origin=None) | ~Q(origin=F("pk"))
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dingen:ding_detail", kwargs={"programme": self.shelf, "slug": self.slug})

    @property
    def history_url(self) -> str:
        return reverse("dingen:revision_list", kwargs={"slug": self.slug})

    @property
    def is_retired(self) -> bool:
        return self.status == Status.RETIRED

    def minutes(self, level: str) -> int:
        """Minutes up to and including a level."""
        return int(getattr(self, f"minutes_{level}"))

    @property
    def adapted_at(self) -> datetime:
        """Until when this copy of a shared lesson took account of it: when its own text went out last."""
        return self.revision.created_at if self.revision else self.created_at

    @property
    def origin_has_news(self) -> bool:
        """Whether the shared lesson that this is a copy of got a new text since."""
        newest = self.origin.revision if self.origin else None
        return bool(newest and newest.created_at > self.adapted_at)

    def edit_refusal(self, *, by: User) -> str:
        """Say why this person does not keep this lesson; empty when they do."""
        if not Ding.objects.editable_by(by).filter(pk=self.pk).exists():
            return gettext("You do not keep this lesson.")
        return ""

    def copy_refusal(self, organisation: Organisation, *, by: User) -> str:
        """Say why an organisation cannot make this lesson its own; empty when it can."""
        if not libraries_of(by).filter(pk=organisation.pk).exists():
            return gettext("You are no editor of this organisation.")
        if self.owner_id is not None:
            return gettext("Only a shared lesson can be copied.")
        if self.status != Status.PUBLISHED:
            return gettext("Only a published lesson can be copied.")
        return ""

    def adaptations_of(self, editor: User) -> DingQuerySet:
        """The copies of this lesson that the libraries of this editor made already."""
        return self.adaptations.filter(owner__in=libraries_of(editor)).select_related("owner")

    def retire_refusal(self, successor: "Ding | None", *, by: User) -> str:
        """Say why this lesson cannot retire in favour of that one; empty when it can."""
        if self.status != Status.PUBLISHED:
            return gettext("Only a published lesson can retire.")
        if successor and not self.heirs().filter(pk=successor.pk).exists():
            return gettext("Choose a published lesson that the same readers can open.")
        return self.edit_refusal(by=by)

    def unretire_refusal(self, *, by: User) -> str:
        """Say why this lesson cannot come back; empty when it can."""
        if not self.is_retired:
            return gettext("This lesson is not retired.")
        return self.edit_refusal(by=by)

    def picture_refusal(self, size: int) -> str:
        """Say why a picture of this many bytes does not fit any more; empty when it does."""
        kept = self.pictures.aggregate(bytes=models.Sum("size"))["bytes"] or 0
        if kept + size > MOST_PICTURES:
            return gettext("This lesson has 50 MB of pictures already. Remove one that no text shows first.")
        return ""

    def heirs(self) -> DingQuerySet:
        """Lessons that can take the place of this one: published, for the same readers."""
        shelf: DingQuerySet = Ding.objects.of(self.owner)
        return shelf.published().exclude(pk=self.pk)
