"""Helping with a question: taking it on, and saying what solved it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from cohorts.models import Enrolment
from forum.models import Post, Topic
from forum.telling import tell_of_solution
from lib.refusal import Refused, check
from lib.text import clean

MOST_THANKS = 200  # characters


@transaction.atomic
def solve(*, topic: Topic, post: Post, by: Enrolment, thanks: str = "") -> Topic:
    """Say which reply is the answer; the one who wrote it hears that, with the thanks of the asker.

    thanks: one sentence of at most 200 characters, of the asker only. Done again with the same reply
    it adds the thanks, once.
    """
    thanks = " ".join(clean(thanks).split()) if by.pk == topic.author_id else ""
    if len(thanks) > MOST_THANKS:
        raise Refused(gettext("Say thank you in at most %(n)d characters.") % {"n": MOST_THANKS})
    topic = topic.locked()
    check(topic.solve_refusal(by=by))
    if post.topic_id != topic.pk or post.opens_the_topic or post.hidden_at:
        raise Refused(gettext("Choose one of the replies below the question."))
    first = topic.solved_by_id != post.pk
    if first or (thanks and not topic.thanks):
        topic.solved_by, topic.thanks = post, thanks
        topic.save(update_fields=["solved_by", "thanks"])
        tell_of_solution(topic, post, by, later=not first)
    return topic


@transaction.atomic
def unsolve(*, topic: Topic, by: Enrolment) -> Topic:
    """Open a question again; the thanks go with the answer."""
    topic = topic.locked()
    check(topic.solve_refusal(by=by))
    topic.solved_by, topic.thanks = None, ""
    topic.save(update_fields=["solved_by", "thanks"])
    return topic


@transaction.atomic
def claim(*, topic: Topic, by: Enrolment) -> Topic:
    """Tell the asker and the other helpers that somebody looks at it; of two at once the first does."""
    topic = topic.locked()
    check(topic.claim_refusal(by=by))
    if topic.claimed_by_id != by.pk:
        topic.claimed_by, topic.claimed_at = by, timezone.now()
        topic.save(update_fields=["claimed_by", "claimed_at"])
    return topic


@transaction.atomic
def release(*, topic: Topic, by: Enrolment) -> Topic:
    """Leave a question to others; pressing twice is harmless, and another's claim stays."""
    topic = topic.locked()
    if topic.claimed_by_id == by.pk:
        topic.claimed_by = topic.claimed_at = None
        topic.save(update_fields=["claimed_by", "claimed_at"])
    return topic
