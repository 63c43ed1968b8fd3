"""The only way from Markdown to HTML.

Python-Markdown takes quadratic time on hostile text (measured: 10 kB 13 s), so a text is
first held against caps, then rendered in a child process that is killed after two seconds.
Whatever goes wrong, the reader sees the text itself, escaped. Text is rendered once, when
it is saved. Why bleach is still here and how to swap it: docs/adr/0004.

Limits. Refused with a sentence, before parsing: more characters than `limit`, a line of more
than 10,000, more than 12 marks of lists and quotes at the start of a line. Shown as plain text:
what takes the child two seconds or 512 MB, what makes it fail (nested too deep), and HTML of more
than ten times `limit`. A table of more than 50 columns stays text. tests/test_text_hostile.py

What it knows: tables, fenced code, `- [x]` tasks, footnotes, and a link to a video alone on its
line (lib.videos). Which HTML may come out: lib.text_rules. No raw HTML, no pictures from elsewhere.
"""

import hashlib
import re
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _, override

from lib.text_process import Child

POST, LESSON = 20_000, 200_000  # characters (SAFETY, "what was measured")
LONGEST_LINE = 10_000  # characters
DEEPEST = 12  # quote and list marks at the start of one line
GROWTH = 10  # times the limit: a short mark can stand for a long link
MARKS = re.compile(r"^(?:[ \t]*(?:>|[-+*](?=\s)|\d{1,9}[.)](?=\s)))+")
MARK = re.compile(r">|[-+*](?=\s)|\d{1,9}[.)](?=\s)")
CONTROL = re.compile(r"[^\n\t -~\u00a0-\ud7ff\ue000-\U0010ffff]")  # with the halves of pairs
_child = Child()


def render(source: str, *, limit: int = POST, lesson: bool = False, pictures: str = "", key: str = "") -> str:
    """Return safe HTML for a text of at most `limit` characters; never raises.

    A lesson keeps its own headings (## is the second level) and joins lines into
    paragraphs. What a person writes starts at the third level, and a new line is a new line.
    No heading goes down more than one level at a time.
    pictures: the address of the folder with the pictures of a lesson; empty shows none.
    key: sets the ids of footnotes apart where the same text may stand twice on one page.
    """
    source = clean(source)
    if refusal(source, limit=limit):
        return plain(source)
    answer = _ask(source, limit=limit, lesson=lesson, pictures=pictures, key=key)
    return (answer and answer["html"]) or plain(source)  # nothing to see: only definitions of links


def refusal(source: str, *, limit: int = POST) -> str:
    """Say why a text cannot be rendered; empty when it can."""
    if len(source) > limit:
        return _("This text is too long: at most %(limit)d characters, and this is %(length)d.") % {
            "limit": limit,
            "length": len(source),
        }
    for line in source.splitlines():
        if len(line) > LONGEST_LINE:
            return _("One line of this text is too long. Break it into paragraphs.")
        marks = MARKS.match(line)
        if marks and len(MARK.findall(marks.group())) > DEEPEST:
            return _("This text has lists or quotes that are nested too deep.")
    return ""


def picture_refusal(source: str, *, names: Collection[str] | None = None) -> str:
    """Say which picture in a lesson lacks a description, or is not among `names`; empty when all is well."""
    for name, alt in pictures_in(source):
        if not alt:
            return _("Describe the picture %(name)s between the square brackets: ![what you see](…).") % {
                "name": name
            }
        if names is not None and name not in names:
            return _("This lesson has no picture %(name)s. Add it first.") % {"name": name}
    return ""


def pictures_in(source: str) -> list[tuple[str, str]]:
    """Return (name, description) of each picture that a lesson shows as `![...](afbeeldingen/<name>)`."""
    source = clean(source)
    if "![" not in source or refusal(source, limit=LESSON):
        return []
    answer = _ask(source, limit=LESSON, lesson=True)
    return [(name, alt) for name, alt in answer["pictures"]] if answer else []


def clean(source: str) -> str:
    """Return the text with one kind of line end and without control characters."""
    return CONTROL.sub("", source.replace("\r\n", "\n").replace("\r", "\n"))


def plain(source: str) -> str:
    """Return the text itself as HTML: escaped, in paragraphs."""
    blocks = re.split(r"\n{2,}", clean(source).strip("\n"))
    return "\n".join(f"<p>{escape(block)}</p>".replace("\n", "<br>") for block in blocks if block.strip())


def _ask(
    source: str, *, limit: int, lesson: bool, pictures: str = "", key: str = ""
) -> dict[str, Any] | None:
    digest = hashlib.sha256(f"{key}\n{source}".encode()).hexdigest()
    return _child.ask(
        {
            "source": source,
            "lesson": lesson,
            "pictures": pictures,
            "prefix": f"noot-{digest[:8]}-",
            "most": GROWTH * limit,
            "words": _words(),
        }
    )


def _words() -> dict[str, str]:
    """Return the words that stand in the HTML itself, in the language of the site, whoever saves the text."""
    with override(settings.LANGUAGE_CODE):
        return {
            "done": _("Done"),
            "to do": _("To do"),
            "footnote": _("footnote"),
            "back": _("Back to the text"),
            "table": _("Table"),
            "video": _("Video at %(site)s"),
            "video note": _("It only loads from %(site)s when you press it."),
        }
