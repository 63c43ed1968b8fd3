"""The card of whose turn it is, and what its rules share."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from home.facts import Facts


@dataclass(frozen=True)
class Turn:
    """The words of the card; calm when nothing waits."""

    title: str
    text: str = ""
    url: str = ""
    label: str = ""
    eyebrow: str = ""
    calm: bool = False
    ding_id: int = 0  # the tile that it is about


type Rule = Callable[[Facts], Turn | None]


def page(facts: Facts, name: str, **values: object) -> str:
    return reverse(name, kwargs={"team": facts.cohort.slug, **values})


def is_halfway(facts: Facts) -> bool:
    """Halfway the Dingen it is time for ideas and groups."""
    cohort = facts.cohort
    return cohort.today >= cohort.starts_on + (cohort.ends_on - cohort.starts_on) / 2


def pulse(facts: Facts, day: int | None) -> Turn | None:
    if not day:
        return None
    return Turn(
        _("How is the pilot going?"),
        _("Say in one sentence how it is going now."),
        page(facts, "pitches:pulse_answer", day=day),
        _("Answer"),
    )
