"""What people leave around posts: a draft, a report."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Enrolment
from forum.models.posts import Post
from forum.models.topics import Topic
from lib import orm

MAX_DRAFT = 100_000  # characters: more than a post, so that a text that is too long is not lost


class StaleDraft(Exception):
    """A newer text was saved elsewhere; `draft` is that one."""

    def __init__(self, draft: "Draft") -> None:
        super().__init__(draft.place)
        self.draft = draft


class DraftQuerySet(models.QuerySet["Draft"]):
    def with_words(self) -> "DraftQuerySet":
        """Those that wait to be posted, the newest first."""
        return self.exclude(title="", text="").order_by("-updated_at", "-pk")

    def empty_since(self, moment: datetime) -> "DraftQuerySet":
        return self.filter(title="", text="", updated_at__lt=moment)


class Draft(models.Model):
    """Text that is not posted yet, safe on the server. The version stops an old copy from winning.

    What is posted leaves an empty row behind, so that a page on another device, from before that, is known
    to be older than whatever was written since.
    """

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=200)  # "topic:12", "edit:34", "new", "new:question:<ding>:<step>"
    title = models.CharField(max_length=150, blank=True)
    text = models.TextField(blank=True, max_length=MAX_DRAFT)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    objects = orm.Manager.from_queryset(DraftQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "place"], name="draft_once_per_place")]

    def __str__(self) -> str:
        return self.place

    @classmethod
    def at(cls, place: str, *, by: Enrolment) -> "Draft":
        """Return the draft for this place; a fresh one with version 0 when there is none."""
        return cls.objects.filter(enrolment=by, place=place).first() or cls(
            enrolment=by, place=place, version=0
        )

    @classmethod
    def keep(cls, *, by: Enrolment, place: str, title: str, text: str, version: int) -> "Draft":
        """Save the words over the version they were written on. Raises StaleDraft for a newer one."""
        words = {"title": title, "text": text}
        drafts = cls.objects.filter(enrolment=by, place=place)
        drafts.filter(version=version).update(version=F("version") + 1, updated_at=timezone.now(), **words)
        draft: Draft = cls.objects.get_or_create(enrolment=by, place=place, defaults=words)[0]
        if (draft.title, draft.text) != (title, text):
            raise StaleDraft(draft)
        return draft

    @classmethod
    def drop(cls, *, by: Enrolment, place: str, version: int) -> None:
        """Empty what is posted now; newer words from another device stay."""
        drafts = cls.objects.filter(enrolment=by, place=place, version__lte=version)
        drafts.update(title="", text="", version=F("version") + 1, updated_at=timezone.now())


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, enrolment: Enrolment) -> "ReportQuerySet":
        """The reports of the trainer's own team; nobody else sees any."""
        if not enrolment.is_trainer:
            return self.none()
        return self.filter(post__topic__cohort=enrolment.cohort_id)

    def open(self) -> "ReportQuerySet":
        return self.filter(handled_at=None)

    def for_a_list(self) -> "ReportQuerySet":
        return self.select_related("post__topic__cohort", "post__author__user", "reported_by__user")


class Report(models.Model):
    """Somebody asks the trainer to look at a post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="reports")
    reported_by = models.ForeignKey(Enrolment, models.CASCADE, related_name="+")
    reason = models.CharField(_("what is wrong"), max_length=200)
    handled_by = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(ReportQuerySet)()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "reported_by"],
                name="report_once_per_person",
                violation_error_message=_("You reported this already. The trainer will look at it."),
            ),
            models.CheckConstraint(name="report_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="report_handled_after_it_is_made",
                condition=Q(handled_at=None) | Q(handled_at__gte=F("created_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    def mark_handled(self, *, by: Enrolment) -> None:
        """Settle it; a second trainer who presses the same button changes nothing."""
        if not self.handled_at:
            self.handled_by, self.handled_at = by, timezone.now()
            self.save(update_fields=["handled_by", "handled_at"])


class Mention(models.Model):
    """Somebody who is named in a post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="+")

    objects = orm.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "enrolment"], name="mention_once_per_post")]

    def __str__(self) -> str:
        return f"@{self.enrolment}"


class Act(models.TextChoices):
    PIN = "pin", _("kept on top")
    UNPIN = "unpin", _("no longer on top")
    CLOSE = "close", _("closed")
    REOPEN = "reopen", _("opened again")
    MOVE = "move", _("moved")
    SPLIT = "split", _("split off")
    MERGE = "merge", _("put together")
    WIDEN = "widen", _("shown to more people")
    HIDE = "hide", _("hidden")
    RESTORE = "restore", _("put back")
    WITHDRAW = "withdraw", _("taken back")
    REPORT = "report", _("reported")
    HANDLE = "handle", _("report settled")


class ForumLogQuerySet(models.QuerySet["ForumLog"]):
    def visible_to(self, enrolment: Enrolment) -> "ForumLogQuerySet":
        """What was done in the trainer's own team; nobody else sees any."""
        return self.filter(cohort=enrolment.cohort_id) if enrolment.is_trainer else self.none()

    def for_a_list(self) -> "ForumLogQuerySet":
        return self.select_related("topic__cohort", "by__user")

    def everybody_may_know(self) -> "ForumLogQuerySet":
        """Why a topic is not where it was, or not as it was."""
        return self.filter(act__in=[Act.MOVE, Act.SPLIT, Act.MERGE, Act.WIDEN]).select_related("by__user")


class ForumLog(models.Model):
    """What somebody did to a topic or a post, for the trainers: nothing goes silently."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="log")
    by = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    act = models.CharField(max_length=8, choices=Act)
    words = models.CharField(max_length=300, blank=True)  # the reason, where to, which post
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(ForumLogQuerySet)()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(name="forum_log_act_is_known", condition=Q(act__in=Act))]
        indexes = [models.Index(fields=["cohort", "-created_at"], name="forum_log_list")]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.topic}"

    @classmethod
    def note(cls, topic: Topic, act: Act, *, by: Enrolment, words: str = "") -> None:
        """Write down what somebody did to a topic; long words are cut."""
        cls.objects.create(cohort_id=topic.cohort_id, topic=topic, by=by, act=act, words=words[:300])
