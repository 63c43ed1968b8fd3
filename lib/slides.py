"""A PDF as pictures of its pages, drawn by a child with little memory and little time.

Nobody gets the PDF itself on a page: what a PDF can run or reach stays in the child.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from lib import documents, text
from lib.images import Refused

SECONDS = 25  # for the whole file; the child itself gets 20 of the processor
TOO_MUCH, PROTECTED, TOO_LONG = 3, 4, 5


@dataclass(frozen=True)
class PagePicture:
    """A page as WebP of at most 1600 pixels, and the words on it."""

    data: bytes
    width: int
    height: int
    text: str


def look_at(file: IO[bytes], name: str) -> tuple[documents.Document, list[PagePicture]]:
    """Return the PDF under a clean name, and its pages as pictures.

    Raises Refused for what is not a PDF of at most 10 MB and 40 pages, for one with a password, and
    for one that takes too much memory or time.
    """
    document = documents.look_at(file, name)
    if document.extension != "pdf":
        raise Refused(_("Choose a PDF. In PowerPoint or Impress you save your slides as PDF."))
    return document, pages(document.data)


def pages(data: bytes) -> list[PagePicture]:
    """Return the pages of a PDF. Raises Refused."""
    try:
        child = subprocess.run(  # noqa: S603 - our own module, no input in the command
            [sys.executable, "-I", str(Path(__file__).with_name("slides_child.py"))],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(_too_much()) from None
    if child.returncode != 0:
        raise Refused(_reason(child.returncode))
    header, _newline, pictures = child.stdout.partition(b"\n")
    found, start = [], 0
    for page in json.loads(header):
        end = start + page["bytes"]
        words = text.clean(page["text"]).strip()
        found.append(PagePicture(pictures[start:end], page["width"], page["height"], words))
        start = end
    return found


def _reason(code: int) -> str:
    if code == PROTECTED:
        return _("This PDF has a password or a lock. Save it without, so that we can show it.")
    if code == TOO_LONG:
        return _(
            "This PDF has more than 40 pages. A pitch takes five minutes: choose the slides that matter."
        )
    if code == TOO_MUCH or code < 0:  # killed: it used up its memory or its time
        return _too_much()
    return _("We cannot show this PDF. Save it once more as PDF and choose it again.")


def _too_much() -> str:
    return _("This PDF is too heavy to show. Save it with smaller pictures, or with fewer pages.")
