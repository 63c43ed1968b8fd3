from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.models import Enrolment
from forum.models.topics import Topic
from lib import orm, text
from lib.documents import Document
from lib.images import MOST_BYTES, CleanPicture

MAX_POST = text.POST
FILES_A_POST = 5
BYTES_A_PERSON = 100 * 1024 * 1024  # in one team
KINDS = {
    "pdf": "PDF",
    "docx": "Word",
    "xlsx": "Excel",
    "pptx": "PowerPoint",
    "odt": "OpenDocument",
    "ods": "OpenDocument",
    "odp": "OpenDocument",
}


@dataclass(frozen=True)
class Picture:
    """A picture that is checked and drawn anew, with what it shows in words."""

    clean: CleanPicture
    name: str
    alt: str

    @property
    def data(self) -> bytes:
        return self.clean.data

    @property
    def content_type(self) -> str:
        return self.clean.content_type

    @property
    def extension(self) -> str:
        return self.clean.extension


type Upload = Picture | Document


class PostQuerySet(models.QuerySet["Post"]):
    def readable_by(self, enrolment: Enrolment) -> "PostQuerySet":
        """Posts whose words this person may read, within topics they may read.

        The trainer still reads what a trainer hid; what the author took back is the author's alone.
        """
        readable = Q(hidden_at=None) | Q(author=enrolment)
        if enrolment.is_trainer:
            readable |= ~Q(hidden_by=F("author"))
        return self.filter(readable)

    def visible_to(self, enrolment: Enrolment) -> "PostQuerySet":
        """Posts of the caller's team that have a place the caller may see; the words may be hidden."""
        return self.filter(topic__in=Topic.objects.visible_to(enrolment))

    def for_a_page(self) -> "PostQuerySet":
        """With everything a page shows of a post, in a fixed number of queries."""
        reactions = models.Prefetch("reactions", Reaction.objects.select_related("enrolment__user"))
        return self.select_related("author__user", "author__seat").prefetch_related("attachments", reactions)

    def for_the_logbook(self, topics: models.QuerySet[Topic]) -> "PostQuerySet":
        """Newest first; `in_reach` says whether the topic is among those the writer may still read."""
        in_reach = models.Exists(topics.filter(pk=models.OuterRef("topic")))
        posts = self.order_by("-created_at", "-pk").annotate(in_reach=in_reach)
        return posts.select_related("topic__ding", "topic__cohort").prefetch_related("attachments")


