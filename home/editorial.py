"""The desk of the editors: what is old, broken, reported or left, and where to mend it.

Each part is one query for the few rows on the desk and how many there are; its own page shows them all.
Of people only numbers are here, from five up: an editor never sees who.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, FloatField, Q, QuerySet, Window
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cohorts.models import Progress
from dingen.models import DingQuerySet, Evaluation, Link, Remark, WorkingCopy
from home.facts import FEW

A_FEW, A_PAGE = 5, 50
LESSONS = 20  # on the desk itself
SOON = timedelta(days=30)
LONG, LATELY = timedelta(weeks=3), timedelta(days=365)
MANY = 1 / 3  # of those who began; fewer is how it goes between two customers

type Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class Part:
    """A kind of work. `rows` finds it in the lessons that an editor keeps."""

    key: str  # in the address, and of its template
    title: str | Promise
    none: str | Promise  # said when there is nothing
    rows: Callable[[DingQuerySet], Rows]
    mends: bool = True  # whether something is wrong as long as there is any

    @property
    def template(self) -> str:
        return f"home/editorial/{self.key}.html"


@dataclass(frozen=True)
class Shown:
    """A part as a page has it: the rows, and how many there are in all."""

    part: Part
    rows: list[Any]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


def review(keeps: DingQuerySet) -> Rows:
    """Lessons to look through again, the longest overdue first, and those of the next month."""
    return keeps.due_for_review(timezone.localdate() + SOON).order_by("review_by", "title")


def dead_links(keeps: DingQuerySet) -> Rows:
    dead = Link.objects.dead().filter(revision__ding__in=keeps).select_related("revision__ding")
    return dead.order_by("revision__ding__title", "position")


def remarks(keeps: DingQuerySet) -> Rows:
    return Remark.objects.open().filter(ding__in=keeps).select_related("ding").order_by("created_at", "pk")


def left(keeps: DingQuerySet) -> Rows:
    """Lessons that many people begin and do not finish: of who began in the last year, at least five.

    Who knew the Ding before did not begin it.
    """
    now = timezone.now()
    begun = Progress.objects.filter(ding__in=keeps.published(), started_at__gt=now - LATELY, known=False)
    stopped = Count("pk", filter=Q(finished_at=None, started_at__lt=now - LONG))
    counted = (
        begun.order_by().values("ding__title", "ding__slug").annotate(starters=Count("pk"), left=stopped)
    )
    share = Cast("left", FloatField()) / Cast("starters", FloatField())
    return (
        counted.annotate(share=share)
        .filter(starters__gte=FEW, share__gte=MANY)
        .order_by("-share", "ding__title")
    )


def opinions(keeps: DingQuerySet) -> Rows:
    """What people think of lessons, the lowest first."""
    found: Rows = Evaluation.objects.filter(ding__in=keeps).totals()
    return found.order_by(F("useful_on_average") + F("doable_on_average"), "ding__title")


def copies(keeps: DingQuerySet) -> Rows:
    """What editors are writing, what waits for a second reader, what comes out by itself."""
    return (
        WorkingCopy.objects.written()
        .filter(ding__in=keeps)
        .select_related("ding", "edited_by")
        .order_by("-edited_at")
    )


PARTS = {
    part.key: part
    for part in (
        Part("meldingen", _("No longer right, readers say"), _("No remarks of readers."), remarks),
        Part("links", _("Dead links"), _("No dead links."), dead_links),
        Part("herzien", _("Due for review"), _("No lesson is due."), review),
        Part("blijft-liggen", _("People leave this lesson"), _("No lesson is left half-way by many."), left),
        Part("bewerking", _("Being written"), _("Nobody is writing now."), copies, mends=False),
        Part("meningen", _("What people think"), _("Too few opinions to show."), opinions, mends=False),
    )
}


def desk(keeps: DingQuerySet) -> list[Shown]:
    """Return every part with its first rows, what has to be mended first."""
    return [few(part, part.rows(keeps)) for part in PARTS.values()]


def few(part: Part, rows: Rows) -> Shown:
    """The first rows and the number of all, in one query."""
    first = list(rows.annotate(in_all=Window(Count("*")))[:A_FEW])
    in_all = first[0]["in_all"] if first and isinstance(first[0], dict) else first[0].in_all if first else 0
    return Shown(part, first, in_all)


def all_of(part: Part, keeps: DingQuerySet, number: str) -> Page[Any]:
    """Return one page of all rows of a part."""
    return Paginator(part.rows(keeps), A_PAGE).get_page(number)


def unseen_links(keeps: DingQuerySet) -> Rows:
    """Links of sites that turn programs away."""
    unseen = Link.objects.unseen().filter(revision__ding__in=keeps).select_related("revision__ding")
    return unseen.order_by("revision__ding__title", "position")


def lessons(keeps: DingQuerySet, words: str, number: str) -> Page[Any]:
    """Return a page of the lessons with these words in their title."""
    found = keeps.select_related("owner").order_by("title", "pk")
    for word in words.split():
        found = found.filter(title__icontains=word)
    return Paginator(found, LESSONS).get_page(number)
