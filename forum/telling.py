"""Who hears of what is written in the forum."""

from typing import Any

from cohorts.models import Enrolment
from forum.desk import call_first
from forum.models import Post, Topic, TopicKind
from notifications.models import Kind
from notifications.notify import notify


def told(topic: Topic, by: Enrolment) -> dict[str, Any]:
    """Return the words a message needs; never the text itself, which may be taken back."""
    words = {"author": str(by), "title": topic.title, "team": topic.cohort.name}
    return words | {"reply_path": f"{topic.get_absolute_url()}?pagina=laatste#reageer"}


def tell_of_topic(post: Post, named: list[Enrolment]) -> None:
    """A question calls the first to help; an announcement reaches the whole team; who is named hears that.

    Nobody is told twice: a helper who is called hears the question, others who are named that they are.
    """
    topic = post.topic
    about, path, words = f"topic:{topic.pk}", topic.get_absolute_url(), told(topic, topic.author)
    if topic.kind == TopicKind.QUESTION:
        helpers = call_first(topic, **words)
        named = [one for one in named if one not in helpers]
    if topic.kind == TopicKind.ANNOUNCEMENT:
        readers = topic.readers().exclude(pk__in=[topic.author_id, *(one.pk for one in named)])
        people = [reader.user for reader in readers.select_related("user")]
        notify(people, Kind.ANNOUNCEMENT, about=about, path=path, **words)
    tell_of_mentions(post, named)


def tell_of_reply(post: Post, named: list[Enrolment]) -> None:
    """The asker gets a mail about an answer, and who is named too; who follows finds a reply in the inbox."""
    topic = post.topic
    about, path, words = f"post:{post.pk}", post.get_absolute_url(), told(topic, post.author)
    listening = topic.readers().filter(follows__topic=topic, follows__muted=False)
    told_already = [post.author_id, *(one.pk for one in named)]
    for follower in listening.exclude(pk__in=told_already).select_related("user"):
        answer = topic.is_question and follower.pk == topic.author_id
        kind = Kind.ANSWER if answer else Kind.REPLY
        notify([follower.user], kind, about=about, path=path, thread=f"topic:{topic.pk}", **words)
    tell_of_mentions(post, named)


def tell_of_mentions(post: Post, named: list[Enrolment]) -> None:
    """Who is named in a post gets a mail, once per post; `named` are readers of its topic."""
    if named:
        notify(
            [one.user for one in named],
            Kind.MENTION,
            about=f"post:{post.pk}",
            path=post.get_absolute_url(),
            thread=f"topic:{post.topic_id}",
            **told(post.topic, post.author),
        )


def tell_of_solution(topic: Topic, post: Post, by: Enrolment, *, later: bool = False) -> None:
    """Whose words helped hears it, when they may still read them. later: the thanks that came after it."""
    readers = topic.readers().filter(pk=post.author_id).exclude(pk=by.pk).select_related("user")
    notify(
        [reader.user for reader in readers],
        Kind.SOLVED,
        about=f"post:{post.pk}:thanks" if later else f"post:{post.pk}",
        path=post.get_absolute_url(),
        thread=f"topic:{topic.pk}",
        thanks=topic.thanks,
        **told(topic, by),
    )
