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


def neighbours(
    programme: Programme, ding: Ding, reader: User | AnonymousUser
) -> tuple[ProgrammeItem | None, ProgrammeItem | None]:
    """The places before and after a Ding that this programme has and this reader may see."""
    items = readable_items(programme, reader)
    place = next(place for place, item in enumerate(items) if item.ding_id == ding.pk)
    return items[place - 1] if place else None, items[place + 1] if place + 1 < len(items) else None
