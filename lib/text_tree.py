"""The tree of a text gets the shape of our pages: headings, pictures, tables, tasks and footnotes."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from lib.text_rules import PICTURE, is_safe

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
TASK = re.compile(r"\[([ xX])\][ \t\n]+(?=\S)")
REFERENCE = re.compile(r"fnref(\d*):(.*)", re.DOTALL)
ALIGNED = {"right": "num", "center": "mid"}


class Tasks(Treeprocessor):
    """`- [ ]` and `- [x]` become a box that style draws, with words for who hears it. It is not a form."""

    def __init__(self, md: Markdown, words: dict[str, str]) -> None:
        super().__init__(md)
        self.words = words

    def run(self, root: Element) -> None:
        for item in (child for found in root.iter("ul") for child in found):
            place = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
            task = TASK.match(place.text or "")
            if task:
                done = task[1] != " "
                item.set("class", "task done" if done else "task")
                words = Element("span", {"class": "visually-hidden"})
                words.text = AtomicString(self.words["done" if done else "to do"] + ": ")
                words.tail = (place.text or "")[task.end() :]
                place.text = ""
                place.insert(0, words)


class Shape(Treeprocessor):
    """Everything that has to wait until words and links are in the tree."""

    prefix = pictures = ""

    def __init__(self, md: Markdown, *, lesson: bool, words: dict[str, str]) -> None:
        super().__init__(md)
        self.lesson, self.words = lesson, words
        self.shapes: dict[str, Callable[[Element], None]] = {
            **dict.fromkeys(HEADINGS, self.heading),
            **dict.fromkeys(("td", "th"), self.cell),
            "img": self.picture,
            "a": self.link,
        }
        self.above: list[tuple[int, int]] = []  # (level as written, level as shown) of the headings above
        self.seen: list[tuple[str, str]] = []  # (name, description) of each picture of the lesson

    def run(self, root: Element) -> None:
        self.seen, self.above = [], []
        self.notes(root)
        for element in list(root.iter()):
            if shape := self.shapes.get(element.tag):
                shape(element)
            for place, child in enumerate(element):
                if child.tag == "table":
                    element[place] = self.scrolling(child)

    def heading(self, element: Element) -> None:
        """Put headings below the page's own, none a level too deep; one without words is no heading."""
        if is_bare(element):
            element.tag = "p"
            return
        wanted = int(element.tag[1])
        if self.lesson:
            wanted = max(2, wanted)
        while self.above and self.above[-1][0] >= wanted:
            self.above.pop()
        first = wanted if self.lesson else 3
        level = min(6, self.above[-1][1] + 1) if self.above else first
        self.above.append((wanted, level))
        element.tag = f"h{level}"

    def picture(self, element: Element) -> None:
        """Show a picture of this lesson; any other becomes a link (no third-party requests), or words."""
        address, alt = element.get("src", ""), (element.get("alt") or "").strip()
        if found := PICTURE.fullmatch(address):
            self.seen.append((found[1], alt))
        if found and self.pictures:
            element.attrib = {"src": self.pictures + found[1], "alt": alt, "loading": "lazy"}
            return
        element.text = AtomicString(alt or address)
        element.tag, element.attrib = ("a", {"href": address}) if is_safe(address) else ("span", {})

    @staticmethod
    def link(element: Element) -> None:
        """Give a link without words its address to read."""
        if is_bare(element):
            element.text = AtomicString(element.get("href", ""))

    @staticmethod
    def cell(element: Element) -> None:
        side = ALIGNED.get(element.attrib.pop("align", ""))
        if side:
            element.set("class", side)
        if element.tag == "th" and is_bare(element):
            element.tag = "td"

    def scrolling(self, table: Element) -> Element:
        attributes = {"class": "scroll", "role": "group", "tabindex": "0", "aria-label": self.words["table"]}
        around = Element("div", attributes)
        around.append(table)
        around.tail, table.tail = table.tail, None
        return around

    def notes(self, root: Element) -> None:
        """Give footnotes ids of this text only: numbers behind its prefix, never a word of the writer."""
        part = next((one for one in root.iter("div") if one.get("class") == "footnote"), None)
        listed = part.find("ol") if part is not None else None
        if part is None or listed is None:
            return
        part.set("class", "footnotes")
        part.remove(part[0])  # a line; style draws it
        numbers = {item.get("id", "").removeprefix("fn:"): place for place, item in enumerate(listed, 1)}
        names = {}
        for mark in root.iter("sup"):
            if found := REFERENCE.fullmatch(mark.get("id", "")):
                number = numbers[found[2]]
                names["#" + mark.get("id", "")] = back = f"{self.prefix}{number}-terug{found[1]}"
                mark.set("id", back)
                mark[0].attrib = {"href": f"#{self.prefix}{number}"}
                self.hidden(mark[0], self.words["footnote"] + " ").tail = AtomicString(str(number))
        for number, item in enumerate(listed, 1):
            item.set("id", f"{self.prefix}{number}")
            for parent in list(item.iter()):
                for link in [one for one in parent if one.get("class") == "footnote-backref"]:
                    if name := names.get(link.get("href", "")):
                        link.attrib = {"href": f"#{name}", "class": "note-back"}
                        self.hidden(link, self.words["back"])
                    else:
                        parent.remove(link)  # nothing in the text leads to this note

    @staticmethod
    def hidden(element: Element, words: str) -> Element:
        element.text = None
        made = SubElement(element, "span", {"class": "visually-hidden"})
        made.text = AtomicString(words)
        return made


class Notes(FootnoteExtension):
    """Footnotes, counted without searching, and always at the end."""

    def unique_ref(self, reference: str, found: bool = False) -> str:
        if not found:
            return reference
        count = self.found_refs[reference] = self.found_refs.get(reference, 0) + 1
        return reference if count == 1 else reference.replace("fnref", f"fnref{count}", 1)

    def findFootnotesPlaceholder(self, root: Element) -> None:  # noqa: N802 - the name is theirs
        return None


def is_bare(element: Element) -> bool:
    """Tell whether nothing in an element can be read."""
    return not "".join(element.itertext()).strip() and not any(one.get("alt") for one in element.iter("img"))
