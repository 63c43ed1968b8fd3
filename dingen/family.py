"""What lessons grew out of: their own lineage, lessons that went before, the lesson they were made after."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from dingen import timeline
from dingen.models import Ding, Lineage, Theme
from dingen.timeline import Line, Mark, Scale, Way

MOST_MARKS = 60  # of a theme, the newest ones; the picture above them has a dot for each
MOST_LESSONS = 30
GENERATIONS = 3  # lessons of the past that still count: what Hyves followed, and what that followed


class Row(NamedTuple):
    """A piece of the lineage of a lesson; without a year for a lesson that has none."""

    ding: int
    slug: str
    title: str
    shelf: str
    year: int | None
    name: str
    note: str

    @property
    def way(self) -> Way:
        return way(self.shelf, self.slug, self.title)


def way(shelf: str, slug: str, title: str) -> Way:
    return Way(title, reverse("dingen:ding_detail", kwargs={"programme": shelf, "slug": slug}))


def line_of(ding: Ding, reader: User | AnonymousUser, *, own: list[Row] | None = None) -> Line:
    """Draw what a lesson grew out of, through the lessons of the past that led to it. One query."""
    columns = ("pk", "slug", "title", "shelf", "lineage__year", "lineage__name", "lineage__note")
    kin = Q(pk=ding.pk)
    for generation in range(1, GENERATIONS + 1):
        kin |= Q(**{"__".join(["successor"] * generation): ding.pk})
    found = Ding.objects.visible_to(reader).filter(kin).order_by("lineage__year", "lineage__pk", "pk")
    rows = [Row(*row) for row in found.values_list(*columns)]
    if own is None:
        own = [row for row in rows if row.ding == ding.pk and row.year]
    return drawn(ding, own, [row for row in rows if row.ding != ding.pk])


def line_alone(ding: Ding) -> Line:
    """Draw the lineage that a lesson itself has, from what was fetched already."""
    return drawn(ding, fetched(ding), [])


def line_in_preview(ding: Ding, reader: User | AnonymousUser) -> Line:
    """Draw the line as `line_of` will, with the lineage that an editor is writing. One query."""
    return line_of(ding, reader, own=fetched(ding))


def fetched(ding: Ding) -> list[Row]:
    """The lineage that a lesson has in hand."""
    return [
        Row(ding.pk or 0, ding.slug, ding.title, ding.shelf, old.year, old.name, old.note)
        for old in ding.lineage.all()
    ]


def drawn(ding: Ding, own: list[Row], earlier: list[Row]) -> Line:
    """Put together one line: names of its own lineage that were a lesson once lead to that lesson."""
    lessons = defaultdict(list)
    for row in earlier:
        lessons[row.way].append(row)
    urls = {old.title.casefold(): old.url for old in lessons}
    marks = [Mark(row.year or 0, row.name, row.note, urls.get(row.name.casefold(), "")) for row in own]
    named = {row.name.casefold() for row in own}
    unplaced = []
    for old, rows in lessons.items():
        itself = next(
            (row for row in rows if row.name and row.name.casefold() == old.title.casefold()), rows[0]
        )
        if old.title.casefold() in named:
            continue
        if itself.year:
            marks.append(Mark(itself.year, old.title, itself.note, old.url))
        else:
            unplaced.append(old)
    return timeline.run([*marks, *made_after(ding)], now=today(ding), unplaced=unplaced)


def made_after(ding: Ding) -> list[Mark]:
    """The shared lesson that a library made its own version of."""
    if not ding.origin:
        return []
    name = _("Made after %(title)s") % {"title": ding.origin.title}
    url = ding.origin.get_absolute_url() if ding.origin.status in ("published", "retired") else ""
    return [Mark(ding.created_at.year if ding.created_at else localdate().year, name, "", url)]


def today(ding: Ding) -> Mark | None:
    """Where the line ends: this lesson, or the one that took its place."""
    if not ding.is_retired:
        return Mark(localdate().year, ding.title)
    heir = ding.successor
    return Mark(localdate().year, heir.title, "", heir.get_absolute_url()) if heir else None


# --- All lessons together ----------------------------------------------------------------


@dataclass(frozen=True)
class Branch:
    """A theme: its marks from old to new, and the lessons of today."""

    theme: Theme
    line: Line
    lessons: tuple[Way, ...]
    dots: tuple[str, ...]  # places on the scale


@dataclass(frozen=True)
class Tree:
    branches: tuple[Branch, ...]
    scale: Scale


def tree_for(reader: User | AnonymousUser) -> Tree:
    """Draw the lineage of all lessons that this reader may see, by theme. Two queries."""
    readable = Ding.objects.visible_to(reader)
    old = Lineage.objects.filter(ding__in=readable).select_related("ding__theme", "ding__successor")
    rows = sorted(old, key=lambda row: (row.ding.theme.position, row.ding.theme.title, row.ding.theme_id))
    by_theme = {theme: list(group) for theme, group in groupby(rows, key=attrgetter("ding.theme"))}
    lessons = defaultdict(list)
    for ding in readable.published().select_related("theme"):
        lessons[ding.theme].append(Way(ding.title, ding.get_absolute_url()))
    scale = Scale.over([row.year for row in rows], now=localdate().year)
    themes = sorted({*by_theme, *lessons}, key=attrgetter("position", "title"))
    return Tree(
        tuple(branch(theme, by_theme.get(theme, []), lessons[theme], scale) for theme in themes), scale
    )


def branch(theme: Theme, rows: list[Lineage], lessons: list[Way], scale: Scale) -> Branch:
    marks = together(rows)
    places = tuple(dict.fromkeys(scale.at(mark.year) for mark in marks))
    into = lessons[:MOST_LESSONS]
    if len(lessons) > MOST_LESSONS:
        into.append(Way(_("all %(n)s Dingen") % {"n": len(lessons)}, finding(theme)))
    now = Mark(localdate().year, theme.title, into=tuple(into)) if lessons else None
    return Branch(theme, timeline.run(marks[-MOST_MARKS:], now=now), tuple(lessons), places)


def finding(theme: Theme) -> str:
    return f"{reverse('dingen:programme_list')}?{urlencode({'thema': theme.slug})}#vinden"


def together(rows: list[Lineage]) -> list[Mark]:
    """One mark for what several lessons grew out of in the same year."""
    marks: dict[tuple[int, str], Mark] = {}
    for row in sorted(rows, key=lambda row: (row.year, row.ding.is_retired, row.pk)):
        key, ding = (row.year, row.name.casefold()), row.ding
        itself = ding.is_retired and ding.title.casefold() == key[1]  # it was a Ding
        heir, url = (ding.successor, ding.get_absolute_url()) if itself else (ding, "")
        into = (Way(heir.title, heir.get_absolute_url()),) if heir else ()
        known = marks.get(key, Mark(row.year, row.name))
        marks[key] = Mark(
            row.year,
            known.name,
            known.note or row.note,
            known.url or url,
            tuple(dict.fromkeys([*known.into, *into])),
        )
    return list(marks.values())
