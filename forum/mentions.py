"""People who are named in a text, as `@Anna de Vries`.

The stored Markdown holds the name as plain text. Who is told is exactly who is marked in the HTML:
a reader of the topic, named in full outside quotes, links and code, in small or large letters.
A longer name of the team wins from a shorter one, also when its owner may not read the topic.
Two readers with one name are both told: each of them may read it, and a guess could miss the right one.
"""

import re
from collections import defaultdict
from html import unescape
from typing import TYPE_CHECKING

from django.utils.html import escape

from cohorts.models import Enrolment, Role
from forum.models import Topic
from lib.fulltext import fold

if TYPE_CHECKING:
    from cohorts.models.cohort import EnrolmentQuerySet

MOST = 8  # names that are suggested at once
TAG = re.compile(r"""(<(?:"[^"]*"|'[^']*'|[^'">])*>)""")
ELEMENT = re.compile(r"<(/?)([a-z0-9]+)")
ASIDE = {"a", "blockquote", "code", "pre"}  # words that are somebody else's, or no words at all
APOSTROPHE = "(?:'|’|&#x27;)"


def suggest(people: "EnrolmentQuerySet", typed: str, *, to: Enrolment) -> list[str]:
    """Return the names among these people of which a word begins with what is typed; not one's own."""
    start = fold(typed)
    names = {str(one) for one in people.exclude(pk=to.pk).by_name()}
    fits = (name for name in names if any(fold(word).startswith(start) for word in name.split()))
    return sorted(fits, key=lambda name: (fold(name), name))[:MOST]


def may_be_named(enrolment: Enrolment, topic: Topic | None) -> "EnrolmentQuerySet":
    """Return who can be named in this topic; in a new one the team, which the MT does not read along with."""
    return topic.readers() if topic else enrolment.cohort.enrolments.present().exclude(role=Role.MT)


def named(html: str, topic: Topic) -> tuple[str, list[Enrolment]]:
    """Return the HTML of a text in this topic with the readers it names marked, and those readers."""
    if "@" not in html:
        return html, []
    people = defaultdict(list)
    for one in topic.cohort.enrolments.select_related("user"):
        people[_key(str(one))].append(one)
    readers = set(topic.readers().values_list("pk", flat=True))
    found: dict[int, Enrolment] = {}

    def mark(match: re.Match[str]) -> str:
        reading = [one for one in people[_key(match[1])] if one.pk in readers]
        found.update({one.pk: one for one in reading})
        return f"<strong>{match[0]}</strong>" if reading else match[0]

    names = sorted((str(one) for same in people.values() for one in same), key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w@.])@({'|'.join(map(_pattern, names))})(?!-?\w)", re.IGNORECASE)
    pieces, aside = TAG.split(html), 0
    for place, piece in enumerate(pieces):
        if element := ELEMENT.match(piece):
            aside += (-1 if element[1] else 1) * (element[2] in ASIDE)
        elif not aside:
            pieces[place] = pattern.sub(mark, piece)
    return "".join(pieces), list(found.values())


def _key(name: str) -> str:
    """What two spellings of one name have in common."""
    return " ".join(unescape(name).replace("’", "'").casefold().split())


def _pattern(name: str) -> str:
    """The name as it stands in HTML; a phone writes another apostrophe."""
    words = (re.escape(escape(word.replace("’", "'"))) for word in name.split())
    return r"\s+".join(words).replace(re.escape("&#x27;"), APOSTROPHE)
