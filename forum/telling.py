"""Who hears of what is written in the forum."""

from typing import Any

from cohorts.models import Enrolment
from forum.models import Post, Topic, TopicKind
from notifications.models import Kind
from notifications.notify import notify


def told(topic: Topic, by: Enrolment) -> dict[str, Any]:
    """Return the words a message needs; never the text itself, which may be taken back."""
    return {"author": str(by), "title": topic.title, "team": topic.cohort.name}


def tell_of_topic(topic: Topic) -> None:
    """A question calls the first to help; an announcement reaches the whole team."""
    by = topic.author
    about, path, words = f"topic:{topic.pk}", topic.get_absolute_url(), told(topic, topic.author)
    if topic.kind == TopicKind.QUESTION:
        helpers = [helper.user for helper in topic.first_to_help()]
        notify(helpers, Kind.QUESTION, about=about, path=path, **words)
    if topic.kind == TopicKind.ANNOUNCEMENT:
        readers = topic.readers().exclude(pk=by.pk).select_related("user")
        notify([reader.user for reader in readers], Kind.ANNOUNCEMENT, about=about, path=path, **words)


def tell_of_reply(post: Post) -> None:
    """The asker gets a mail about an answer; who follows finds a reply in the inbox."""
    topic = post.topic
    about, path, words = f"post:{post.pk}", post.get_absolute_url(), told(topic, post.author)
    listening = topic.readers().filter(follows__topic=topic, follows__muted=False).exclude(pk=post.author_id)
    for follower in listening.select_related("user"):
        answer = topic.is_question and follower.pk == topic.author_id
        kind = Kind.ANSWER if answer else Kind.REPLY
        notify([follower.user], kind, about=about, path=path, thread=f"topic:{topic.pk}", **words)


def tell_of_solution(topic: Topic, post: Post, by: Enrolment) -> None:
    """Whose words helped hears it, when they may still read them."""
    readers = topic.readers().filter(pk=post.author_id).exclude(pk=by.pk).select_related("user")
    notify(
        [reader.user for reader in readers],
        Kind.SOLVED,
        about=f"post:{post.pk}",
        path=post.get_absolute_url(),
        thread=f"topic:{topic.pk}",
        **told(topic, by),
    )
