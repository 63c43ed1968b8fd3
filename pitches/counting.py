"""Counting votes. Nothing here knows of a database, so that anybody can check it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _

type Counts = dict[int, int]  # option number -> votes


class Verdict(models.TextChoices):
    """How a count ends."""

    WON = "won", _("there is a winner")
    LOT = "lot", _("lot decided between the equals")
    RUN_OFF = "run_off", _("a run-off follows between the equals")
    MT = "mt", _("a tie: the MT decides")
    TOO_FEW = "too_few", _("too few people voted, so there is no winner")


@dataclass(frozen=True)
class Outcome:
    verdict: Verdict
    leaders: list[int]  # the option numbers with the most votes


def numbers(choices: str) -> list[int]:
    """Return the option numbers on a paper: "020700" is 2 and 7; an unfilled paper has none."""
    places = (choices[i : i + 2] for i in range(0, len(choices), 2))
    return [int(place) for place in places if place.isdecimal() and place != "00"]


def written(chosen: Iterable[int], places: int) -> str:
    """Write option numbers on a paper, sorted, so that the order of choosing is not on it."""
    chosen = sorted(chosen)
    return "".join(f"{number:02}" for number in chosen) + "00" * (places - len(chosen))


def tally(papers: Iterable[str], options: Iterable[int]) -> Counts:
    """Count the papers; an option that nobody chose has 0, what is not an option does not count."""
    found = Counter(number for paper in papers for number in numbers(paper))
    return {option: found[option] for option in options}


def leaders(counts: Counts) -> list[int]:
    """Return the options with the most votes, by number; none when nobody voted."""
    most = max(counts.values(), default=0)
    return sorted(option for option, votes in counts.items() if votes == most) if most else []


def quorum_reached(cast: int, invited: int, quorum: int) -> bool:
    """Tell whether at least `quorum` per cent of the invited people voted."""
    return cast * 100 >= quorum * invited


def decide(counts: Counts, *, enough: bool, tie_rule: str) -> Outcome:
    """Apply the agreement to a count: a winner, or what happens with a tie or too few votes."""
    first = leaders(counts)
    if not enough or not first:
        return Outcome(Verdict.TOO_FEW, first)
    return Outcome(Verdict.WON if len(first) == 1 else Verdict(tie_rule), first)


def draw(equals: Sequence[int], seed: str) -> int:
    """Draw lots in a way anybody can repeat: the lowest SHA-256 of "seed:number" wins."""
    return min(equals, key=lambda number: sha256(f"{seed}:{number}".encode()).hexdigest())
