"""Posts that go to another topic, because that is what they are about.

Numbers in a topic have no gaps, so both topics are numbered again, and what each person
had read stays read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from cohorts.models import Enrolment
from forum.finding import index_topic
from forum.models import Act, Audience, Draft, Follow, ForumLog, Post, ReadMark, Topic, TopicKind
from lib.refusal import Refused, check

ASIDE = 1_000_000_000  # above every number in use: two posts never have the same one on the way


@transaction.atomic
def split(*, topic: Topic, numbers: Collection[int], title: str, by: Enrolment) -> Topic:
    """Give some replies a topic of their own, for the same readers; return that.

    Raises Refused without replies or a title. The opening post stays where it is.
    """
    topic = topic.locked()
    check(topic.steer_refusal(by=by))
    moved = list(topic.posts.filter(number__in=numbers, number__gt=1))
    if not moved or not title.strip():
        raise Refused(gettext("Choose the messages, and give the new topic a title."))
    read = {mark.enrolment_id: mark.number for mark in topic.read_marks.all()}
    old = {post.pk: post.number for post in topic.posts.all()}
    fresh: Topic = Topic.objects.create(
        title=title.strip(),
        kind=TopicKind.TALK,
        audience=topic.audience,
        group=topic.group,
        cohort=topic.cohort,
        # Whose topic it is may read it always: nobody gets to read, or loses, a circle this way.
        author=moved[0].author if topic.audience == Audience.TEAM else topic.author,
        ding=topic.ding,
    )
    index_topic(fresh, new=True)
    if topic.solved_by_id in {post.pk for post in moved}:
        topic.solved_by = None
        topic.save(update_fields=["solved_by"])
    stay = [post for post in topic.posts.all() if post not in moved]
    for place, posts in ((fresh, moved), (topic, stay)):
        _fill(place, posts, {pk: _read(posts, old, upto) for pk, upto in read.items()})
    authors = {post.author_id for post in moved}
    Follow.objects.bulk_create(Follow(topic=fresh, enrolment_id=pk) for pk in authors)
    words = ngettext("%(n)d message: %(title)s", "%(n)d messages: %(title)s", len(moved))
    ForumLog.note(topic, Act.SPLIT, by=by, words=words % {"n": len(moved), "title": fresh.title})
    ForumLog.note(fresh, Act.SPLIT, by=by, words=gettext("from: %(title)s") % {"title": topic.title})
    return fresh


@transaction.atomic
def merge(*, topic: Topic, into: Topic, by: Enrolment) -> Topic:
    """Put the posts of a topic into another with the same readers, in the order of time; return that.

    The opening post of the other stays on top, and the old address leads there. Raises Refused.
    """
    first, second = sorted(
        (topic, into), key=lambda one: one.pk
    )  # one order, so that two trainers never wait
    first, second = first.locked(), second.locked()
    topic, into = (first, second) if first.pk == topic.pk else (second, first)
    check(topic.merge_refusal(into, by=by))
    posts = [*topic.posts.all(), *into.posts.all()]
    opening = into.posts.get(number=1)
    posts.sort(key=lambda post: (post != opening, post.created_at, post.pk))
    read = _read_of_both(topic, into, posts)
    _join_follows(topic, into)
    _fill(into, posts, read)
    for draft in Draft.objects.filter(place=f"topic:{topic.pk}"):
        if not Draft.objects.filter(enrolment=draft.enrolment, place=f"topic:{into.pk}").exists():
            draft.place = f"topic:{into.pk}"
            draft.save(update_fields=["place"])
    topic.read_marks.all().delete()
    topic.merged.update(merged_into=into)
    topic.merged_into, topic.posts_count, topic.solved_by, topic.pinned = into, 0, None, False
    topic.save(update_fields=["merged_into", "posts_count", "solved_by", "pinned"])
    ForumLog.note(into, Act.MERGE, by=by, words=gettext("with: %(title)s") % {"title": topic.title})
    return into


def _read(posts: Iterable[Post], old: dict[int, int], upto: int) -> int:
    """Return how many of these posts somebody had read, in a row from the start."""
    read = 0
    for post in posts:
        if old[post.pk] > upto:
            break
        read += 1
    return read


def _read_of_both(topic: Topic, into: Topic, posts: list[Post]) -> dict[int, int]:
    """Return, for each person, the last post before the first they have not read."""
    upto: dict[int, dict[int, int]] = defaultdict(dict)
    for mark in ReadMark.objects.filter(topic__in=[topic, into]):
        upto[mark.enrolment_id][mark.topic_id] = mark.number
    read = {}
    for person, seen in upto.items():
        unread = (place for place, post in enumerate(posts) if post.number > seen.get(post.topic_id, 0))
        read[person] = next(unread, len(posts))
    return read


def _join_follows(topic: Topic, into: Topic) -> None:
    """Who followed either follows both; who muted the one that stays hears no more than before."""
    known = set(into.follows.values_list("enrolment", flat=True))
    Follow.objects.bulk_create(
        Follow(topic=into, enrolment_id=follow.enrolment_id, muted=follow.muted)
        for follow in topic.follows.exclude(enrolment__in=known)
    )
    topic.follows.all().delete()


def _fill(topic: Topic, posts: list[Post], read: dict[int, int]) -> None:
    """Make these the posts of the topic, numbered from one, and remember how far people had read."""
    Post.objects.filter(pk__in=[post.pk for post in posts]).update(number=F("number") + ASIDE)
    for number, post in enumerate(posts, 1):
        post.topic, post.number = topic, ASIDE + ASIDE // 2 + number
    Post.objects.bulk_update(posts, ["topic", "number"], batch_size=500)
    Post.objects.filter(pk__in=[post.pk for post in posts]).update(number=F("number") - ASIDE - ASIDE // 2)
    topic.posts_count = len(posts)
    topic.last_post_at = max((post.created_at for post in posts), default=timezone.now())
    topic.save(update_fields=["posts_count", "last_post_at"])
    topic.read_marks.all().delete()
    ReadMark.objects.bulk_create(
        ReadMark(topic=topic, enrolment_id=pk, number=number) for pk, number in read.items() if number
    )
