from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.models import Cohort, Enrolment, Group, Role
from dingen.models import Ding
from lib import orm

MAX_POST = 20_000  # characters; Markdown beyond this may take seconds to render (SAFETY, "what was measured")


class TopicKind(models.TextChoices):
    EXPERIENCE = "experience", _("experience")
    QUESTION = "question", _("question")
    TALK = "talk", _("conversation")
    ANNOUNCEMENT = "announcement", _("announcement")


class Audience(models.TextChoices):
    TEAM = "team", _("the whole team")
    GROUP = "group", _("only my group and the trainer")
    TRAINER = "trainer", _("only the trainer and me")


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, enrolment: Enrolment) -> "TopicQuerySet":
        """The topics of the caller's team that the caller may read. The MT reads none."""
        topics = self.filter(cohort=enrolment.cohort_id)
        if enrolment.role == Role.MT:
            return topics.none()
        if enrolment.is_trainer:
            return topics
        return topics.filter(hidden_at=None).filter(
            Q(audience=Audience.TEAM)
            | Q(author=enrolment)
            | Q(audience=Audience.GROUP, group__seats__enrolment=enrolment)
        )

    def unread_by(self, enrolment: Enrolment) -> "TopicQuerySet":
        """Topics with a post that this person has not seen."""
        seen = ReadMark.objects.filter(
            topic=models.OuterRef("pk"), enrolment=enrolment, number__gte=models.OuterRef("posts_count")
        )
        return self.filter(~models.Exists(seen))

    def open_questions(self) -> "TopicQuerySet":
        return self.filter(kind=TopicKind.QUESTION, solved_by=None, closed_at=None, hidden_at=None)


class Topic(models.Model):
    title = models.CharField(_("title"), max_length=150)
    kind = models.CharField(_("kind"), max_length=12, choices=TopicKind, default=TopicKind.TALK)
    audience = models.CharField(_("who can read it"), max_length=8, choices=Audience, default=Audience.TEAM)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="topics")
    author = models.ForeignKey(Enrolment, models.PROTECT, related_name="topics")
    ding = models.ForeignKey(Ding, models.PROTECT, null=True, blank=True, related_name="+")
    step_key = models.SlugField(max_length=60, blank=True)
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="topics")
    solved_by = models.OneToOneField("Post", models.SET_NULL, null=True, blank=True, related_name="solves")
    claimed_by = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="claims")
    posts_count = models.PositiveIntegerField(default=0)
    last_post_at = models.DateTimeField(auto_now_add=True)
    pinned = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(TopicQuerySet)()

    class Meta:
        ordering = ["-pinned", "-last_post_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="topic_kind_is_known", condition=Q(kind__in=TopicKind)),
            models.CheckConstraint(name="topic_audience_is_known", condition=Q(audience__in=Audience)),
            models.CheckConstraint(
                name="topic_about_a_ding_or_a_group", condition=Q(ding=None) | Q(group=None)
            ),
            models.CheckConstraint(
                name="topic_step_belongs_to_a_ding", condition=Q(step_key="") | Q(ding__isnull=False)
            ),
            models.CheckConstraint(
                name="topic_only_a_question_is_solved",
                condition=Q(solved_by=None) | Q(kind=TopicKind.QUESTION),
            ),
            models.CheckConstraint(
                name="topic_hidden_with_a_reason",
                condition=(Q(hidden_at=None) & Q(hidden_reason=""))
                | (Q(hidden_at__isnull=False) & ~Q(hidden_reason="")),
            ),
        ]
        indexes = [models.Index(fields=["cohort", "-pinned", "-last_post_at", "-id"], name="topic_list")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("forum:topic_detail", kwargs={"team": self.cohort.slug, "topic_id": self.pk})

    def reply_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot reply here; empty when they can."""
        if self.closed_at:
            return gettext("This topic is closed. You can still read it.")
        return self.cohort.write_refusal()

    def solve_refusal(self, *, by: Enrolment) -> str:
        """The asker, a helper or the trainer may say that a question is solved."""
        if self.kind != TopicKind.QUESTION:
            return gettext("Only a question can be solved.")
        if (
            by.pk == self.author_id
            or by.is_trainer
            or by.cohort.enrolments.helpers().filter(pk=by.pk).exists()
        ):
            return self.cohort.write_refusal()
        return gettext("Only the person who asked, a helper or the trainer can mark the answer.")


class Post(models.Model):
    """What somebody wrote, as they wrote it and as it is shown. Number 1 opens the topic."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="posts")
    author = models.ForeignKey(Enrolment, models.PROTECT, related_name="posts")
    number = models.PositiveIntegerField()
    source = models.TextField(_("your text"), max_length=MAX_POST)
    html = models.TextField(editable=False)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="post_number_is_unique"),
            models.CheckConstraint(name="post_number_starts_at_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="post_says_something", condition=~Q(source="")),
        ]
        indexes = [models.Index(fields=["author", "-created_at"], name="post_logbook")]

    def __str__(self) -> str:
        return f"{self.topic} #{self.number}"

    def get_absolute_url(self) -> str:
        return f"{self.topic.get_absolute_url()}#p{self.number}"


