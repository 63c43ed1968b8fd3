"""Writing in the forum."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from cohorts.actions import finish
from cohorts.models import Enrolment, Group
from dingen.models import Ding
from forum.finding import index_post, index_topic
from forum.mentions import named
from forum.models import Attachment, Audience, Follow, Mention, Post, Topic, TopicKind, Upload
from forum.people import seat_of
from forum.rendering import Words, prepare
from forum.telling import tell_of_mentions, tell_of_reply, tell_of_topic
from lib import files
from lib.refusal import check


@transaction.atomic
def open_topic(  # noqa: PLR0913 - a topic is about all of this
    *,
    by: Enrolment,
    title: str,
    source: str,
    kind: str,
    audience: str = Audience.TEAM,
    ding: Ding | None = None,
    group: Group | None = None,
    step_key: str = "",
    uploads: Sequence[Upload] = (),
) -> Topic:
    """Open a topic with its first post, and tell who should hear of it.

    For the audience "group" without a group it is the writer's own. An experience needs no
    title when it is about a Ding, and it finishes that Ding for a participant.
    """
    seat = seat_of(by) if audience == Audience.GROUP and group is None else None
    topic = Topic(
        cohort=by.cohort,
        author=by,
        title=title.strip() or (ding.title if ding else ""),
        kind=kind,
        audience=audience,
        ding=ding,
        group=seat.group if seat else group,
        step_key=step_key,
    )
    check(topic.open_refusal(by=by))
    words = prepare(source)
    topic.save()
    topic.take_number()
    index_topic(topic, new=True)
    post, people = _add_post(topic, words, by, uploads)
    if topic.kind == TopicKind.EXPERIENCE and ding and by.is_participant:
        finish(enrolment=by, ding=ding, by=by)
    tell_of_topic(post, people)
    return topic


@transaction.atomic
def reply(*, topic: Topic, by: Enrolment, source: str, uploads: Sequence[Upload] = ()) -> Post:
    """Add a post to a topic. Fifty people at once are put in a row: none is lost, each has a number."""
    words = prepare(source)
    check(topic.reply_refusal(by=by))
    if not topic.take_number():
        topic = topic.locked()
        topic = topic.merged_into.locked() if topic.merged_into else topic
        check(topic.reply_refusal(by=by))
        topic.take_number()
    post, people = _add_post(topic, words, by, uploads)
    tell_of_reply(post, people)
    return post


@transaction.atomic
def edit_post(*, post: Post, by: Enrolment, source: str, title: str = "") -> Post:
    """Change one's own words; what stood there is kept. The opening post may get a new title too.

    Who is named now and was not before is told; nobody is told twice about one post.
    """
    words = prepare(source)
    topic = post.topic.locked()
    post = topic.posts.get(pk=post.pk)
    check(post.edit_refusal(by=by))
    title = (title.strip() if post.opens_the_topic else "") or topic.title
    if (post.source, topic.title) == (words.source, title):
        return post
    post.edits.create(source=post.source, title=topic.title if post.opens_the_topic else "", edited_by=by)
    html, people = named(words.html, topic)
    post.source, post.html, post.edited_at = words.source, html, timezone.now()
    post.save(update_fields=["source", "html", "edited_at"])
    index_post(post)
    tell_of_mentions(post, _keep_mentions(post, people))
    if topic.title != title:
        topic.title = title
        topic.save(update_fields=["title"])
        index_topic(topic)
    return post


def _add_post(
    topic: Topic, words: Words, by: Enrolment, uploads: Sequence[Upload]
) -> tuple[Post, list[Enrolment]]:
    """Add the post whose number the topic has taken. Return it with who is named."""
    html, people = named(words.html, topic)
    post = topic.posts.create(number=topic.posts_count, author=by, source=words.source, html=html)
    index_post(post, new=True)
    if uploads:
        _attach(post, uploads, by)
    if not getattr(topic, "has_chosen", False):  # known already: one query less
        Follow.objects.bulk_create([Follow(topic=topic, enrolment=by)], ignore_conflicts=True)
    topic.mark_read(by=by, number=post.number)
    by.mark_active()
    return post, _keep_mentions(post, people)


def _keep_mentions(post: Post, people: list[Enrolment]) -> list[Enrolment]:
    """Write down who is named in a post, never its author; return who was not named there before.

    A name that is taken out stays written down, so that putting it back tells nobody again.
    """
    others = [one for one in people if one.pk != post.author_id]
    before = set(post.mentions.values_list("enrolment", flat=True)) if others else set()
    new = [one for one in others if one.pk not in before]
    Mention.objects.bulk_create(Mention(post=post, enrolment=one) for one in new)
    return new


def _attach(post: Post, uploads: Sequence[Upload], by: Enrolment) -> None:
    # Of two posts at once the second counts the files of the first.
    Enrolment.objects.select_for_update(no_key=True, of=("self",)).get(pk=by.pk)
    check(Attachment.add_refusal(uploads, by=by))
    for upload in uploads:
        post.attachments.create(
            name=upload.name,
            stored_as=files.store(upload.data, upload.extension),
            content_type=upload.content_type,
            size=len(upload.data),
            alt=upload.alt,
        )
