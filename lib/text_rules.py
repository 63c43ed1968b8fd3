"""The allow-list: which elements and attributes may come out. bleach is only used in here (docs/adr/0004)."""

import re
from collections.abc import MutableMapping
from functools import partial
from urllib.parse import urlsplit

from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner

TAGS = {
    "a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p",
    "pre", "span", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
# Our own make-up. No Markdown that a person writes can set a class, an id or a role.
CLASSES = {
    "a": {"note-back"},
    "div": {"footnotes", "scroll"},
    "li": {"task", "task done"},
    "p": {"video-card"},
    "span": {"visually-hidden", "video-note"},
    "td": {"num", "mid"},
    "th": {"num", "mid"},
}
FIXED = {("div", "role"): "group", ("div", "tabindex"): "0", ("img", "loading"): "lazy"}
WEB = {"http", "https"}
SCHEMES = WEB | {"mailto", "tel"}
PICTURE = re.compile(r"afbeeldingen/([a-z0-9-]{1,75}\.(?:webp|png|jpe?g))", re.ASCII)
type Attributes = MutableMapping[tuple[str | None, str], str]


def is_local(url: str) -> bool:
    return url.startswith(("/", "#")) and not url.startswith(("//", "/\\"))


def is_safe(url: str) -> bool:
    """Tell whether a link may stay; bleach alone lets `javascript:123` through.

    A link to the web names a host, and nobody before it: https://kb.nl@evil.example is not kb.nl.
    """
    url = url.strip()
    if any(ord(c) < 0x21 for c in url):
        return False
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0  # a wrong port raises
    except ValueError:
        return False
    return is_local(url) or (parts.scheme in SCHEMES and (named or parts.scheme not in WEB))


def cleaner(*, prefix: str, pictures: str, table: str) -> Cleaner:
    """Return what cleans the HTML of one text.

    prefix: how every id in it begins · pictures: the folder of its pictures, empty for none
    table: what a table that scrolls is called
    """
    ids = re.compile(re.escape(prefix) + r"\d+(-terug\d*)?", re.ASCII)

    def may_stay(tag: str, name: str, value: str) -> bool:
        """Say yes to an attribute; bleach asks it for each one."""
        if name == "class":
            return value in CLASSES.get(tag, ())
        if name == "id":
            return tag in {"li", "sup"} and bool(ids.fullmatch(value))
        if tag == "img" and name == "src":
            return is_picture(value, pictures)
        if (tag, name) in FIXED:
            return value == FIXED[tag, name]
        return (
            (tag == "a" and (name == "title" or (name == "href" and is_safe(value))))
            or (tag == "img" and name == "alt")
            or (tag == "ol" and name == "start" and value.isdecimal())
            or (tag == "div" and name == "aria-label" and value == table)
        )

    return Cleaner(
        tags=TAGS,
        attributes=may_stay,
        protocols=SCHEMES,
        filters=[partial(LinkifyFilter, callbacks=[mark_leaving], skip_tags={"pre", "code"})],
    )


def is_picture(url: str, folder: str) -> bool:
    name = url.removeprefix(folder)
    return bool(folder and name != url and PICTURE.fullmatch(f"afbeeldingen/{name}"))


def mark_leaving(attrs: Attributes, new: bool = False, /) -> Attributes:
    """Mark a link that leaves the site, so that style and screen reader can tell."""
    if urlsplit(attrs.get((None, "href"), "")).scheme in WEB:
        attrs[None, "rel"] = "nofollow noopener noreferrer"
        attrs[None, "class"] = "leaves"
    return attrs
