"""Find a Ding in the catalogue by theme, level, minutes and tools: an address is a choice."""

from dataclasses import dataclass, replace
from typing import NamedTuple, Self
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import User
from dingen.models import Ding, DingQuerySet, Level, Theme

MINUTES = (15, 20, 30, 45, 60)
MOST_MINUTES = 999
NAMES = ("thema", "niveau", "minuten", "hulpmiddel", "telefoon", "geluid")


class Choice(NamedTuple):
    value: str
    label: str


class Chip(NamedTuple):
    """Something that is on, and the rest of the address when it goes off."""

    label: str
    rest: str


@dataclass(frozen=True)
class Finder:
    """What a reader looks for, and among what there is to choose.

    A value that does not exist counts as nothing chosen; `skipped` says that it was there.
    """

    themes: tuple[Choice, ...]
    tools: tuple[Choice, ...]
    thema: str = ""
    niveau: str = ""
    minuten: str = ""
    hulpmiddel: str = ""
    telefoon: str = ""  # "ja": must be possible on a phone
    geluid: str = ""  # "nee": must be possible without sound
    skipped: bool = False

    @classmethod
    def of(cls, asked: QueryDict, reader: User | AnonymousUser) -> Self:
        """Read the choice from an address; what can be chosen is what this reader may see."""
        dingen = Ding.objects.visible_to(reader).published()
        themes = Theme.objects.filter(dingen__in=dingen).distinct().values_list("slug", "title")
        # A handful of sets of tools, however many lessons there are.
        sets = dingen.order_by().values_list("tools", flat=True).distinct()
        tools = sorted({str(tool) for one in sets for tool in one})
        return cls(
            tuple(Choice(*theme) for theme in themes),
            tuple(Choice(tool, tool.capitalize()) for tool in tools),
        ).choosing(asked)

    def choosing(self, asked: QueryDict) -> Self:
        """The same choices, with those on that an address asks for."""
        wanted = {name: asked.get(name, "").strip() for name in NAMES}
        chosen = {name: value for name, value in wanted.items() if value and self.knows(name, value)}
        skipped = len(chosen) < sum(map(bool, wanted.values()))
        if "minuten" in chosen:
            chosen["minuten"] = str(int(chosen["minuten"]))  # 020 is 20
        return replace(self, skipped=skipped, **chosen)  # type: ignore[arg-type]  # names of text fields

    def knows(self, name: str, value: str) -> bool:
        if name == "minuten":
            return value.isascii() and value.isdigit() and len(value) < 4 and 0 < int(value) <= MOST_MINUTES
        return any(value == choice.value for choice in getattr(self, f"{name}_choices"))

    @property
    def thema_choices(self) -> tuple[Choice, ...]:
        return self.themes

    @property
    def niveau_choices(self) -> list[Choice]:
        return [Choice(level.value, str(level.label)) for level in Level]

    @property
    def minuten_choices(self) -> list[Choice]:
        minutes = sorted({*MINUTES, int(self.minuten or MINUTES[0])})
        return [Choice(str(one), _("%(minutes)s minutes") % {"minutes": one}) for one in minutes]

    @property
    def hulpmiddel_choices(self) -> tuple[Choice, ...]:
        return self.tools

    @property
    def telefoon_choices(self) -> list[Choice]:
        return [Choice("ja", _("Can be done on a phone"))]

    @property
    def geluid_choices(self) -> list[Choice]:
        return [Choice("nee", _("Without sound"))]

    @cached_property
    def chosen(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in NAMES if getattr(self, name)}

    @property
    def chips(self) -> list[Chip]:
        """Everything that is on, in the words of the form."""
        return [Chip(self.label(name), self.rest(without=name)) for name in self.chosen]

    def label(self, name: str) -> str:
        if name == "minuten":
            return _("%(minutes)s minutes at most") % {"minutes": self.minuten}
        choices: list[Choice] = list(getattr(self, f"{name}_choices"))
        return next(choice.label for choice in choices if choice.value == getattr(self, name))

    def rest(self, *, without: str = "") -> str:
        """Return the query string of this choice, with or without one part of it."""
        return urlencode({name: value for name, value in self.chosen.items() if name != without})

    @property
    def address(self) -> str:
        return f"{reverse('dingen:programme_list')}{f'?{self.rest()}' if self.chosen else ''}"

    @property
    def level(self) -> Level:
        """The level whose minutes count: without a choice the first, for who has little time."""
        return Level(self.niveau or (Level.KENNISMAKEN if self.minuten else Level.DOEN))

    def found_in(self, dingen: DingQuerySet) -> DingQuerySet:
        """Keep of these lessons those that fit the choice."""
        if self.thema:
            dingen = dingen.on_theme(self.thema)
        if self.niveau:
            dingen = dingen.at_level(self.niveau)
        if self.minuten:
            dingen = dingen.at_most_minutes(int(self.minuten), self.level)
        if self.hulpmiddel:
            dingen = dingen.with_tool(self.hulpmiddel)
        if self.telefoon:
            dingen = dingen.on_a_phone()
        if self.geluid:
            dingen = dingen.without_sound()
        return dingen
