"""What a trainer does to a topic as a whole, and the writer who shows it to more people."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from cohorts.models import Enrolment
from dingen.models import Ding
from forum.finding import index_topic
from forum.models import Act, Audience, ForumLog, Topic, TopicKind
from forum.people import seat_of
from lib.refusal import Refused, check


@transaction.atomic
def steer(*, topic: Topic, act: str, by: Enrolment) -> Topic:
    """Pin or close a topic, or undo that; what is so already changes nothing."""
    topic = topic.locked()
    check(topic.steer_refusal(by=by))
    before = topic.pinned, topic.closed_at
    match act:
        case Act.PIN | Act.UNPIN:
            topic.pinned = act == Act.PIN
        case Act.CLOSE:
            topic.closed_at = topic.closed_at or timezone.now()
        case Act.REOPEN:
            topic.closed_at = None
    if (topic.pinned, topic.closed_at) != before:
        topic.save(update_fields=["pinned", "closed_at"])
        ForumLog.note(topic, Act(act), by=by)
    return topic


@transaction.atomic
def move(*, topic: Topic, by: Enrolment, title: str, kind: str, ding: Ding | None) -> Topic:
    """Put a topic where it belongs: another Ding, kind or title. A solved question stays a question.

    Raises Refused for an announcement that is not for the whole team.
    """
    topic = topic.locked()
    check(topic.steer_refusal(by=by) or topic.kind_refusal(kind))
    before = (topic.title, topic.kind, topic.ding)
    title = title.strip() or topic.title
    if before == (title, kind, ding):
        return topic
    if ding != topic.ding:
        topic.step_key = ""
    if kind != TopicKind.QUESTION:
        topic.claimed_by = topic.claimed_at = None
    topic.title, topic.kind, topic.ding = title, kind, ding
    topic.save(update_fields=["title", "kind", "ding", "step_key", "claimed_by", "claimed_at"])
    index_topic(topic)
    words = gettext("from: %(title)s (%(kind)s%(ding)s)") % {
        "title": before[0],
        "kind": TopicKind(before[1]).label,
        "ding": f", {before[2]}" if before[2] else "",
    }
    ForumLog.note(topic, Act.MOVE, by=by, words=words)
    return topic


@transaction.atomic
def widen(*, topic: Topic, audience: str, by: Enrolment) -> Topic:
    """Show a topic to more people, on the word of who wrote it. Raises Refused for any other."""
    topic = topic.locked()
    check(topic.widen_refusal(by=by))
    if audience not in topic.wider_audiences(by=by):
        raise Refused(gettext("Choose who can read it."))
    seat = seat_of(by)
    topic.audience = audience
    topic.group = seat.group if seat and audience == Audience.GROUP else None
    topic.save(update_fields=["audience", "group"])
    ForumLog.note(topic, Act.WIDEN, by=by, words=topic.read_by)
    return topic
