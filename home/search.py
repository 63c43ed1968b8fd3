"""Search: lessons this reader may see, and the talk of the teams they are in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext

from accounts.models import User
from cohorts.models import Enrolment
from dingen.finding import corrected, known
from dingen.models import Ding
from forum.models import Post, Topic
from forum.models.topics import scope_of
from lib.fulltext import Query, readable

A_PAGE = 20

type Lists = dict[str, Paginator[Any]]


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
    asked: str  # the query string, for the other kinds
    instead: str = ""  # what was looked for, because what was typed is nowhere
    proposal: str = ""  # what may have been meant, when only what was typed is looked for
    words: tuple[str, ...] = ()  # that are somewhere, when nothing has them all

    @property
    def rest(self) -> str:
        """The rest of the query string, for the other pages."""
        return f"{self.asked}&soort={self.kind}&"

    @property
    def number(self) -> int:
        return sum(self.counts.values())


def search(
    typed: str, reader: User | AnonymousUser, *, kind: str = "", number: str = "", exactly: bool = False
) -> Results | None:
    """Return what was found of this kind, or of the first kind that has anything.

    When nothing is found, words that were mistyped are replaced and looked for, unless the reader wants
    exactly what they typed. None when nothing is looked for.
    """
    query, instead, proposal = Query.of(typed), "", ""
    if not query:
        return None
    mine = list(places(reader))
    lists = look(query, reader, mine)
    if not any(pages.count for pages in lists.values()) and (better := corrected(typed)):
        found = look(Query.of(better), reader, mine)
        if any(pages.count for pages in found.values()):
            proposal = better
            if not exactly:
                query, lists, instead = Query.of(better), found, better
    counts = {name: pages.count for name, pages in lists.items()}
    one_by_one = known(query) if len(query.words) > 1 and not any(counts.values()) else ()
    kind = kind if kind in lists else max(counts, key=lambda name: bool(counts[name]))
    page = lists[kind].get_page(number)
    asked = {"q": typed} | ({"precies": "1"} if exactly else {})
    return Results(
        kind=kind,
        counts=counts,
        page=page,
        hits=[HITS[kind](query, row) for row in page],
        asked=urlencode(asked),
        instead=instead,
        proposal=proposal,
        words=one_by_one,
    )


def look(query: Query, reader: User | AnonymousUser, mine: Iterable[Enrolment]) -> Lists:
    """Each kind with what is found of it."""
    return {
        "dingen": Paginator(dingen(query, reader), A_PAGE),
        "forum": Paginator(topics(query, mine), A_PAGE),
    }


def places(reader: User | AnonymousUser) -> Iterable[Enrolment]:
    """The reader's places in teams; none for who is not signed in."""
    if not isinstance(reader, User):
        return []
    found: QuerySet[Enrolment] = reader.enrolments.present().select_related("cohort__organisation")
    return found


def dingen(query: Query, reader: User | AnonymousUser) -> QuerySet[Ding]:
    """Lessons with every word, the best first, each with its text for the excerpt."""
    found: QuerySet[Ding] = Ding.objects.visible_to(reader).search(query).select_related("theme", "index")
    return found.defer("index__title", "index__summary", "index__body")


def topics(query: Query, mine: Iterable[Enrolment]) -> QuerySet[Topic]:
    """Topics with every word that the reader may read in one of their teams, newest first.

    Each has `found_number` and `found_html`: the first post that says it, if a post does.
    """
    visible, posts = Topic.objects.none(), Post.objects.none()
    for place in mine:
        visible |= Topic.objects.visible_to(place)
        posts |= Post.objects.readable_by(place).filter(topic__cohort=place.cohort_id)
    query = query.within(*(scope_of(place.cohort_id) for place in mine))
    found = visible.saying(query, posts)
    says_it = posts.filter(index__words__has_words=query.one_will_do(), topic=OuterRef("pk")).order_by(
        "number"
    )
    whole: QuerySet[Topic] = (
        found.for_a_list().select_related("cohort__organisation").order_by("-last_post_at", "-pk")
    )
    return whole.annotate(
        found_number=Subquery(says_it.values("number")[:1]),
        found_html=Subquery(says_it.values("html")[:1]),
    )


def ding_hit(query: Query, ding: Ding) -> Hit:
    """A lesson with its summary; with a piece of its text when only that holds the words."""
    named = query.is_in(f"{ding.title} {ding.summary}")
    facts = [ding.theme.title]
    if ding.minutes_doen:
        facts += [gettext("%(minutes)d minutes") % {"minutes": ding.minutes_doen}]
    if ding.is_retired:
        facts += [gettext("of the past")]
    return Hit(
        title=query.marked(ding.title),
        excerpt=query.marked(ding.summary) if named else query.around(ding.index.text),
        url=ding.get_absolute_url(),
        icon=ding.icon,
        facts=tuple(facts),
    )


def topic_hit(query: Query, topic: Any) -> Hit:
    """A topic, leading to the post that holds the words."""
    number, html = topic.found_number, topic.found_html
    day = date_format(localtime(topic.last_post_at, topic.cohort.zone), "j F Y")
    return Hit(
        title=query.marked(topic.title),
        excerpt=query.around(readable(html)) if html else "",
        url=topic.address_of(number) if number else topic.get_absolute_url(),
        icon="message-circle",
        facts=(topic.get_kind_display(), str(topic.cohort), str(topic.author), day),
    )


HITS: dict[str, Callable[[Query, Any], Hit]] = {"dingen": ding_hit, "forum": topic_hit}
