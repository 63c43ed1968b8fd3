from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import normalize_newlines
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.models import Cohort, Enrolment
from forum.models.posts import Post
from lib import orm

LONGEST = 200  # characters: one sentence


def words_of(post: Post) -> str:
    """Return the text of a post as it is read, in one line."""
    return flat(strip_tags(post.html.replace("</", " </").replace("<br", " <br")))


def flat(text: str) -> str:
    from html import unescape  # noqa: PLC0415 - a name of ours in the templates

    return " ".join(unescape(normalize_newlines(text)).split())


class QuoteQuerySet(models.QuerySet["Quote"]):
    def allowed(self, cohort: Cohort) -> "QuoteQuerySet":
        """Sentences of this team that the author gave, and that still stand in a post that can be read."""
        return (
            self.filter(post__topic__cohort=cohort, post__hidden_at=None, post__topic__hidden_at=None)
            .exclude(allowed_at=None)
            .select_related("post__author__user")
            .order_by("-allowed_at")
        )


class Quote(models.Model):
    """A sentence from a post that may go along in the outcome of the team: only with the author's yes."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="quote")
    sentence = models.CharField(_("the sentence"), max_length=LONGEST)
    named = models.BooleanField(_("with my name"), default=False)
    asked_by = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="+")
    allowed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(QuoteQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(name="quote_says_something", condition=~Q(sentence="")),
            models.CheckConstraint(
                name="quote_with_a_name_is_allowed", condition=Q(named=False) | Q(allowed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def by(self) -> str:
        """Whom the outcome names: the author only when they said so."""
        author = self.post.author
        return str(author) if self.named and not author.user.erased else gettext("a participant")

    @property
    def still_stands(self) -> bool:
        """Whether the post still holds the sentence; an author may have changed it."""
        return flat(self.sentence) in words_of(self.post)

    def allow(self, *, sentence: str, named: bool) -> None:
        self.sentence, self.named, self.allowed_at = sentence, named, timezone.now()
        self.save(update_fields=["sentence", "named", "allowed_at"])


def quote_refusal(post: Post, *, by: Enrolment) -> str:
    """Say why this person can neither give nor ask for a sentence of this post; empty when they can."""
    if post.author_id != by.pk and not by.trains(post.topic.cohort):
        return gettext("Only the author gives a sentence, and only the trainer asks for one.")
    if post.author.left_at:
        return gettext("The author has left the team, and cannot say yes any more.")
    if not post.author.is_participant:
        return gettext("The outcome quotes participants.")
    if post.hidden_at or post.topic.hidden_at:
        return gettext("This post is hidden. It cannot go along.")
    return post.topic.cohort.write_refusal()
