"""What may come out of lib.text, written down once more: the list in lib cannot be widened by accident."""

import re

import html5lib

PICTURES = "/dingen/afbeeldingen/les/"  # what the tests give as the folder of a lesson
LINK = re.compile(r"(?:https?://[^/@]|mailto:|tel:|#|/(?![/\\]))[^\x00-\x20]*", re.IGNORECASE)
NOTE = re.compile(r"noot-[0-9a-f]{8}-\d+(-terug\d*)?")
ANYTHING = re.compile(r".*", re.DOTALL)
PLAIN = {
    "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "strong", "table", "tbody",
    "thead", "tr", "ul",
}  # fmt: skip
MAY: dict[str, dict[str, re.Pattern[str]]] = {
    **{tag: {} for tag in PLAIN},
    "a": {
        "href": LINK,
        "title": ANYTHING,
        "rel": re.compile("nofollow noopener noreferrer"),
        "class": re.compile("leaves|note-back"),
    },
    "div": {
        "class": re.compile("scroll|footnotes"),
        "role": re.compile("group"),
        "tabindex": re.compile("0"),
        "aria-label": re.compile("Tabel"),
    },
    "img": {
        "src": re.compile(re.escape(PICTURES) + r"[a-z0-9-]+\.(webp|png|jpe?g)"),
        "alt": ANYTHING,
        "loading": re.compile("lazy"),
    },
    "li": {"class": re.compile("task( done)?"), "id": NOTE},
    "ol": {"start": re.compile(r"\d+")},
    "p": {"class": re.compile("video-card")},
    "span": {"class": re.compile("visually-hidden|video-note")},
    "sup": {"id": NOTE},
    "td": {"class": re.compile("num|mid")},
    "th": {"class": re.compile("num|mid")},
}


def elements(html: str) -> list[tuple[str, dict[str, str]]]:
    """The elements of a fragment as a browser would build them: [(tag, attributes)]."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    found = [(str(element.tag), dict(element.attrib)) for element in tree.iter()]
    return [one for one in found if one[0] != "DOCUMENT_FRAGMENT"]


def breaches(html: str) -> list[str]:
    """What in this HTML is not on the list; empty when it is inert."""
    return [line for tag, attributes in elements(html) for line in breach(tag, attributes)]


def breach(tag: str, attributes: dict[str, str]) -> list[str]:
    if tag not in MAY:
        return [f"<{tag}>"]
    return [
        f"<{tag} {name}={value!r}>"
        for name, value in attributes.items()
        if name not in MAY[tag] or not MAY[tag][name].fullmatch(value)
    ]
