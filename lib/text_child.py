"""Render Markdown in a process of its own, one question after the other; lib.text_process starts it."""

import json
import os
import resource
import struct
import sys
from typing import Any

import markdown

from lib.text_blocks import Tables, Videos
from lib.text_rules import cleaner
from lib.text_tree import Notes, Shape, Tasks

MEMORY = 512 * 1024 * 1024  # bytes


class Renderer:
    """Markdown with our own blocks, for lessons or for what people write."""

    def __init__(self, *, lesson: bool) -> None:
        self.words: dict[str, str] = {}
        names = ["tables", "fenced_code", "sane_lists"] + ([] if lesson else ["nl2br"])
        self.md = md = markdown.Markdown(extensions=[*names, Notes()], output_format="html")
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.parser.blockprocessors.register(Tables(md.parser), "table", 75)
        md.parser.blockprocessors.register(Videos(md.parser, self.words), "video", 72)
        md.treeprocessors.register(Tasks(md, self.words), "tasks", 30)
        self.shape = Shape(md, lesson=lesson, words=self.words)
        md.treeprocessors.register(self.shape, "shape", 5)

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """Return {"html": the HTML, or None when it grew too long; "pictures": [(name, description)]}."""
        self.words.update(question["words"])
        self.shape.prefix, self.shape.pictures = prefix, pictures = question["prefix"], question["pictures"]
        rough = self.md.reset().convert(question["source"])
        if len(rough) > question["most"]:
            return {"html": None, "pictures": []}
        html = cleaner(prefix=prefix, pictures=pictures, table=self.words["table"]).clean(rough)
        return {"html": html if len(html) <= question["most"] else None, "pictures": self.shape.seen}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    pipe_in, pipe_out = sys.stdin.buffer, sys.stdout.buffer
    renderers = {lesson: Renderer(lesson=lesson) for lesson in (True, False)}
    pipe_out.write(b"!")
    pipe_out.flush()
    while header := pipe_in.read(4):
        question = json.loads(pipe_in.read(struct.unpack(">I", header)[0]))
        try:
            answer = json.dumps(renderers[question["lesson"]].answer(question)).encode()
        except Exception:  # noqa: BLE001 - whatever it was, the parent shows plain text
            os._exit(1)
        pipe_out.write(struct.pack(">I", len(answer)) + answer)
        pipe_out.flush()
