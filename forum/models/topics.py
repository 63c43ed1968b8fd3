from typing import TYPE_CHECKING, Any

from django.db import connection, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.models import Cohort, Enrolment, Group, Role
from dingen.models import Ding
from forum.models.kinds import Audience, Call, TopicKind
from forum.models.marks import Follow, ReadMark
from forum.people import helps, seat_of
from lib import orm
from lib.fulltext import Query

if TYPE_CHECKING:
    from cohorts.models.cohort import EnrolmentQuerySet

POSTS_A_PAGE = 50


def scope_of(cohort: int) -> str:
    """What comes before each word that the search reads of this team (lib.fulltext.tokens)."""
    return f"t{cohort}x"


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, enrolment: Enrolment) -> "TopicQuerySet":
        """The topics of the caller's team that the caller may read. The MT reads none.

        Topic.readers is the same rule seen from the other side.
        """
        topics = self.filter(cohort=enrolment.cohort_id, merged_into=None)
        if enrolment.is_mt:
            return topics.none()
        if enrolment.is_trainer:
            return topics
        groups = Group.objects.filter(seats__enrolment=enrolment)
        may_read = Q(audience=Audience.TEAM) | Q(audience=Audience.GROUP, group__in=groups)
        return topics.filter(Q(author=enrolment) | (Q(hidden_at=None) & may_read))

    def fit_to_join(self, topic: "Topic") -> "TopicQuerySet":
        """Other topics with the same readers, the newest first."""
        same = self.exclude(pk=topic.pk).filter(audience=topic.audience, group=topic.group, hidden_at=None)
        if topic.audience == Audience.TRAINER:
            same = same.filter(author=topic.author_id)
        return same.order_by("-last_post_at")

    def merged_for(self, enrolment: Enrolment) -> "TopicQuerySet":
        """The topics whose posts went to another that the caller may read: old addresses lead there."""
        visible = Topic.objects.visible_to(enrolment)
        return self.filter(cohort=enrolment.cohort_id, merged_into__in=visible).select_related(
            "merged_into__cohort"
        )

    def with_seen(self, enrolment: Enrolment) -> "TopicQuerySet":
        """Each topic with `last_seen`: the number of the last post this person saw, 0 for none."""
        marks = ReadMark.objects.filter(topic=models.OuterRef("pk"), enrolment=enrolment)
        return self.annotate(last_seen=Coalesce(models.Subquery(marks.values("number")[:1]), 0))

    def with_follow(self, enrolment: Enrolment) -> "TopicQuerySet":
        """Each topic with `is_followed`: this person hears of replies; and `has_chosen`: that, or not to."""
        chosen = Follow.objects.filter(topic=models.OuterRef("pk"), enrolment=enrolment)
        follows = models.Exists(chosen.filter(muted=False))
        return self.annotate(is_followed=follows, has_chosen=models.Exists(chosen))

    def unread_by(self, enrolment: Enrolment) -> "TopicQuerySet":
        """Topics with a post that this person has not seen."""
        marks = ReadMark.objects.filter(
            topic=models.OuterRef("pk"), enrolment=enrolment, number__gte=models.OuterRef("posts_count")
        )
        return self.filter(~models.Exists(marks))

    def mark_read(self, *, by: Enrolment) -> None:
        """Remember that somebody saw all of these up to their last post."""
        ReadMark.objects.bulk_create(
            [
                ReadMark(enrolment=by, topic_id=pk, number=last)
                for pk, last in self.values_list("pk", "posts_count")
            ],
            update_conflicts=True,
            unique_fields=["enrolment", "topic"],
            update_fields=["number"],
        )

    def open_questions(self) -> "TopicQuerySet":
        return self.filter(kind=TopicKind.QUESTION, solved_by=None, closed_at=None, hidden_at=None)

    def without_reply(self) -> "TopicQuerySet":
        """Experiences that nobody has said anything to yet."""
        return self.filter(kind=TopicKind.EXPERIENCE, posts_count=1, closed_at=None, hidden_at=None)

    def waiting_longest_first(self) -> "TopicQuerySet":
        return self.order_by("created_at", "pk")

    def about(self, ding: Ding) -> "TopicQuerySet":
        return self.filter(ding=ding)

    def for_a_list(self) -> "TopicQuerySet":
        return self.select_related("cohort", "author__user", "ding", "group", "claimed_by__user")

    def search(self, enrolment: Enrolment, words: Query | str) -> "TopicQuerySet":
        """Topics this person may read with every word in the title or in a post they may read."""
        from forum.models.posts import Post  # noqa: PLC0415 - posts stand on topics

        query = Query.of(words) if isinstance(words, str) else words
        within = query.within(scope_of(enrolment.cohort_id))
        return self.visible_to(enrolment).saying(within, Post.objects.readable_by(enrolment))

    def saying(self, query: Query, posts: models.QuerySet[Any]) -> "TopicQuerySet":
        """Those with every word in the title or in one of these posts. The query is within teams."""
        from forum.models.index import TopicIndex  # noqa: PLC0415 - stands on topics

        topics = self if query else self.none()
        for one in query.each():
            titles = TopicIndex.objects.filter(words__has_words=one)
            said = posts.filter(index__words__has_words=one)
            topics = topics.filter(Q(pk__in=titles.values("topic")) | Q(pk__in=said.values("topic")))
        return topics


