"""Keeps the table that the search reads, and the words that a mistyped word may be replaced by."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Length

from dingen.models import Ding, KnownWord, LessonIndex, Status
from lib import fulltext

SHORTEST = 4  # letters of a word that is worth correcting


@transaction.atomic
def index_lesson(ding: Ding) -> None:
    """Note what the search finds of a lesson; call it after the last change to the lesson."""
    ding = _whole(Ding.objects).get(pk=ding.pk)
    entry = _entry(ding)
    LessonIndex.objects.update_or_create(ding=ding, defaults=entry)
    if _is_for_everybody(ding):
        KnownWord.objects.bulk_create(map(KnownWord, sorted(_words(ding, entry))), ignore_conflicts=True)


@transaction.atomic
def rebuild(registry: Any = apps) -> int:
    """Make the tables of the search anew, also from a migration; return the number of lessons."""
    names = ("Ding", "LessonIndex", "KnownWord")
    lesson, index, known = (registry.get_model("dingen", name) for name in names)
    index.objects.all().delete()
    known.objects.all().delete()
    vocabulary: set[str] = set()
    number = 0
    for ding in _whole(lesson.objects).iterator(chunk_size=100):
        entry = _entry(ding)
        index.objects.create(ding=ding, **entry)
        if _is_for_everybody(ding):
            vocabulary |= _words(ding, entry)
        number += 1
    known.objects.bulk_create(map(known, sorted(vocabulary)), batch_size=500)
    return number


def corrected(typed: str) -> str:
    """Return what somebody typed with each word that no open lesson has replaced by the nearest that one has.

    Empty when there is nothing to replace. Only words of lessons that everybody may read are proposed,
    so that a correction tells nothing of what somebody else wrote.
    """
    doubtful = [one for one in fulltext.Query.of(typed).sought if len(one.forms[0]) >= SHORTEST]
    if not doubtful:
        return ""
    # Two slips make a word at most two letters longer; the apostrophe of foto's is one more.
    shortest = min(len(one.word) for one in doubtful) - 3
    known = KnownWord.objects.annotate(length=Length("word")).filter(length__gte=shortest)
    vocabulary = list(known.values_list("word", flat=True))
    better = {one.word: near for one in doubtful if (near := fulltext.nearest(one, vocabulary))}
    return fulltext.retyped(typed, better) if better else ""


def known(query: fulltext.Query) -> tuple[str, ...]:
    """Return the words of a query that some lesson has that everybody may read."""
    begins = {one.word: Q(word__istartswith=one.word) | Q(word__in=one.forms) for one in query.sought}
    if not begins:
        return ()
    found = list(KnownWord.objects.filter(reduce(or_, begins.values())).values_list("word", flat=True))
    return tuple(one.word for one in query.sought if any(one.is_in(word) for word in found))


def _whole(dingen: Any) -> Any:
    parts = ("lineage", "revision__steps", "revision__links")
    return dingen.select_related("theme", "revision").prefetch_related(*parts)


def _is_for_everybody(ding: Any) -> bool:
    return ding.owner_id is None and ding.status in {Status.PUBLISHED, Status.RETIRED}


def _entry(ding: Any) -> dict[str, str]:
    """The columns of LessonIndex for a lesson, with or without a text."""
    text = " ".join(" ".join(part.split()) for part in _parts(ding) if part)
    return {
        "title": fulltext.tokens(ding.title),
        "summary": fulltext.tokens(ding.summary),
        "body": fulltext.tokens(text),
        "text": text,
    }


def _parts(ding: Any) -> Iterator[str]:
    """Everything somebody may remember of a lesson, in the order of the page."""
    revision = ding.revision
    if revision:
        yield fulltext.readable(revision.html)
        for step in revision.steps.all():
            yield f"{step.title}. {fulltext.readable(step.html)} {step.check_text}"
        for html in (revision.without_account_html, revision.share_html, revision.work_html):
            yield fulltext.readable(html)
        for link in revision.links.all():
            yield f"{link.title}. {link.why}"
    for old in ding.lineage.all():
        yield f"{old.name} {old.year}. {old.note}"
    yield ". ".join([ding.theme.title, *ding.tools])


def _words(ding: Any, entry: dict[str, str]) -> set[str]:
    """The words somebody may have meant: of letters, not too short, as they are written."""
    text = f"{ding.title} {ding.summary} {entry['text']}".lower()
    return {
        word
        for word in fulltext.WORD.findall(text)
        if SHORTEST <= len(word) <= fulltext.LONGEST and not any(letter.isdigit() for letter in word)
    }
