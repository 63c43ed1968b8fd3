"""Search: lessons this reader may see, and the talk of the teams they are in.

Plain `icontains` behind one function, so that a better engine has one place.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext

from accounts.models import User
from cohorts.models import Enrolment
from dingen.models import Ding
from forum.models import Post, Topic

MOST_WORDS = 8
A_PAGE = 20
AROUND = 90  # characters shown before and after a found word
MARKUP = re.compile(r"\]\([^)\s]*\)|[#*_`>|\[\]]+")


@dataclass(frozen=True)
class Query:
    """What somebody is looking for, as words; the same words are found and marked."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, typed: str) -> "Query":
        return cls(tuple(dict.fromkeys(typed.lower().split()))[:MOST_WORDS])

    def __str__(self) -> str:
        return " ".join(self.words)

    @property
    def pattern(self) -> str:
        """The longest word first, so that a word inside another does not cut it."""
        return "|".join(re.escape(word) for word in sorted(self.words, key=len, reverse=True))

    def anywhere(self, field: str) -> Q:
        return reduce(or_, (Q((f"{field}__icontains", word)) for word in self.words))

    def marked(self, text: str) -> SafeString:
        """Return the text as safe HTML with the words marked."""
        pieces = re.split(f"({self.pattern})", text, flags=re.IGNORECASE)
        shown = (format_html("<mark>{}</mark>", part) if odd % 2 else part for odd, part in enumerate(pieces))
        return format_html_join("", "{}", ((part,) for part in shown))

    def around(self, source: str) -> SafeString:
        """Return the part of a Markdown text around the first word, marked."""
        text = " ".join(MARKUP.sub(" ", source).split())
        found = re.search(self.pattern, text, flags=re.IGNORECASE)
        first, last = found.span() if found else (0, 0)
        start = text.rfind(" ", 0, first - AROUND) + 1 if first > AROUND else 0
        end = text.find(" ", last + AROUND) if len(text) > last + AROUND else len(text)
        end = end if end > 0 else len(text)
        return self.marked(f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}")


@dataclass(frozen=True)
class Hit:
    title: SafeString
    excerpt: SafeString | str
    url: str
    icon: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Results:
    """One page of one kind, and how many there are of each."""

    kind: str
    counts: dict[str, int]
    page: Page[Any]
    hits: list[Hit]
    rest: str  # of the query string, for the other pages


def search(typed: str, reader: User | AnonymousUser, *, kind: str, number: str) -> Results | None:
    """Return what was found of this kind, or of the first kind that has anything.

    None when nothing is looked for.
    """
    query = Query.of(typed)
    if not query.words:
        return None
    found: dict[str, QuerySet[Any]] = {
        "dingen": dingen(query, reader),
        "forum": topics(query, places(reader)),
    }
    lists = {name: Paginator(rows, A_PAGE) for name, rows in found.items()}
    counts = {name: pages.count for name, pages in lists.items()}
    kind = kind if kind in lists else max(counts, key=lambda name: bool(counts[name]))
    page = lists[kind].get_page(number)
    rest = f"{urlencode({'q': typed, 'soort': kind})}&"
    return Results(kind, counts, page, [HITS[kind](query, row) for row in page], rest)


def places(reader: User | AnonymousUser) -> Iterable[Enrolment]:
    """The reader's places in teams; none for who is not signed in."""
    if not isinstance(reader, User):
        return []
    found: QuerySet[Enrolment] = reader.enrolments.present().select_related("cohort__organisation")
    return found


def dingen(query: Query, reader: User | AnonymousUser) -> QuerySet[Ding]:
    """Lessons with every word, those named after it first."""
    found: QuerySet[Ding] = Ding.objects.visible_to(reader).search(str(query)).select_related("revision")
    rank = Case(When(query.anywhere("title"), then=Value(0)), default=Value(1))
    return found.order_by(rank, "title")


def topics(query: Query, mine: Iterable[Enrolment]) -> QuerySet[Topic]:
    """Topics with every word that the reader may read in one of their teams, newest first.

    Each has `found_number` and `found_source`: the first post that says it, if a post does.
    """
    found, readable = Topic.objects.none(), Post.objects.none()
    for place in mine:
        found |= Topic.objects.search(place, str(query))
        readable |= Post.objects.readable_by(place).filter(topic__cohort=place.cohort_id)
    says_it = readable.filter(query.anywhere("source"), topic=OuterRef("pk")).order_by("number")
    whole: QuerySet[Topic] = (
        found.for_a_list().select_related("cohort__organisation").order_by("-last_post_at", "-pk")
    )
    return whole.annotate(
        found_number=Subquery(says_it.values("number")[:1]),
        found_source=Subquery(says_it.values("source")[:1]),
    )


def ding_hit(query: Query, ding: Ding) -> Hit:
    """A lesson with its summary; with a piece of its text when only that holds the words."""
    named = re.search(query.pattern, f"{ding.title} {ding.summary}", flags=re.IGNORECASE)
    excerpt = query.marked(ding.summary) if named or not ding.revision else query.around(ding.revision.source)
    facts = (gettext("of the past"),) if ding.is_retired else ()
    return Hit(query.marked(ding.title), excerpt, ding.get_absolute_url(), ding.icon, facts)


def topic_hit(query: Query, topic: Any) -> Hit:
    """A topic, leading to the post that holds the words."""
    number, source = topic.found_number, topic.found_source
    day = date_format(localtime(topic.last_post_at, topic.cohort.zone), "j F Y")
    return Hit(
        title=query.marked(topic.title),
        excerpt=query.around(source) if source else "",
        url=topic.address_of(number) if number else topic.get_absolute_url(),
        icon="message-circle",
        facts=(topic.get_kind_display(), str(topic.cohort), str(topic.author), day),
    )


HITS: dict[str, Callable[[Query, Any], Hit]] = {"dingen": ding_hit, "forum": topic_hit}