class PostEdit(models.Model):
    """What a post said before it was changed; visible to trainers."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="edits")
    source = models.TextField()
    edited_by = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.post)


def check_alt(value: str) -> None:
    if not value.strip():
        raise ValidationError(_("Describe the picture for who cannot see it."))


class Attachment(models.Model):
    """A picture with a post. The name on disk is random; the file is served by a view that admits."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    stored_as = models.CharField(max_length=80, unique=True)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    alt = models.CharField(_("description of the picture"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="attachment_at_most_10_mb", condition=Q(size__lte=10 * 1024 * 1024)),
            models.CheckConstraint(
                name="attachment_picture_has_a_description",
                condition=~Q(content_type__startswith="image/") | ~Q(alt=""),
                violation_error_message=_("Describe the picture for who cannot see it."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReadMark(models.Model):
    """Up to which post somebody has seen a topic; it holds no time, on purpose."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="read_marks")
    number = models.PositiveIntegerField()

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "topic"], name="read_mark_once_per_topic")
        ]

    def __str__(self) -> str:
        return f"{self.topic} #{self.number}"


class Follow(models.Model):
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="follows")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="follows")
    muted = models.BooleanField(default=False)

    objects = orm.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "topic"], name="follow_once_per_topic")]

    def __str__(self) -> str:
        return str(self.topic)


class Thanks(models.TextChoices):
    """A small fixed set, so that a reaction is never an insult."""

    THANKS = "thanks", _("Thank you")
    HELPFUL = "helpful", _("This helps me")
    NICE = "nice", _("Well done")


class Reaction(models.Model):
    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Thanks)

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "enrolment", "kind"], name="reaction_once_per_kind"),
            models.CheckConstraint(name="reaction_kind_is_known", condition=Q(kind__in=Thanks)),
        ]

    def __str__(self) -> str:
        return self.kind


class Draft(models.Model):
    """Text that is not posted yet, safe on the server. The version stops an old copy from winning."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=120)  # "topic:12", "new", "new:ding:<slug>"
    title = models.CharField(max_length=150, blank=True)
    text = models.TextField(blank=True, max_length=MAX_POST)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    objects = orm.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "place"], name="draft_once_per_place")]

    def __str__(self) -> str:
        return self.place


class Report(models.Model):
    """Somebody asks the trainer to look at a post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="reports")
    reported_by = models.ForeignKey(Enrolment, models.CASCADE, related_name="+")
    reason = models.CharField(_("what is wrong"), max_length=300)
    handled_by = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "reported_by"], name="report_once_per_person"),
            models.CheckConstraint(
                name="report_handled_after_it_is_made",
                condition=Q(handled_at=None) | Q(handled_at__gte=F("created_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.reason
