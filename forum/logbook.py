"""Somebody's own words of one team as a file, to keep after the team is gone."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.template.defaultfilters import date as written
from django.utils import timezone
from django.utils.translation import gettext

from cohorts.models import Enrolment
from forum.models import Attachment, Post, Topic

AT_ONCE = 200  # posts in memory
MARKS = re.compile(r"([\\`*_\[\]<>#|~])")


def as_markdown(enrolment: Enrolment) -> Iterator[str]:
    """Yield the logbook as Markdown, the newest on top, with what was taken back and marked so.

    Of a conversation that the writer reads no longer there are the writer's own words alone.
    """
    cohort = enrolment.cohort
    yield f"# {gettext('My logbook')}\n\n{_line(str(enrolment))} · {_line(cohort.name)} · "
    yield f"{written(timezone.localdate(), 'j F Y')}\n"
    posts = enrolment.posts.for_the_logbook(Topic.objects.visible_to(enrolment))
    for post in posts.iterator(chunk_size=AT_ONCE):
        yield _entry(post, cohort.slug)


def file_name(enrolment: Enrolment) -> str:
    return f"logboek-{enrolment.cohort.slug}.md"


def _entry(post: Post, team: str) -> str:
    in_reach = getattr(post, "in_reach", False)
    title = _line(post.topic.title) if in_reach else gettext("A conversation you no longer read")
    facts = [
        written(timezone.localtime(post.created_at), "j F Y, H:i"),
        _line(post.topic.ding.title) if post.topic.ding and in_reach else "",
        "" if post.opens_the_topic else gettext("reply"),
        standing(post),
    ]
    files = [_file(file, team, in_reach=in_reach) for file in post.attachments.all()]
    parts = ["---", f"## {title}", " · ".join(filter(None, facts)), post.source, "\n".join(files)]
    return "\n" + "\n\n".join(filter(None, parts)) + "\n"


def standing(post: Post) -> str:
    """Say that others do not see these words, and why; empty when they do."""
    if post.is_withdrawn:
        return gettext("taken back")
    if post.hidden_at:
        return gettext("hidden by the trainer: %(reason)s") % {"reason": _line(post.hidden_reason)}
    return ""


def _file(file: Attachment, team: str, *, in_reach: bool) -> str:
    words = f"- {_line(file.name)}" + (f": {_line(file.alt)}" if file.alt else "")
    return f"{words} <{settings.SITE_URL}{file.address(team)}>" if in_reach else words


def _line(words: str) -> str:
    """Return words on one line that Markdown takes as they are."""
    return MARKS.sub(r"\\\1", " ".join(words.split()))