class Topic(models.Model):
    title = models.CharField(_("title"), max_length=150)
    kind = models.CharField(_("kind"), max_length=12, choices=TopicKind, default=TopicKind.TALK)
    audience = models.CharField(_("who can read it"), max_length=8, choices=Audience, default=Audience.TEAM)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="topics")
    author = models.ForeignKey(Enrolment, models.PROTECT, related_name="topics")
    ding = models.ForeignKey(Ding, models.PROTECT, null=True, blank=True, related_name="+")
    step_key = models.SlugField(max_length=60, blank=True)
    # The group that reads it, when it is for one group only.
    group = models.ForeignKey(Group, models.RESTRICT, null=True, blank=True, related_name="topics")
    solved_by = models.OneToOneField("Post", models.SET_NULL, null=True, blank=True, related_name="solves")
    claimed_by = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="claims")
    claimed_at = models.DateTimeField(null=True, blank=True)
    called = models.CharField(max_length=8, choices=Call, default=Call.OWN)
    thanks = models.CharField(
        _("a word of thanks"), max_length=200, blank=True
    )  # of the asker, to the answer
    # Where the posts went when two topics were made one; old addresses lead there.
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    posts_count = models.PositiveIntegerField(default=0)
    last_post_at = models.DateTimeField(auto_now_add=True)
    pinned = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)  # the reason stands with the opening post
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(TopicQuerySet)()

    class Meta:
        ordering = ["-pinned", "-last_post_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="topic_kind_is_known", condition=Q(kind__in=TopicKind)),
            models.CheckConstraint(name="topic_audience_is_known", condition=Q(audience__in=Audience)),
            models.CheckConstraint(
                name="topic_for_a_group_names_the_group",
                condition=Q(audience=Audience.GROUP, group__isnull=False)
                | (~Q(audience=Audience.GROUP) & Q(group=None)),
            ),
            models.CheckConstraint(
                name="topic_step_belongs_to_a_ding", condition=Q(step_key="") | Q(ding__isnull=False)
            ),
            models.CheckConstraint(
                name="topic_only_a_question_is_solved",
                condition=Q(solved_by=None) | Q(kind=TopicKind.QUESTION),
            ),
            models.CheckConstraint(
                name="topic_only_a_question_is_claimed",
                condition=Q(claimed_by=None) | Q(kind=TopicKind.QUESTION),
            ),
            models.CheckConstraint(name="topic_call_is_known", condition=Q(called__in=Call)),
            models.CheckConstraint(
                name="topic_claimed_at_needs_a_helper",
                condition=Q(claimed_at=None) | Q(claimed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="topic_thanks_for_an_answer", condition=Q(thanks="") | Q(kind=TopicKind.QUESTION)
            ),
            models.CheckConstraint(
                name="topic_merged_into_another", condition=Q(merged_into=None) | ~Q(merged_into=F("pk"))
            ),
            models.CheckConstraint(
                name="topic_announcement_is_for_the_team",
                condition=~Q(kind=TopicKind.ANNOUNCEMENT) | Q(audience=Audience.TEAM),
            ),
            models.CheckConstraint(name="topic_has_a_title", condition=~Q(title="")),
        ]
        indexes = [models.Index(fields=["cohort", "-pinned", "-last_post_at", "-id"], name="topic_list")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("forum:topic_detail", kwargs={"team": self.cohort.slug, "topic_id": self.pk})

    def address_of(self, number: int) -> str:
        """The address of a post: numbers have no gaps, so the page follows from the number."""
        page = (number - 1) // POSTS_A_PAGE + 1
        return f"{self.get_absolute_url()}{f'?pagina={page}' if page > 1 else ''}#p{number}"

    @property
    def replies(self) -> int:
        return max(self.posts_count - 1, 0)

    @property
    def seen(self) -> int:
        """The last post the reader saw; asked for by TopicQuerySet.with_seen."""
        return int(getattr(self, "last_seen", 0))

    @property
    def is_unread(self) -> bool:
        return self.seen < self.posts_count

    @property
    def where_you_were(self) -> str:
        """The address of the first post the reader has not seen; the top for a topic that is new or read."""
        return self.address_of(self.seen + 1) if 0 < self.seen < self.posts_count else self.get_absolute_url()

    @property
    def read_by(self) -> str:
        """Who reads along, in words."""
        if self.audience == Audience.GROUP:
            return gettext("Group %(group)s and the trainer read this") % {"group": self.group}
        if self.audience == Audience.TRAINER:
            return gettext("Only %(author)s and the trainer read this") % {"author": self.author}
        return gettext("The whole team reads this")

    @property
    def circle(self) -> str:
        """Who loses what was told of it by leaving: the group that alone reads it, or nobody."""
        return self.group.circle if self.group else ""

    @property
    def thread(self) -> str:
        """How messages say that they are about this topic, so that it can be muted as a whole."""
        return f"topic:{self.pk}"

    @property
    def is_question(self) -> bool:
        return self.kind == TopicKind.QUESTION

    @property
    def is_open_question(self) -> bool:
        return self.is_question and not (self.solved_by_id or self.closed_at or self.hidden_at)

    def readers(self) -> "EnrolmentQuerySet":
        """Who may read it now; TopicQuerySet.visible_to is the same rule seen from the other side."""
        people = self.cohort.enrolments.present().exclude(role=Role.MT)
        always = Q(role=Role.TRAINER) | Q(pk=self.author_id)
        if self.hidden_at or self.audience == Audience.TRAINER:
            return people.filter(always)
        if self.audience == Audience.GROUP:
            return people.filter(always | Q(seat__group=self.group_id))
        return people

    def open_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot open this topic; empty when they can."""
        if by.is_mt:
            return gettext("The forum belongs to the participants and their trainer.")
        if self.kind == TopicKind.ANNOUNCEMENT and not by.is_trainer:
            return gettext("Only the trainer makes announcements.")
        if self.audience == Audience.GROUP and not by.is_trainer:
            seat = seat_of(by)
            if seat is None or seat.group_id != self.group_id:
                return gettext("You are not in this group, so choose other readers.")
        return self.cohort.write_refusal()

    def reply_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot reply here; empty when they can."""
        if self.closed_at:
            return gettext("This topic is closed. You can still read it.")
        if self.hidden_at:
            return gettext("This topic is hidden, so nobody would read your reply.")
        return self.cohort.write_refusal()

    def solve_refusal(self, *, by: Enrolment) -> str:
        """The asker, a helper or the trainer may say that a question is solved."""
        if not self.is_question:
            return gettext("Only a question can be solved.")
        if by.pk == self.author_id or helps(by):
            return self.cohort.write_refusal()
        return gettext("Only the person who asked, a helper or the trainer can mark the answer.")

    def claim_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot take the question on; empty when they can."""
        if not self.is_open_question:
            return gettext("This question needs no help any more.")
        if not helps(by):
            return gettext("Helpers and the trainer take questions on. You can simply answer.")
        if by.pk == self.author_id:
            return gettext("This is your own question.")
        if self.claimed_by_id not in {None, by.pk}:
            return gettext("%(name)s is looking at this question already.") % {"name": self.claimed_by}
        return self.cohort.write_refusal()

    def steer_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot pin or close it; empty when they can."""
        if not by.is_trainer:
            return gettext("Only the trainer can do this.")
        return self.cohort.write_refusal()

    def kind_refusal(self, kind: str) -> str:
        """Say why this topic cannot be of another kind; empty when it can."""
        if kind == TopicKind.ANNOUNCEMENT and self.audience != Audience.TEAM:
            return gettext("An announcement is for the whole team. This topic is not.")
        if self.solved_by_id and kind != TopicKind.QUESTION:
            return gettext("This question is solved. It stays a question.")
        return ""

    def merge_refusal(self, into: "Topic", *, by: Enrolment) -> str:
        """Say why these posts cannot go to that topic; empty when they can."""
        if reason := self.steer_refusal(by=by):
            return reason
        if (
            self.pk == into.pk
            or self.cohort_id != into.cohort_id
            or self.merged_into_id
            or into.merged_into_id
        ):
            return gettext("Choose another topic of this team.")
        if (self.audience, self.group_id) != (into.audience, into.group_id) or self.is_private(into):
            return gettext("Other people read that topic. Words never get more readers this way.")
        if self.hidden_at or into.hidden_at:
            return gettext("One of these topics is hidden. Put it back first.")
        return ""

    def is_private(self, into: "Topic") -> bool:
        """Whether each is between the trainer and one person, and not the same person."""
        return self.audience == Audience.TRAINER and self.author_id != into.author_id

    def widen_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot show it to more people; empty when they can."""
        if by.pk != self.author_id:
            return gettext("Only who wrote it can show it to more people.")
        if self.audience == Audience.TEAM:
            return gettext("The whole team reads this already.")
        if self.posts.exclude(author=by).exists():
            return gettext("Others wrote here for these readers only. Start a new topic with your own words.")
        return self.cohort.write_refusal()

    def wider_audiences(self, *, by: Enrolment) -> list[Audience]:
        """The larger circles that this topic can go to."""
        group = [Audience.GROUP] if self.audience == Audience.TRAINER and seat_of(by) else []
        return [*group, Audience.TEAM]

    def locked(self) -> "Topic":
        """Return the topic as it is now, and keep it to ourselves until the end of the transaction."""
        topics = type(self).objects.select_for_update(of=("self",))
        return topics.select_related("cohort", "author").get(pk=self.pk)

    def take_number(self) -> int | None:
        """Count one more post and return its number; None when nobody can reply here any more.

        In one statement: whoever comes next waits until this post is there, or is not.
        """
        now = timezone.now()
        with connection.cursor() as cursor:
            cursor.execute(
                'UPDATE "forum_topic" SET "posts_count" = "posts_count" + 1, "last_post_at" = %s '
                'WHERE "id" = %s '
                'AND "closed_at" IS NULL AND "hidden_at" IS NULL AND "merged_into_id" IS NULL '
                'RETURNING "posts_count"',
                [connection.ops.adapt_datetimefield_value(now), self.pk],
            )
            row = cursor.fetchone()
        if not row:
            return None
        self.posts_count, self.last_post_at = row[0], now
        return self.posts_count

    def mark_read(self, *, by: Enrolment, number: int) -> None:
        """Remember the last post somebody saw; looking back at an older page changes nothing."""
        marks = ReadMark.objects.filter(enrolment=by, topic=self)
        is_first = getattr(self, "last_seen", None) == 0  # known already: one query less
        if is_first or not marks.filter(number__lt=number).update(number=number):
            ReadMark.objects.bulk_create(
                [ReadMark(enrolment=by, topic=self, number=number)], ignore_conflicts=True
            )

    def set_follow(self, *, by: Enrolment, muted: bool) -> None:
        """Hear of replies here, or hear no more of them."""
        self.follows.update_or_create(enrolment=by, defaults={"muted": muted})
