"""The language of search: from text to the words that are stored, sought and marked.

Both databases get the same words, folded and stemmed here, so that both find the same. Where
they are stored and how they are found: lib.fulltext_table.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import snowballstemmer  # type: ignore[import-untyped]
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

MOST_WORDS = 8  # of a search
LONGEST = 40  # characters of a stored word; PostgreSQL refuses words of more than 2 kB
LARGEST = 400_000  # bytes of stored words; PostgreSQL refuses a document of more than 1 MB
AROUND = 90  # characters shown before and after a found word

LETTERS = r"(?:[^\W_][\u0300-\u036f]*)+"  # an accent may be a character of its own
WORD = re.compile(rf"{LETTERS}(?:['’]{LETTERS})*")
COMPOUND = re.compile(rf"{WORD.pattern}(?:[-‐‑]{WORD.pattern})*")
# Words that say nothing about what somebody looks for, unless they are all there is.
EMPTY = frozenset(
    {
        "aan",
        "als",
        "dat",
        "de",
        "die",
        "dit",
        "een",
        "en",
        "er",
        "het",
        "hoe",
        "ik",
        "in",
        "is",
        "je",
        "kan",
        "met",
        "naar",
        "of",
        "om",
        "op",
        "te",
        "van",
        "voor",
        "wat",
    }
)

# Two stemmers, because each misses what the other has: the first knows deelde and lezen, but leaves
# podcasts and takes wachtwoorden too far; the second is the other way round.
STEMMERS = (snowballstemmer.stemmer("dutch"), snowballstemmer.stemmer("dutch_porter"))
# What both miss, in folded words: deelt, leest, vindt; luistert, tekent; ideeën, kopieën; fotos.
ENDINGS = (
    (re.compile(r"((?:aa|ee|oo|uu|ie|oe|eu|ui|ou|ij|ei)[lmnrs]|d)t$"), r"\1"),
    (re.compile(r"(\w{3}e[lr]|\w[kp]en)t$"), r"\1"),
    (re.compile(r"(ee|ie)en$"), r"\1"),
    (re.compile(r"^(\w{3,}[aiou])s$"), r"\1"),
)

INLINE_TAG = re.compile(r"</?(?:a|abbr|b|code|del|em|i|ins|mark|span|strong|sub|sup)\b[^>]*>")
PICTURE = re.compile(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>')
TAG = re.compile(r"<[^>]*>")


def fold(word: str) -> str:
    """Return a word in small letters, without accents, apostrophes and hyphens, cut at LONGEST."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if letter.isalnum())[:LONGEST]


@lru_cache(maxsize=20_000)
def forms(word: str) -> tuple[str, ...]:
    """Return the word, folded, and its stems: two words are the same to us when they share one."""
    plain = fold(word)
    small = unicodedata.normalize("NFC", word.casefold().replace("’", "'"))[:LONGEST]
    small = re.sub("[-‐‑]", "", small)
    stems = [fold(stemmer.stemWord(small)) for stemmer in STEMMERS]
    stems += [pattern.sub(ending, plain) for pattern, ending in ENDINGS]
    # A single letter left of a longer word says nothing.
    return tuple(dict.fromkeys([plain, *(stem for stem in stems if len(stem) > 1)])) if plain else ()


def words(text: str) -> Iterator[str]:
    """Return every word as it is written; a word with a hyphen as its parts and as a whole."""
    for found in COMPOUND.finditer(text):
        parts = WORD.findall(found.group())
        yield from parts
        if len(parts) > 1:
            yield found.group()


def tokens(text: str, *, scope: str = "") -> str:
    """Return what is stored of a text: the forms of its words with spaces between, at most LARGEST bytes.

    The scope is put before each, so that who looks within a scope never touches the words of another,
    however many there are. It ends in a letter, and holds no such letter before that: "t12x".
    """
    stored, room = [], LARGEST
    for word in words(text):
        for form in forms(word):
            stored.append(f"{scope}{form}")
            room -= len(stored[-1].encode()) + 1
        if room < 0:
            break
    return " ".join(stored)


def readable(source: str) -> str:
    """Return the text of HTML that lib.text made, on one line, with the descriptions of its pictures."""
    text = PICTURE.sub(r" \1 ", INLINE_TAG.sub("", source))
    return " ".join(html.unescape(TAG.sub(" ", text)).replace("\x00", "").split())


