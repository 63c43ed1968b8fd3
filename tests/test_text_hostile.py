"""Texts made to exhaust the renderer: rendered, refused with a sentence or shown as they are."""

import pytest

from lib import text, text_process
from tests.inert import breaches

LINE = 9_900
HOSTILE = {
    "brackets": "[" * LINE + "\n" + "[" * LINE,
    "pairs of brackets": "[]" * 4_900,
    "brackets in brackets": ("[" * 4_900 + "]" * 4_900 + "\n") * 2,
    "links in links": "[a](" * 2_400,
    "pictures in pictures": "![a](" * 1_900,
    "dashes under dashes": "- - -\n" * 1_000,
    "lines": "***\n" * 5_000,
    "quotes": "\n".join(">" * n + " x" for n in range(1, 13)) * 20,
    "lists in lists": "\n".join("    " * n + "- x" for n in range(90)),
    "tasks in tasks": "\n".join("    " * n + "- [x] x" for n in range(80)),
    "numbers in numbers": "\n".join("  " * n + "1. x" for n in range(100)),
    "tasks": "- [ ] a\n" * 2_400,
    "emphasis": "*a **b " * 1_400 + "\n" + "*a **b " * 1_400,
    "stars": "*" * LINE + "a\n" + "*" * 9_000,
    "code marks": "`" * 9_000 + "\n" + "`" * 8_999,
    "code marks of every length": " ".join("`" * n for n in range(1, 130)),
    "fences": "```\n" * 4_900,
    "references": "[a][a]\n" * 2_500,
    "one long link, often": "[a]: http://x.example/" + "y" * 9_000 + "\n\n" + "[a]\n" * 2_500,
    "many definitions": "\n".join(f"[{n}]: http://x.example/{n}" for n in range(600)),
    "open definition": "[a]: /x '" + "y" * 9_000,
    "notes in a circle": "a[^1]\n\n[^1]: b[^2]\n\n[^2]: c[^1][^1][^2]\n",
    "one note, often": "[^1]\n" * 3_900 + "\n[^1]: x",
    "many notes": "".join(f"[^{n}]\n" for n in range(900))
    + "\n"
    + "\n".join(f"[^{n}]: x" for n in range(900)),
    "notes in notes": "[^a]: x\n\n" + "\n\n".join("    " * n + f"[^{n}]: y" for n in range(1, 60)),
    "long name of a note": f"[^{'x' * 9_000}]\n\n[^{'x' * 9_000}]: z",
    "wide table": "|" * LINE + "\n" + "|-" * 4_900 + "|\n",
    "table of short rows": "a" + "|a" * 49 + "\n-" + "|-" * 49 + "\n" + "|\n" * 9_000,
    "code in a table": "|`a" * 3_000 + "|\n|-|-|\n",
    "videos": "https://youtu.be/dQw4w9WgXcQ\n" * 600,
    "video with everything": "https://www.youtube.com/watch?" + "v=&" * 3_000,
    "autolinks": "<http://a>\n" * 1_700,
    "at signs": "a@" * 4_900 + "\n" + "a@" * 4_900,
    "dots": "a." * 4_900 + "\n" + ".nl" * 3_000,
    "less than": "<" * LINE,
    "ampersands": "&" * LINE + "\n" + "&#" * 4_900,
    "entities": "&#x26;" * 1_600,
    "backslashes": "\\" * LINE,
    "headings": "# " * 4_900 + "\n" + "#" * LINE,
    "underlined": "a\n=\n" * 4_000,
    "joined signs": "\U0001f469\u200d" * 4_000 + "\n" + "a" + "\u0301" * LINE,
    "turned round": "\u202e" * LINE,
    "nothing": "\0" * 10_000 + "\n" * 10_000,
    "spaces": " " * LINE + "x",
}
REFUSED = {
    "100 kB of brackets": ("[" * 100_000, "Deze tekst is te lang"),
    "dashes, a thousand times": ("- - - " * 1_000, "In deze tekst zitten lijsten of citaten te diep"),
    "quotes, a thousand times": ("> " * 1_000, "In deze tekst zitten lijsten of citaten te diep"),
    "one line": ("x" * 10_001, "Eén regel van deze tekst is te lang"),
}


def kind(source: str, html: str) -> str:
    return "plain" if html == text.plain(source) else "rendered"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_rendered_or_shown_as_it_is(name):
    source = HOSTILE[name]

    html = text.render(source)

    assert text.refusal(source) == ""
    assert kind(source, html) in {"rendered", "plain"}
    assert breaches(html) == []
    assert len(html) <= text.GROWTH * text.POST
    assert text.render("na *afloop*") == "<p>na <em>afloop</em></p>"


@pytest.mark.parametrize("name", REFUSED)
def test_text_over_a_limit_is_refused_with_a_sentence_and_shown_as_it_is(name):
    source, reason = REFUSED[name]

    assert text.refusal(source).startswith(reason)
    assert text.render(source) == text.plain(source)


def test_renderer_gets_two_seconds():
    assert text_process.SECONDS == 2
    assert kind(HOSTILE["links in links"], text.render(HOSTILE["links in links"])) == "plain"


def test_text_that_swells_is_shown_as_it_is():
    source = HOSTILE["one long link, often"]
    assert kind(source, text.render(source)) == "plain"


def test_table_of_more_columns_than_anybody_reads_stays_text():
    def table(columns):
        return "|a" * columns + "|\n" + "|-" * columns + "|\n"

    assert "<table>" in text.render(table(50))
    assert "<table>" not in text.render(table(51))


def test_long_lesson_has_a_limit_of_its_own():
    source = "woord *nadruk* en nog wat\n\n" * 900
    assert text.refusal(source).startswith("Deze tekst is te lang")
    assert text.refusal(source, limit=text.LESSON) == ""
    assert kind(source, text.render(source, limit=text.LESSON, lesson=True)) == "rendered"
