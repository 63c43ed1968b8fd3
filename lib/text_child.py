"""Render Markdown in a process of its own, one question after the other; lib.text starts it."""

import json
import os
import resource
import struct
import sys
from collections.abc import MutableMapping
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import markdown
from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner
from markdown.treeprocessors import Treeprocessor

TAGS = {
    "a", "abbr", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6",
    "hr", "img", "li", "ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
type Attributes = MutableMapping[tuple[str | None, str], str]
SCHEMES = {"http", "https", "mailto", "tel"}
MEMORY = 512 * 1024 * 1024  # bytes


def is_local(url: str) -> bool:
    return url.startswith(("/", "#")) and not url.startswith(("//", "/\\"))


def is_safe(url: str) -> bool:
    """Tell whether a link may stay; bleach alone lets `javascript:123` through."""
    url = url.strip()
    if any(ord(c) < 0x21 for c in url):
        return False
    try:
        return is_local(url) or urlsplit(url).scheme.lower() in SCHEMES
    except ValueError:
        return False


def may_stay(tag: str, name: str, value: str) -> bool:
    """The allow-list of attributes, asked by bleach for each one."""
    if tag == "a":
        return (name == "href" and is_safe(value)) or name == "title"
    if tag == "img":
        return (name == "src" and is_local(value)) or name == "alt"
    return (tag == "ol" and name == "start" and value.isdecimal()) or (tag == "abbr" and name == "title")


def mark_leaving(attrs: Attributes, new: bool = False, /) -> Attributes:
    """Mark a link that leaves the site, so that style and screen reader can tell."""
    if urlsplit(attrs.get((None, "href"), "")).scheme.lower() in {"http", "https"}:
        attrs[None, "rel"] = "nofollow noopener noreferrer"
        attrs[None, "class"] = "leaves"
    return attrs


class Shape(Treeprocessor):
    """Put headings below the page's own, and make a foreign picture a link (no third-party requests)."""

    def __init__(self, md: markdown.Markdown, *, lesson: bool) -> None:
        super().__init__(md)
        self.shift, self.top = (0, 2) if lesson else (2, 3)

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
                element.tag = f"h{min(6, max(self.top, int(element.tag[1]) + self.shift))}"
            elif element.tag == "img" and not is_local(element.get("src", "")):
                element.tag, element.text = "a", element.get("alt") or element.get("src")
                element.attrib = {"href": element.get("src", "")}


def renderer(*, lesson: bool) -> markdown.Markdown:
    extensions = ["tables", "fenced_code", "sane_lists"] + ([] if lesson else ["nl2br"])
    md = markdown.Markdown(extensions=extensions, output_format="html")
    md.preprocessors.deregister("html_block")
    md.inlinePatterns.deregister("html")
    md.treeprocessors.register(Shape(md, lesson=lesson), "shape", 5)
    return md


CLEANER = Cleaner(
    tags=TAGS,
    attributes=may_stay,
    protocols=SCHEMES,
    filters=[partial(LinkifyFilter, callbacks=[mark_leaving], skip_tags={"pre", "code"})],
)
RENDERERS = {lesson: renderer(lesson=lesson) for lesson in (True, False)}


def answer(question: dict[str, Any]) -> str:
    return CLEANER.clean(RENDERERS[question["lesson"]].reset().convert(question["source"]))


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    pipe_in, pipe_out = sys.stdin.buffer, sys.stdout.buffer
    answer({"source": "warm *up*", "lesson": False})
    pipe_out.write(b"!")
    pipe_out.flush()
    while header := pipe_in.read(4):
        question = json.loads(pipe_in.read(struct.unpack(">I", header)[0]))
        try:
            html = answer(question).encode()
        except Exception:  # noqa: BLE001 - whatever it was, the parent shows plain text
            os._exit(1)
        pipe_out.write(struct.pack(">I", len(html)) + html)
        pipe_out.flush()


if __name__ == "__main__":
    main()
