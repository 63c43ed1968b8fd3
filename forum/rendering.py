"""What somebody writes, as it is kept: the Markdown and the HTML."""

from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext

from lib import text
from lib.refusal import check


class Words(NamedTuple):
    source: str
    html: str


@lru_cache(maxsize=64)
def prepare(source: str) -> Words:
    """Render a text. Raises Refused for none or too much.

    That may take seconds, and on SQLite a transaction keeps everybody else from writing: a form does it
    before it begins one, and the deed finds it done.
    """
    source = text.clean(source).strip()
    check(text.refusal(source) if source else gettext("Write something first."))
    return Words(source, text.render(source))
