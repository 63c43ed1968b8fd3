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
    CHAIR = "chair", _("a tie: the chair of the MT decides")
    TOO_FEW = "too_few", _("too few people voted, so there is no winner")


@dataclass(frozen=True)
class Outcome:
    verdict: Verdict
    leaders: list[int]  # the option numbers with the most votes, or between which a run-off is held


@dataclass(frozen=True)
class PaperSum:
    """What somebody counted of the votes on real paper."""

    papers: int = 0  # how many came back
    invalid: int = 0  # of these: empty, or filled in wrongly
    votes: tuple[tuple[int, int], ...] = ()  # option number and votes, by number

    def __str__(self) -> str:
        """Write it in one way only, so that two counts are equal when their texts are: "5/1/01:3,02:1"."""
        votes = ",".join(f"{number:02}:{count}" for number, count in sorted(self.votes))
        return f"{self.papers}/{self.invalid}/{votes}"

    @classmethod
    def read(cls, text: str) -> "PaperSum":
        """Return the count of a text; nothing was counted when it is empty."""
        if not text:
            return cls()
        papers, invalid, votes = text.split("/")
        pairs = (pair.split(":") for pair in votes.split(",") if pair)
        return cls(int(papers), int(invalid), tuple((int(number), int(count)) for number, count in pairs))


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


def with_paper(counts: Counts, paper: PaperSum) -> Counts:
    """Add what was voted on paper."""
    votes = dict(paper.votes)
    return {option: count + votes.get(option, 0) for option, count in counts.items()}


def decide(counts: Counts, *, enough: bool, tie_rule: str, half: bool = False) -> Outcome:
    """Apply the agreement to a count: a winner, or what happens with a tie or too few votes.

    With `half` a winner has more than half of all votes. Without one the rule for ties holds:
    between the equals, or else between the first and the second place.
    """
    first = leaders(counts)
    if not enough or not first:
        return Outcome(Verdict.TOO_FEW, first)
    if len(first) > 1:
        return Outcome(Verdict(tie_rule), first)
    if half and counts[first[0]] * 2 <= sum(counts.values()):
        return Outcome(Verdict(tie_rule), sorted(first + second_place(counts)))
    return Outcome(Verdict.WON, first)


def second_place(counts: Counts) -> list[int]:
    """Return the options that are beaten by the leaders only."""
    first = leaders(counts)
    return leaders({option: votes for option, votes in counts.items() if option not in first})


def ranks(counts: Counts) -> list[list[int]]:
    """Return the options from the last place to the first; equals share a place."""
    return [sorted(o for o, votes in counts.items() if votes == n) for n in sorted(set(counts.values()))]


def draw(equals: Sequence[int], seed: str) -> int:
    """Draw lots in a way anybody can repeat: the lowest SHA-256 of "seed:number" wins."""
    return min(equals, key=lambda number: lot(number, seed))


def lot(number: int, seed: str) -> str:
    """Return the lot of one option; `printf 'seed:2' | sha256sum` gives the same."""
    return sha256(f"{seed}:{number}".encode()).hexdigest()
