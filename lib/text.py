"""The only way from Markdown to HTML.

Python-Markdown takes quadratic time on hostile text (measured: 10 kB 13 s), so a text is
first held against caps, then rendered in a child process that is killed after two seconds.
Whatever goes wrong, the reader sees the text itself, escaped. Text is rendered once, when
it is saved. Why bleach is still here and how to swap it: docs/adr/0004.
"""

import atexit
import json
import os
import re
import select
import struct
import subprocess
import sys
import threading
import unicodedata
from pathlib import Path

from django.utils.html import escape
from django.utils.translation import gettext as _

POST, LESSON = 20_000, 200_000  # characters (SAFETY, "what was measured")
LONGEST_LINE = 10_000  # characters
DEEPEST = 12  # quote and list marks at the start of one line
SECONDS = 2.0
MARKS = re.compile(r"^(?:[ \t]*(?:>|[-+*](?=\s)|\d{1,9}[.)](?=\s)))+")
MARK = re.compile(r">|[-+*](?=\s)|\d{1,9}[.)](?=\s)")


def render(source: str, *, limit: int = POST, lesson: bool = False) -> str:
    """Return safe HTML for a text of at most `limit` characters; never raises.

    A lesson keeps its own headings (## is the second level) and joins lines into
    paragraphs. What a person writes starts at the third level, and a new line is a new line.
    """
    source = clean(source)
    if refusal(source, limit=limit):
        return plain(source)
    html = _child.ask({"source": source, "lesson": lesson})
    return plain(source) if html is None else html


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


def clean(source: str) -> str:
    """Return the text with one kind of line end and without control characters."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})


def plain(source: str) -> str:
    """Return the text itself as HTML: escaped, in paragraphs."""
    blocks = re.split(r"\n{2,}", clean(source).strip("\n"))
    return "\n".join(f"<p>{escape(block)}</p>".replace("\n", "<br>") for block in blocks if block.strip())


class _Child:
    """A renderer that stays alive between texts and is killed when it takes too long."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = 0

    def ask(self, question: dict[str, object]) -> str | None:
        """Return the HTML, or None when the child died or took more than SECONDS."""
        with self.lock:
            try:
                process = self.alive()
                assert process.stdin is not None
                message = json.dumps(question).encode()
                process.stdin.write(struct.pack(">I", len(message)) + message)
                process.stdin.flush()
                (length,) = struct.unpack(">I", self.read(process, 4))
                return self.read(process, length).decode()
            except (OSError, EOFError, TimeoutError, ValueError):
                self.kill()
                return None

    def alive(self) -> subprocess.Popen[bytes]:
        # After a fork the pipes belong to the parent: two workers must not share a child.
        if self.process is None or self.owner != os.getpid() or self.process.poll() is not None:
            self.kill()
            self.process = subprocess.Popen(  # noqa: S603 - our own module, no input in the command
                [sys.executable, "-I", str(Path(__file__).with_name("text_child.py"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self.owner = os.getpid()
            self.read(self.process, 1, seconds=10)  # one byte says: everything is imported
        return self.process

    @staticmethod
    def read(process: subprocess.Popen[bytes], size: int, seconds: float = SECONDS) -> bytes:
        assert process.stdout is not None
        pipe, data = process.stdout.fileno(), b""
        while len(data) < size:
            if not select.select([pipe], [], [], seconds)[0]:
                raise TimeoutError
            part = os.read(pipe, size - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    def kill(self) -> None:
        if self.process is not None and self.owner == os.getpid():
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                if pipe:
                    pipe.close()
        self.process = None


_child = _Child()
atexit.register(_child.kill)
