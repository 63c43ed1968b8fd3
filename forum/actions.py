"""Deeds in the forum. Each raises lib.refusal.Refused with the reason when a rule forbids it."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from cohorts.actions import finish
from cohorts.models import Enrolment, Group
from dingen.models import Ding
from forum.models import Attachment, Audience, Follow, Picture, Post, Report, Topic, TopicKind
from forum.people import seat_of
from forum.telling import tell_of_reply, tell_of_solution, tell_of_topic
from lib import files, text
from lib.refusal import Refused, check


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
    picture: Picture | None = None,
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
    words = _words(source)
    topic.save()
    _add_post(topic, words, by, picture)
    if topic.kind == TopicKind.EXPERIENCE and ding and by.is_participant:
        finish(enrolment=by, ding=ding, by=by)
    tell_of_topic(topic)
    return topic


@transaction.atomic
def reply(*, topic: Topic, by: Enrolment, source: str, picture: Picture | None = None) -> Post:
    """Add a post to a topic. Fifty people at once are put in a row: none is lost, each has a number."""
    words = _words(source)
    topic = _lock(topic)
    check(topic.reply_refusal(by=by))
    post = _add_post(topic, words, by, picture)
    tell_of_reply(post)
    return post


@transaction.atomic
def edit_post(*, post: Post, by: Enrolment, source: str, title: str = "") -> Post:
    """Change one's own words; what stood there is kept. The opening post may get a new title too."""
    words = _words(source)
    topic = _lock(post.topic)
    post = topic.posts.get(pk=post.pk)
    check(post.edit_refusal(by=by))
    title = (title.strip() if post.opens_the_topic else "") or topic.title
    if (post.source, topic.title) == (words.source, title):
        return post
    post.edits.create(source=post.source, title=topic.title if post.opens_the_topic else "", edited_by=by)
    post.source, post.html, post.edited_at = words.source, words.html, timezone.now()
    post.save(update_fields=["source", "html", "edited_at"])
    topic.title = title
    topic.save(update_fields=["title"])
    return post


@transaction.atomic
def solve(*, topic: Topic, post: Post, by: Enrolment) -> Topic:
    """Say which reply is the answer; the one who wrote it hears that."""
    topic = _lock(topic)
    check(topic.solve_refusal(by=by))
    if post.topic_id != topic.pk or post.opens_the_topic or post.hidden_at:
        raise Refused(gettext("Choose one of the replies below the question."))
    if topic.solved_by_id != post.pk:
        topic.solved_by = post
        topic.save(update_fields=["solved_by"])
        tell_of_solution(topic, post, by)
    return topic


@transaction.atomic
def unsolve(*, topic: Topic, by: Enrolment) -> Topic:
    """Open a question again."""
    topic = _lock(topic)
    check(topic.solve_refusal(by=by))
    topic.solved_by = None
    topic.save(update_fields=["solved_by"])
    return topic


@transaction.atomic
def claim(*, topic: Topic, by: Enrolment) -> Topic:
    """Tell the asker and the other helpers that somebody looks at it; of two at once the first does."""
    topic = _lock(topic)
    check(topic.claim_refusal(by=by))
    topic.claimed_by = by
    topic.save(update_fields=["claimed_by"])
    return topic


@transaction.atomic
def release(*, topic: Topic, by: Enrolment) -> Topic:
    """Leave a question to others; pressing twice is harmless, and another's claim stays."""
    topic = _lock(topic)
    if topic.claimed_by_id == by.pk:
        topic.claimed_by = None
        topic.save(update_fields=["claimed_by"])
    return topic


@transaction.atomic
def withdraw(*, post: Post, by: Enrolment) -> Post:
    """Take one's own words back. A topic in which nobody replied goes with its opening post."""
    topic = _lock(post.topic)
    post = topic.posts.get(pk=post.pk)
    check(post.withdraw_refusal(by=by))
    _hide(topic, post, by, reason="", whole=post.opens_the_topic and topic.posts_count == 1)
    return post


@transaction.atomic
def hide(*, post: Post, by: Enrolment, reason: str) -> Post:
    """Hide a post, with the reason in its place. Hiding the opening post hides the whole topic."""
    topic = _lock(post.topic)
    post = topic.posts.get(pk=post.pk)
    check(post.hide_refusal(by=by) or ("" if reason.strip() else gettext("Say why you hide it.")))
    _hide(topic, post, by, reason=reason.strip(), whole=post.opens_the_topic)
    for report in post.reports.open():
        report.mark_handled(by=by)
    return post


@transaction.atomic
def restore(*, post: Post, by: Enrolment) -> Post:
    """Show a hidden post again, and its topic when it opens one."""
    topic = _lock(post.topic)
    post = topic.posts.get(pk=post.pk)
    check(post.restore_refusal(by=by))
    post.hidden_at, post.hidden_by, post.hidden_reason = None, None, ""
    post.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    if post.opens_the_topic:
        topic.hidden_at = None
        topic.save(update_fields=["hidden_at"])
    return post


@transaction.atomic
def report(*, post: Post, by: Enrolment, reason: str) -> Report:
    """Ask the trainer to look at a post; a second time adds nothing."""
    check(post.report_refusal(by=by) or ("" if reason.strip() else gettext("Say what is wrong.")))
    made, _new = post.reports.get_or_create(reported_by=by, defaults={"reason": reason.strip()})
    return made


def _lock(topic: Topic) -> Topic:
    """Return the topic as it is now, and keep it to ourselves until the end of the transaction."""
    return Topic.objects.select_for_update(of=("self",)).select_related("cohort", "author").get(pk=topic.pk)


class _Words(NamedTuple):
    source: str
    html: str


def _words(source: str) -> _Words:
    """Render a text before anything is locked: that may take seconds. Raises Refused for none or too much."""
    source = text.clean(source).strip()
    check(text.refusal(source) if source else gettext("Write something first."))
    return _Words(source, text.render(source))


def _add_post(topic: Topic, words: _Words, by: Enrolment, picture: Picture | None) -> Post:
    """Add the next post to a topic that is ours: just made, or locked."""
    topic.posts_count += 1
    topic.last_post_at = timezone.now()
    topic.save(update_fields=["posts_count", "last_post_at"])
    post = topic.posts.create(number=topic.posts_count, author=by, source=words.source, html=words.html)
    if picture:
        _attach(post, picture, by)
    Follow.objects.get_or_create(topic=topic, enrolment=by)
    topic.mark_read(by=by, number=post.number)
    by.mark_active()
    return post


def _attach(post: Post, picture: Picture, by: Enrolment) -> None:
    check(Attachment.add_refusal(picture, by=by))
    post.attachments.create(
        name=picture.name,
        stored_as=files.store(picture.clean.data, picture.clean.extension),
        content_type=picture.clean.content_type,
        size=len(picture.clean.data),
        alt=picture.alt,
    )


def _hide(topic: Topic, post: Post, by: Enrolment, *, reason: str, whole: bool) -> None:
    post.hidden_at, post.hidden_by, post.hidden_reason = timezone.now(), by, reason
    post.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    if whole:
        topic.hidden_at = post.hidden_at
    if topic.solved_by_id == post.pk:
        topic.solved_by = None
    topic.save(update_fields=["hidden_at", "solved_by"])
