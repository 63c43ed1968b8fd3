"""How the trainer arranges the matrix: in what order, and whom to show. It all stands in the address."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext

from cohorts.models import Group, PlanItem, Weight
from cohorts.pace import Standing
from lib.numbers import number


def last_seen(one: Standing) -> datetime:
    return one.person.active_at or one.person.created_at


def done(one: Standing) -> int:
    return one.finished


def without_need(one: Standing) -> bool:
    return not one.needs_help


ORDERS: dict[str, Callable[[Standing], Any] | None] = {
    "naam": None,
    "bezig": last_seen,
    "klaar": done,
    "hulp": without_need,
}


@dataclass(frozen=True)
class Arrangement:
    """What the address asks for; nonsense asks for nothing."""

    order: str = "naam"
    back: bool = False  # the other way round
    help_only: bool = False
    musts_only: bool = False
    group: int = 0
    whole: bool = False  # everybody on one page, to print

    @classmethod
    def of(cls, asked: QueryDict) -> "Arrangement":
        order = asked.get("op", "")
        return cls(
            order=order.removeprefix("-") if order.removeprefix("-") in ORDERS else "naam",
            back=order.startswith("-"),
            help_only=asked.get("toon") == "hulp",
            musts_only=asked.get("alleen") == "must",
            group=number(asked.get("groep", "")) or 0,
            whole="alles" in asked,
        )

    def people(self, found: list[Standing]) -> list[Standing]:
        """Return those to show, in the order that was asked; equals by name."""
        shown = [one for one in found if self.shows(one)]
        if by := ORDERS[self.order]:
            shown.sort(key=by, reverse=self.back)
        elif self.back:
            shown.reverse()
        return shown

    def shows(self, one: Standing) -> bool:
        seat = getattr(one.person, "seat", None)
        in_group = not self.group or (seat is not None and seat.group_id == self.group)
        return in_group and (one.needs_help or not self.help_only)

    def dingen(self, plan: list[PlanItem]) -> list[PlanItem]:
        return [item for item in plan if item.weight == Weight.MUST or not self.musts_only]

    @property
    def query(self) -> str:
        """The rest of the address, with an & behind it; for the pages."""
        asked = {
            "op": f"-{self.order}" if self.back else "" if self.order == "naam" else self.order,
            "toon": "hulp" if self.help_only else "",
            "alleen": "must" if self.musts_only else "",
            "groep": self.group or "",
        }
        return "".join(urlencode({key: value}) + "&" for key, value in asked.items() if value)

    @property
    def whole_url(self) -> str:
        return f"?{self.query}alles=1"

    @property
    def columns(self) -> dict[str, dict[str, str]]:
        """The heads that sort: the word, where it leads, and what a screen reader hears."""
        labels = {
            "naam": gettext("Participant"),
            "bezig": gettext("Last busy"),
            "klaar": gettext("Done"),
            "hulp": gettext("Needs help"),
        }
        return {key: self.column(key, label) for key, label in labels.items()}

    def column(self, key: str, label: str) -> dict[str, str]:
        here = key == self.order
        turned = replace(self, order=key, back=here and not self.back)
        sorted_now = ("descending" if self.back else "ascending") if here else "none"
        return {"label": label, "url": f"?{turned.query}".rstrip("&") or "?", "sorted": sorted_now}


def groups_in(found: list[Standing]) -> list[Group]:
    """Return the groups of these people, by name."""
    seats = [one.person.seat for one in found if hasattr(one.person, "seat")]
    return sorted({seat.group_id: seat.group for seat in seats}.values(), key=lambda group: group.name)
