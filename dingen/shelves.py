"""How the Dingen of a programme stand together."""

from itertools import groupby
from operator import attrgetter

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from dingen.models import Ding, Programme, ProgrammeItem


def readable_items(programme: Programme, reader: User | AnonymousUser) -> list[ProgrammeItem]:
    """The places of a programme, in order, with the Dingen that this reader may see."""
    readable = Ding.objects.visible_to(reader)
    return list(programme.items.filter(ding__in=readable).select_related("ding__theme"))


def by_theme(items: list[ProgrammeItem]) -> list[tuple[str, list[ProgrammeItem]]]:
    """The same places under the names of their themes."""
    theme = attrgetter("ding.theme.position", "ding.theme.title")
    return [(key[1], list(group)) for key, group in groupby(sorted(items, key=theme), key=theme)]


def place_of(
    ding: Ding, programme: str, reader: User | AnonymousUser
) -> tuple[ProgrammeItem | None, ProgrammeItem | None, ProgrammeItem | None]:
    """The places before, of and after a Ding in the programme with this slug; of what this reader may see.

    Three times None when the programme is not there, or has no such Ding. One query.
    """
    shelves = Programme.objects.visible_to(reader).filter(slug=programme)
    readable = Ding.objects.visible_to(reader)
    found = ProgrammeItem.objects.filter(programme__in=shelves, ding__in=readable)
    row: list[ProgrammeItem | None] = [None, *found.select_related("programme", "ding"), None]
    places = (place for place, item in enumerate(row) if item and item.ding_id == ding.pk)
    place = next(places, None)
    return (row[place - 1], row[place], row[place + 1]) if place else (None, None, None)