@dataclass(frozen=True)
class Sought:
    """One word that somebody typed; `begins` when longer words that begin with it are good too."""

    word: str
    begins: bool

    @property
    def forms(self) -> tuple[str, ...]:
        return forms(self.word)

    def is_in(self, word: str) -> bool:
        """Say whether this is that word of a text; the databases answer the same."""
        if self.begins and any(form.startswith(self.forms[0]) for form in forms(word)):
            return True
        return not set(self.forms).isdisjoint(forms(word))


@dataclass(frozen=True)
class Query:
    """What somebody is looking for: each of these words. The same words are found and marked."""

    sought: tuple[Sought, ...]
    scopes: tuple[str, ...] = ("",)  # where to look: in one of these (tokens)
    every: bool = True  # or one of the words is enough

    @classmethod
    def of(cls, typed: str) -> "Query":
        """Return the words of whatever somebody typed: at most MOST_WORDS, without the empty ones.

        The last word may still be half typed, and a letter is the beginning of a word.
        """
        found: list[str] = []
        for compound in COMPOUND.findall(typed):
            parts = WORD.findall(compound)
            # E-mail is one word: an e tells us nothing.
            found += [compound] if min(map(len, parts)) == 1 else parts
        found = list(dict.fromkeys(word.lower() for word in found if fold(word)))
        full = ([word for word in found if word not in EMPTY] or found)[:MOST_WORDS]
        return cls(tuple(Sought(word, begins=word == full[-1] or len(fold(word)) == 1) for word in full))

    def __bool__(self) -> bool:
        return bool(self.sought and self.scopes)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(one.word for one in self.sought)

    @property
    def says_little(self) -> bool:
        """Whether it is all single letters, which begin some word of nearly every text."""
        return all(len(one.forms[0]) == 1 for one in self.sought)

    def within(self, *scopes: str) -> "Query":
        return replace(self, scopes=scopes)

    def each(self) -> list["Query"]:
        """Return a query for each word."""
        return [replace(self, sought=(one,)) for one in self.sought]

    def one_will_do(self) -> "Query":
        return replace(self, every=False)

    def is_in(self, text: str) -> bool:
        """Say whether the text has one of the words."""
        return next(self.places(text), None) is not None

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Return the begin and end of each found word."""
        for compound in COMPOUND.finditer(text):
            parts = list(WORD.finditer(text, *compound.span()))
            hits = [part.span() for part in parts if self._has(part.group())]
            yield from hits or ([compound.span()] if len(parts) > 1 and self._has(compound.group()) else [])

    def _has(self, word: str) -> bool:
        return any(one.is_in(word) for one in self.sought)

    def marked(self, text: str) -> SafeString:
        """Return the text as safe HTML with the words marked."""
        shown, done = [], 0
        for start, end in self.places(text):
            shown += [format_html("{}<mark>{}</mark>", text[done:start], text[start:end])]
            done = end
        return format_html_join("", "{}", ((part,) for part in [*shown, text[done:]]))

    def around(self, text: str) -> SafeString:
        """Return the part of a text around the first word, marked, cut between words."""
        first, last = next(self.places(text), (0, 0))
        start = text.rfind(" ", 0, first - AROUND) + 1 if first > AROUND else 0
        end = text.find(" ", last + AROUND) if len(text) > last + AROUND else -1
        end = end if end > 0 else len(text)
        return self.marked(f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}")


def retyped(typed: str, better: dict[str, str]) -> str:
    """Return what somebody typed with better words in it."""
    return COMPOUND.sub(lambda found: _better(found.group(), better), typed)


def _better(compound: str, better: dict[str, str]) -> str:
    if compound.lower() in better:
        return better[compound.lower()]
    return WORD.sub(lambda found: better.get(found.group().lower(), found.group()), compound)


def nearest(sought: Sought, known: Iterable[str]) -> str:
    """Return the known word that somebody must have meant; empty when theirs is known, or none is near.

    A longer word that holds theirs, else one that differs by one slip of the finger, two from six letters.
    """
    plain = sought.forms[0]
    folded = {fold(word): word for word in known}
    if len(plain) < 4 or any(form in folded for form in sought.forms):
        return ""
    if sought.begins and any(word.startswith(plain) for word in folded):
        return ""
    if longer := [word for word in folded if plain in word]:
        return folded[min(longer, key=lambda word: (len(word), word))]
    slips = 1 if len(plain) < 6 else 2
    near = process.extract(plain, folded.keys(), scorer=OSA.distance, score_cutoff=slips, limit=20)
    if not near:
        return ""
    best = min(near, key=lambda one: (one[1], -JaroWinkler.similarity(plain, one[0]), one[0]))
    return folded[best[0]]