class Post(models.Model):
    """What somebody wrote, as they wrote it and as it is shown. Number 1 opens the topic."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="posts")
    author = models.ForeignKey(Enrolment, models.PROTECT, related_name="posts")
    number = models.PositiveIntegerField()
    source = models.TextField(_("your text"), max_length=MAX_POST)
    html = models.TextField(editable=False)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(Enrolment, models.PROTECT, null=True, blank=True, related_name="+")
    hidden_reason = models.CharField(_("reason"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(PostQuerySet)()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="post_number_is_unique"),
            models.CheckConstraint(name="post_number_starts_at_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="post_says_something", condition=~Q(source="")),
            models.CheckConstraint(
                name="post_hidden_by_somebody",
                condition=Q(hidden_at=None, hidden_by=None, hidden_reason="")
                | Q(hidden_at__isnull=False, hidden_by__isnull=False),
            ),
            models.CheckConstraint(
                name="post_hidden_with_a_reason",
                condition=Q(hidden_at=None) | Q(hidden_by=F("author")) | ~Q(hidden_reason=""),
                violation_error_message=_("Say why you hide it."),
            ),
        ]
        indexes = [models.Index(fields=["author", "-created_at"], name="post_logbook")]

    def __str__(self) -> str:
        return f"{self.topic} #{self.number}"

    def get_absolute_url(self) -> str:
        return self.topic.address_of(self.number)

    @property
    def opens_the_topic(self) -> bool:
        return self.number == 1

    @property
    def pictures(self) -> "list[Attachment]":
        return [file for file in self.attachments.all() if file.is_picture]

    @property
    def documents(self) -> "list[Attachment]":
        return [file for file in self.attachments.all() if not file.is_picture]

    @property
    def is_withdrawn(self) -> bool:
        """Taken back by who wrote it, not hidden by a trainer."""
        return self.hidden_at is not None and self.hidden_by_id == self.author_id

    def edit_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot change the text; empty when they can."""
        if by.pk != self.author_id:
            return gettext("You can only change your own words.")
        if self.hidden_at:
            return gettext("This post is hidden. You cannot change it now.")
        if self.topic.closed_at:
            return gettext("This topic is closed. You can still read it.")
        return self.topic.cohort.write_refusal()

    def withdraw_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot take these words back; empty when they can.

        Somebody's own words stay theirs, also when the topic or the team is closed.
        """
        if by.pk != self.author_id:
            return gettext("You can only take back your own words.")
        if self.hidden_at:
            return gettext("This post is hidden already.")
        return ""

    def hide_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot hide it; empty when they can."""
        if not by.is_trainer:
            return gettext("Only the trainer can do this.")
        if self.hidden_at:
            return gettext("This post is hidden already.")
        return ""

    def restore_refusal(self, *, by: Enrolment) -> str:
        """The author puts back what they took back; a trainer puts back what a trainer hid."""
        if not self.hidden_at:
            return gettext("This post is not hidden.")
        if self.is_withdrawn and by.pk != self.author_id:
            return gettext("Only who wrote it can put it back.")
        if not self.is_withdrawn and not by.is_trainer:
            return gettext("Only the trainer can do this.")
        return ""

    def report_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot ask the trainer to look at it; empty when they can."""
        if by.pk == self.author_id:
            return gettext("This is your own post. You can change it or take it back.")
        if self.hidden_at:
            return gettext("This post is hidden already.")
        return ""

    def history_refusal(self, *, by: Enrolment) -> str:
        """Older texts are for who wrote them and the trainer; of words taken back, for the writer alone."""
        if by.pk == self.author_id or (by.is_trainer and not self.is_withdrawn):
            return ""
        return gettext("You cannot read this.")


class PostEdit(models.Model):
    """What a post said before it was changed; visible to trainers."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="edits")
    title = models.CharField(max_length=150, blank=True)  # of the topic, when this post opens it
    source = models.TextField()
    edited_by = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.post)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, enrolment: Enrolment) -> "AttachmentQuerySet":
        """Pictures and documents with posts that this person may read."""
        return self.filter(
            post__in=Post.objects.readable_by(enrolment),
            post__topic__in=Topic.objects.visible_to(enrolment),
        )


class Attachment(models.Model):
    """A picture or document with a post. The name on disk is random; a view that admits serves it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    stored_as = models.CharField(max_length=80, unique=True)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    alt = models.CharField(_("description of the picture"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(AttachmentQuerySet)()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="attachment_at_most_10_mb", condition=Q(size__lte=MOST_BYTES)),
            models.CheckConstraint(
                name="attachment_picture_has_a_description",
                condition=~Q(content_type__startswith="image/") | ~Q(alt=""),
                violation_error_message=_("Describe the picture for who cannot see it."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.address(self.post.topic.cohort.slug)

    def address(self, team: str) -> str:
        """Its address, for who knows the slug of the team already."""
        return reverse("forum:attachment_detail", kwargs={"team": team, "attachment_id": self.pk})

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def kind(self) -> str:
        """What a document is, in a word that its makers use."""
        return KINDS.get(self.stored_as.rpartition(".")[2], "")

    @classmethod
    def add_refusal(cls, uploads: Sequence[Upload], *, by: Enrolment) -> str:
        """Say why these files do not fit any more; empty when they do."""
        used = cls.objects.filter(post__author=by).aggregate(total=Sum("size"))["total"] or 0
        if used + sum(len(upload.data) for upload in uploads) > BYTES_A_PERSON:
            return gettext("Your files in this team take up 100 MB. Take back a few old ones first.")
        return ""


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
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["post", "enrolment", "kind"], name="reaction_once_per_kind"),
            models.CheckConstraint(name="reaction_kind_is_known", condition=Q(kind__in=Thanks)),
        ]

    def __str__(self) -> str:
        return self.kind

    @classmethod
    def toggle(cls, *, post: Post, by: Enrolment, kind: str) -> None:
        """Give a reaction, or take the same one back."""
        reaction, made = cls.objects.get_or_create(post=post, enrolment=by, kind=kind)
        if not made:
            reaction.delete()
