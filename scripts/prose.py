"""Measure how the lessons read and whether each keeps its form; exit 1 when a figure does not hold.

What counts, per lesson:
  words      the body, per step its title, text and check, the route without account, share and work;
             Markdown signs left out, headings and tables included
  sentences  the running text of the same parts, plus what the answers of the questions explain; no
             headings, step titles, table rows or code. An item of a list is at least one sentence
  average    words per sentence; long: the percentage of sentences of more than 20 words
No network, nothing is changed. Usage: make prose, or python -m scripts.prose [folder].
"""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dingen.texts import Lesson

ROOT = Path(__file__).resolve().parent.parent
LONG = 20  # words; a sentence of more is a long one
AVERAGE, LONG_SHARE = 13.0, 8.0  # words a sentence; per cent of the sentences: at most
WORDS, RETIRED_WORDS = (500, 900), (80, 150)
STEPS, QUESTIONS, LINKS = (4, 8), (3, 3), (3, 6)
KENNISMAKEN, DOEN = (15, 20), (40, 50)  # minutes
SECTIONS = {"Waarom dit Ding?": (60, 120), "Uit de praktijk": (50, 200), "Achtergrond": (150, 350)}

ABBREVIATIONS = {
    "art.", "bijv.", "blz.", "bv.", "ca.", "dhr.", "dr.", "drs.", "evt.", "excl.", "fig.", "incl.",
    "ing.", "ir.", "jl.", "max.", "mevr.", "min.", "mln.", "mr.", "mw.", "nl.", "no.", "nr.", "nrs.", "p.",
    "par.", "pag.", "prof.", "resp.", "sr.", "st.", "tel.", "vgl.", "vs.", "zgn.",
    "jan.", "feb.", "mrt.", "apr.", "jun.", "jul.", "aug.", "sept.", "okt.", "nov.", "dec.",
}  # fmt: skip
OPENS, CLOSES = "‘“„’\"'([", "’”\"')]"
STOP = re.compile(rf"[.!?…]+[{re.escape(CLOSES)}]*\s+(?=[{re.escape(OPENS)}]*(?:[st]\s)?[A-ZÀ-ÖØ-Þ0-9])")
INITIALS = re.compile(r"(?:[^\W\d]\.)+")  # J. of J.K., and also d.w.z., a.u.b., m.b.t.
ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?|^\[\^[^\]]+\]:\s+")
INLINE = [
    (re.compile(r"!?\[([^\]^][^\]]*)\]\([^)]*\)"), r"\1"),  # a link or a picture: its words
    (re.compile(r"\[\^[^\]]+\]"), ""),  # the mark of a footnote
    (re.compile(r"\*+|`+"), ""),
]


class Figures(NamedTuple):
    words: int
    sentences: int
    average: float
    long: float
    steps: int
    questions: int
    links: int


# --- From Markdown to sentences -----------------------------------------------------


def unmarked(line: str) -> str:
    for pattern, words in INLINE:
        line = pattern.sub(words, line)
    return line.strip()


def blocks(source: str) -> Iterator[tuple[str, str]]:
    """Give the paragraphs, items, headings and table rows of a Markdown text, with their kind."""
    paragraph: list[str] = []
    fenced = False
    for raw in [*source.splitlines(), ""]:
        line = raw.lstrip("> ") if raw.lstrip().startswith(">") else raw
        kind = "heading" if line.startswith("#") else "row" if line.lstrip().startswith("|") else ""
        fence = line.lstrip().startswith("```")
        if paragraph and (kind or fence or fenced or not line.strip() or ITEM.match(line)):
            yield "text", " ".join(paragraph)
            paragraph = []
        if fence or fenced:
            fenced = fenced != fence
        elif kind:
            yield kind, unmarked(line.lstrip("# ").replace("|", " "))
        elif line.strip():
            paragraph.append(unmarked(ITEM.sub("", line)))


def words(text: str) -> list[str]:
    """Split at spaces; what has no letter or digit, such as a dash, is not a word."""
    return [word for word in text.split() if any(sign.isalnum() for sign in word)]


def sentences(paragraph: str) -> list[str]:
    """Split one paragraph without Markdown. A quote that goes on in small letters is one sentence."""
    found, start = [], 0
    for stop in STOP.finditer(paragraph):
        last = paragraph[start : stop.start() + 1].rsplit(maxsplit=1)[-1].lstrip(OPENS).lower()
        if paragraph[stop.start()] == "." and (last in ABBREVIATIONS or INITIALS.fullmatch(last)):
            continue
        found.append(paragraph[start : stop.end()].strip())
        start = stop.end()
    rest = paragraph[start:].strip()
    return [*found, rest] if rest else found


# --- One lesson ---------------------------------------------------------------------


def sentences_of(sources: Iterable[str]) -> list[str]:
    running = (text for source in sources for kind, text in blocks(source) if kind == "text")
    return [one for paragraph in running for one in sentences(paragraph) if words(one)]


def words_of(sources: Iterable[str]) -> int:
    return sum(len(words(text)) for source in sources for _kind, text in blocks(source))


