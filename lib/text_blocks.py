"""Blocks of Markdown that are ours: a link to a video alone on its line, and tables of a sane width."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.tables import TableProcessor
from markdown.util import AtomicString

from lib import videos

MOST_COLUMNS = 50
LINE = re.compile(
    r" {0,3}(?:<(?P<pointed>https?://[^\s<>]+)>|\[(?P<title>[^\[\]<>]{0,200})\]\(<?(?P<named>https?://[^\s<>()]+)>?\)"
    r"|(?P<bare>https?://[^\s<>]+))[ \t]*",
    re.IGNORECASE,
)


class Tables(TableProcessor):
    """A table with more columns than anybody reads stays text: short rows would fill every column."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser, {"use_align_attribute": True})

    def test(self, parent: Element, block: str) -> bool:
        return super().test(parent, block) and len(self.separator) <= MOST_COLUMNS


class Videos(BlockProcessor):
    """A link to a video becomes a card that leads to our own page; only there the video loads."""

    def __init__(self, parser: BlockParser, words: dict[str, str]) -> None:
        super().__init__(parser)
        self.words = words

    def test(self, parent: Element, block: str) -> bool:
        return any(video_in(line) for line in block.split("\n"))

    def run(self, parent: Element, blocks: list[str]) -> None:
        around: list[str] = []
        for line in blocks.pop(0).split("\n"):
            if not (found := video_in(line)):
                around.append(line)
                continue
            if around:
                self.parser.parseBlocks(parent, ["\n".join(around)])
                around = []
            self.card(parent, *found)
        if around:
            blocks.insert(0, "\n".join(around))

    def card(self, parent: Element, video: videos.Video, title: str) -> None:
        card = SubElement(parent, "p", {"class": "video-card"})
        link = SubElement(card, "a", {"href": video.path})
        link.text = AtomicString(title or self.words["video"].replace("%(site)s", video.site.name))
        link.tail = " "
        note = SubElement(card, "span", {"class": "video-note"})
        note.text = AtomicString(self.words["video note"].replace("%(site)s", video.site.name))


def video_in(line: str) -> tuple[videos.Video, str] | None:
    """Return the video that a line consists of, and what the writer called it."""
    found = LINE.fullmatch(line)
    video = videos.find(found["pointed"] or found["named"] or found["bare"]) if found else None
    return (video, (found["title"] or "").strip()) if found and video else None
