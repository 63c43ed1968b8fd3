"""The words of a post again, above a reply to it."""

import re

from django.utils.translation import gettext

from cohorts.models import Enrolment
from forum.models import Post, Topic
from lib import text

MOST = 1_500  # characters of the post
MARKS = re.compile(r"^[ \t]*(?:>[ \t]?)+")


def quoted(post: Post) -> str:
    """Return who wrote a post and what, as a quote in Markdown; quotes in it come to the same level."""
    words = post.source
    if len(words) > MOST:
        words = f"{words[:MOST].rsplit(None, 1)[0]} …"
    lines = [gettext("%(name)s wrote:") % {"name": post.author}, "", *words.splitlines()]
    return "\n".join(f"> {MARKS.sub('', line)}".rstrip() for line in lines)


def above(draft: str, topic: Topic, number: str, *, reader: Enrolment) -> str:
    """Return the draft of a reply with a post quoted above it; the draft alone for what cannot be read.

    A hidden post is not quoted, not by its author nor by the trainer: its words would be back.
    """
    posts = topic.posts.readable_by(reader).filter(hidden_at=None).select_related("author__user")
    post = posts.filter(number=int(number)).first() if re.fullmatch("[0-9]{1,9}", number, re.ASCII) else None
    quote, draft = quoted(post) if post else "", text.clean(draft)  # a browser sends other line ends
    return draft if quote in draft else f"{quote}\n\n{draft}"
