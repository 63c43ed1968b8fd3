"""Who hears of what is written in the forum."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from cohorts.models import Enrolment
from forum.desk import call_first
from forum.models import Post, Topic, TopicKind
from notifications.models import Kind
from notifications.notify import Message, line, notify, put, silenced


def told(topic: Topic, by: Enrolment) -> dict[str, Any]:
    """Return what a message needs; never the text itself, which may be taken back."""
    return _words(topic, by) | {"thread": topic.thread, "circle": topic.circle}


def _words(topic: Topic, by: Enrolment) -> dict[str, Any]:
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
    about, path, words = f"post:{post.pk}", post.get_absolute_url(), _words(topic, post.author)
    listening = topic.readers().filter(follows__topic=topic, follows__muted=False)
    told_already = [post.author_id, *(one.pk for one in named)]
    hearing = listening.exclude(pk__in=told_already).select_related("user")
    silent = {kind: silenced(kind, thread=topic.thread, path=path) for kind in (Kind.REPLY, Kind.ANSWER)}
    people: Iterable[Any] = hearing.annotate(no_reply=silent[Kind.REPLY], no_answer=silent[Kind.ANSWER])
    lines = []
    for one in people:
        kind, circle = _hears(topic, one)
        unwanted = one.no_answer if kind == Kind.ANSWER else one.no_reply
        message = Message(one.user, about, path, words)
        lines.append(line(message, kind, mail=not unwanted, thread=topic.thread, circle=circle))
    put(lines)
    tell_of_mentions(post, named)


def _hears(topic: Topic, person: Enrolment) -> tuple[Kind, str]:
    """Return what a reply is to somebody, and the circle that may know it.

    Of one's own topic one hears also after leaving the group.
    """
    if person.pk != topic.author_id:
        return Kind.REPLY, topic.circle
    return (Kind.ANSWER if topic.is_question else Kind.REPLY), ""


def tell_of_mentions(post: Post, named: list[Enrolment]) -> None:
    """Who is named in a post gets a mail, once per post; `named` are readers of its topic."""
    if named:
        notify(
            [one.user for one in named],
            Kind.MENTION,
            about=f"post:{post.pk}",
            path=post.get_absolute_url(),
            **told(post.topic, post.author),
        )


def tell_of_report(post: Post, by: Enrolment) -> None:
    """The trainers get a mail when somebody asks them to look at a post."""
    topic = post.topic
    people = topic.cohort.enrolments.trainers().exclude(pk=post.author_id).select_related("user")
    queue = reverse("forum:report_list", kwargs={"team": topic.cohort.slug})
    words = told(topic, by) | {"reply_path": ""}
    about = f"report:{post.pk}:{by.pk}"
    notify([one.user for one in people], Kind.REPORT, about=about, path=queue, **words)


def tell_of_hiding(post: Post, by: Enrolment) -> None:
    """Whose words a trainer hid hears that, and why; not who took them back."""
    readers = post.topic.readers().filter(pk=post.author_id).exclude(pk=by.pk).select_related("user")
    notify(
        [one.user for one in readers],
        Kind.HIDDEN,
        about=f"hidden:{post.pk}",
        path=post.get_absolute_url(),
        reason=post.hidden_reason,
        **told(post.topic, by) | {"reply_path": ""},
    )


def tell_of_solution(topic: Topic, post: Post, by: Enrolment, *, later: bool = False) -> None:
    """Whose words helped hears it, when they may still read them. later: the thanks that came after it."""
    readers = topic.readers().filter(pk=post.author_id).exclude(pk=by.pk).select_related("user")
    notify(
        [reader.user for reader in readers],
        Kind.SOLVED,
        about=f"post:{post.pk}:thanks" if later else f"post:{post.pk}",
        path=post.get_absolute_url(),
        thanks=topic.thanks,
        **told(topic, by),
    )