def lesson_sentences(lesson: "Lesson") -> list[str]:
    text = lesson.text
    told = [part for step in text.steps for part in (step.text, step.check)]
    explained = [answer.why for question in text.questions for answer in question.answers]
    return sentences_of([text.body, text.without_account, *told, *explained, text.share, text.work])


def figures(lesson: "Lesson") -> Figures:
    text = lesson.text
    steps = [part for step in text.steps for part in (step.title, step.text, step.check)]
    found = lesson_sentences(lesson)
    return Figures(
        words=words_of([text.body, text.without_account, *steps, text.share, text.work]),
        sentences=len(found),
        average=average(found),
        long=long_share(found),
        steps=len(text.steps),
        questions=len(text.questions),
        links=len(text.links),
    )


def average(found: list[str]) -> float:
    return sum(len(words(one)) for one in found) / max(1, len(found))


def long_share(found: list[str]) -> float:
    return 100 * sum(len(words(one)) > LONG for one in found) / max(1, len(found))


def sections(body: str) -> dict[str, int]:
    """Count the words below each heading."""
    counted: dict[str, int] = {}
    heading = ""
    for kind, text in blocks(body):
        if kind == "heading":
            heading = text
        counted[heading] = counted.get(heading, 0) + (0 if kind == "heading" else len(words(text)))
    return counted


def outside(name: str, figure: float, limits: tuple[int, int]) -> list[str]:
    low, high = limits
    return [] if low <= figure <= high else [f"{name}: {figure:g}, and it must be {low}-{high}"]


def hard_to_read(found: list[str]) -> list[str]:
    faults = []
    if average(found) > AVERAGE:
        faults.append(f"average sentence: {average(found):.1f} words, at most {AVERAGE:g}")
    if long_share(found) > LONG_SHARE:
        faults.append(f"sentences over {LONG} words: {long_share(found):.0f} %, at most {LONG_SHARE:g} %")
    return faults


def form_faults(lesson: "Lesson") -> list[str]:
    """Say what an active lesson misses of the fixed form."""
    text, seen = lesson.text, figures(lesson)
    parts = {"without_account": text.without_account, "share": text.share, "work": text.work}
    faults = [f"{name} is empty" for name, part in parts.items() if not part.strip()]
    faults += outside("steps", seen.steps, STEPS) + outside("questions", seen.questions, QUESTIONS)
    faults += outside("links", seen.links, LINKS) + outside("kennismaken", lesson.levels[0], KENNISMAKEN)
    faults += outside("doen", lesson.levels[1], DOEN)
    counted = sections(text.body)
    for name, limits in SECTIONS.items():
        faults += outside(name, counted.get(name, 0), limits)
    faults += [
        f"step {one.key} has no text or no check" for one in text.steps if not (one.text and one.check)
    ]
    for number, question in enumerate(text.questions, 1):
        if not any(answer.correct for answer in question.answers):
            faults.append(f"question {number} has no right answer")
        if not all(answer.why.strip() for answer in question.answers):
            faults.append(f"question {number} has an answer without explanation")
    return faults


def faults_of(lesson: "Lesson") -> list[str]:
    """Say which figures of a lesson do not hold; empty when all do."""
    retired = lesson.status == "retired"
    faults = outside("words", figures(lesson).words, RETIRED_WORDS if retired else WORDS)
    faults += hard_to_read(lesson_sentences(lesson))
    faults += outside("links", figures(lesson).links, (1, LINKS[1])) if retired else form_faults(lesson)
    addresses = Counter(link.url for link in lesson.text.links)
    faults += [f"twice: {url}" for url, times in addresses.items() if times > 1]
    if not lesson.lineage:
        faults.append("no lineage")
    return faults


def shared_icons(lessons: Iterable["Lesson"]) -> dict[str, list[str]]:
    """Give the icons that more than one lesson has, with those lessons."""
    owners: dict[str, list[str]] = {}
    for lesson in lessons:
        owners.setdefault(lesson.icon, []).append(lesson.slug)
    return {icon: slugs for icon, slugs in owners.items() if len(slugs) > 1}


# --- All of them --------------------------------------------------------------------


def main() -> int:
    import django  # noqa: PLC0415 - a test that only counts sentences needs no settings

    django.setup()
    from dingen.catalogue import read_catalogue  # noqa: PLC0415 - needs the settings

    catalogue = read_catalogue(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "fixtures" / "catalogue")
    print(f"{'':40} words  sentences  average  long  steps  questions  links")
    wrong = []
    for lesson in catalogue.lessons:
        seen = figures(lesson)
        print(
            f"{lesson.slug:40} {seen.words:5}  {seen.sentences:9}  {seen.average:7.1f}  {seen.long:3.0f}%"
            f"  {seen.steps:5}  {seen.questions:9}  {seen.links:5}"
        )
        wrong += [f"{lesson.slug}: {fault}" for fault in faults_of(lesson)]
    for programme in catalogue.programmes:
        wrong += [f"{programme.slug}: {fault}" for fault in hard_to_read(sentences_of([programme.body]))]
    for icon, slugs in shared_icons(catalogue.lessons).items():
        wrong.append(f"icon {icon} belongs to {', '.join(slugs)}")
    print("\n".join(["", *wrong, f"{len(catalogue.lessons)} lessons, {len(wrong)} figures do not hold"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.exit(main())
