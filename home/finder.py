"""What fits the minutes that somebody has: one answer, with why, and two others beside it.

What is half done goes first, and of that the must-do's. Then come the next must-do, the can-do's
and the free choices, in the order of the board. What somebody set aside is offered when nothing else
is left, and what opens later (docs/adr/0013) when not even that is. What was known before is done.
Only `candidates` asks the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, auto
from itertools import accumulate, takewhile
from typing import NamedTuple

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from cohorts.models import Enrolment, Weight
from dingen.models import Ding, Level, Status, Step
from home.board import lesson_url, opens, programme_rows
from home.facts import Facts, add_progress, reaches, revision_of
from home.waiting import Waiting

MINUTES = (10, 20, 40)
OTHERS = 2
PHONE, DESK = "telefoon", "bureau"
READABLE = {Status.PUBLISHED, Status.RETIRED}


class Wish(NamedTuple):
    """What somebody asks for."""

    minutes: int = MINUTES[0]
    where: str = ""  # PHONE, DESK, or empty when it does not matter
    quiet: bool = False  # nothing that asks for sound

    @classmethod
    def of(cls, asked: QueryDict) -> "Wish":
        """Read it from an address; what nobody can ask for counts as not asked."""
        minutes, where = asked.get("minuten"), asked.get("plek", "")
        return cls(
            minutes=next((number for number in MINUTES if str(number) == minutes), MINUTES[0]),
            where=where if where in {PHONE, DESK} else "",
            quiet=asked.get("geluid") == "nee",
        )

    @property
    def query(self) -> str:
        """The wish as the end of an address."""
        asked = QueryDict(mutable=True)
        asked["minuten"] = str(self.minutes)
        if self.where:
            asked["plek"] = self.where
        if self.quiet:
            asked["geluid"] = "nee"
        return f"?{asked.urlencode()}"

    @property
    def anywhere(self) -> "Wish":
        """The same minutes, without a wish for the place or the sound."""
        return self._replace(where="", quiet=False)

    def suits(self, ding: Ding) -> bool:
        return (ding.on_phone or self.where != PHONE) and not (self.quiet and ding.with_sound)


class Rank(IntEnum):
    """What goes before what."""

    MUST_BUSY = auto()
    BUSY = auto()
    MUST = auto()
    CAN = auto()
    FREE = auto()
    ASIDE = auto()
    LATER = auto()

    @property
    def why(self) -> str:
        return {
            Rank.MUST_BUSY: _("You have begun this must-do."),
            Rank.BUSY: _("You have begun this Ding."),
            Rank.MUST: _("This is your next must-do."),
            Rank.CAN: _("This is a can-do of your team."),
            Rank.FREE: _("This is a free choice from your programme."),
            Rank.ASIDE: _("Nothing else is left. You set this Ding aside."),
            Rank.LATER: _("This Ding opens later. You may read ahead."),
        }[self]


@dataclass(frozen=True)
class Candidate:
    """A Ding that somebody can go on with or begin."""

    ding: Ding
    weight: str  # must, can or free
    begun: bool
    steps: tuple[Step, ...] = ()  # up to the person's level
    left: tuple[Step, ...] = ()  # of those, the ones without a tick
    place: float = 0  # among its equals: on the board, or the one that was begun last first
    number: int | None = None
    url: str = ""
    aside: bool = False
    opens: date | None = None  # while that day is ahead
    alone: bool = False  # somebody without a team

    @property
    def rank(self) -> Rank:
        if self.aside or self.opens:
            return Rank.ASIDE if self.aside else Rank.LATER
        if self.begun:
            return Rank.MUST_BUSY if self.weight == Weight.MUST else Rank.BUSY
        return {Weight.MUST.value: Rank.MUST, Weight.CAN.value: Rank.CAN}.get(self.weight, Rank.FREE)

    @property
    def why(self) -> str:
        if self.opens and not self.aside:
            return _("This Ding opens on %(day)s. You may read ahead.") % {
                "day": date_format(self.opens, "j F")
            }
        return self.rank.why

    def __str__(self) -> str:
        return f"Ding {self.number} · {self.ding}" if self.number else str(self.ding)


@dataclass(frozen=True)
class Pick:
    """A candidate cut to the minutes: the steps that fit, or else the first one, and it does not fit."""

    candidate: Candidate
    steps: tuple[Step, ...]
    minutes: int
    fits: bool

    @classmethod
    def of(cls, candidate: Candidate, minutes: int) -> "Pick":
        """Take the next steps, one after the other, as long as they fit together."""
        left = candidate.left
        if not left:
            # All ticked, only the end is left; or a lesson without steps, which is done in one go.
            whole = 0 if candidate.begun else candidate.ding.minutes_doen
            return cls(candidate, (), whole, whole <= minutes)
        sums = list(takewhile(lambda total: total <= minutes, accumulate(step.minutes for step in left)))
        if not sums:
            return cls(candidate, left[:1], left[0].minutes, fits=False)
        return cls(candidate, left[: len(sums)], sums[-1], fits=True)

    @property
    def number(self) -> int:
        """Of the first step, as the lesson counts."""
        return self.candidate.steps.index(self.steps[0]) + 1

    @property
    def is_last(self) -> bool:
        """After these steps there are no more."""
        return bool(self.steps) and len(self.steps) == len(self.candidate.left)

    @property
    def url(self) -> str:
        """To the step; who begins starts with what the lesson tells."""
        if not self.candidate.begun:
            return self.candidate.url
        return f"{self.candidate.url}#{f'stap-{self.steps[0].key}' if self.steps else 'deel'}"

    @property
    def label(self) -> str:
        if not self.candidate.begun:
            return _("Begin with this Ding")
        return _("Go on at step %(number)d") % {"number": self.number} if self.steps else _("Round it off")

    @property
    def text(self) -> str:
        """What there is to do, and how long it takes."""
        if not self.steps:
            if self.candidate.begun and self.candidate.alone:
                return _("All steps are done. Write down what you found, or call this Ding finished.")
            if self.candidate.begun:
                return _("All steps are done. Tell your team what you found, or call this Ding finished.")
            return self.duration
        if len(self.steps) > 1:
            return ngettext(
                "%(n)d step, together about %(minutes)d minutes.",
                "%(n)d steps, together about %(minutes)d minutes.",
                len(self.steps),
            ) % {"n": len(self.steps), "minutes": self.minutes}
        return _("Step %(number)d of %(total)d: %(title)s.") % {
            "number": self.number,
            "total": len(self.candidate.steps),
            "title": self.steps[0].title.rstrip("."),
        }

    @property
    def duration(self) -> str:
        return ngettext(
            "It takes about %(minutes)d minute.", "It takes about %(minutes)d minutes.", self.minutes
        ) % {"minutes": self.minutes}


@dataclass(frozen=True)
class Found:
    """The answer to a wish."""

    best: Pick | None = None
    others: tuple[Pick, ...] = ()
    skipped: Pick | None = None  # goes before the best one, but takes longer
    unsuited: int = 0  # Dingen left out for the place or the sound


def choose(candidates: Iterable[Candidate], wish: Wish) -> Found:
    """Return what fits best; what fits nowhere is offered too, and says that it takes longer."""
    candidates = offered(candidates)
    suited = sorted((one for one in candidates if wish.suits(one.ding)), key=lambda one: order(one, wish))
    picks = [Pick.of(one, wish.minutes) for one in suited]
    best = next((pick for pick in picks if pick.fits), picks[0] if picks else None)
    if best is None:
        return Found(unsuited=len(candidates))
    skipped = picks[0] if picks[0].candidate.rank < best.candidate.rank else None
    rest = sorted((pick for pick in picks if pick is not best), key=lambda pick: not pick.fits)
    others = [skipped, *(pick for pick in rest if pick is not skipped)] if skipped else rest
    return Found(best, tuple(others[:OTHERS]), skipped, len(candidates) - len(suited))


def offered(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return what waits; or else what was set aside; or else what opens later."""
    by_tier: dict[Rank, list[Candidate]] = {Rank.FREE: [], Rank.ASIDE: [], Rank.LATER: []}
    for one in candidates:
        by_tier[max(one.rank, Rank.FREE)].append(one)
    return next(filter(None, by_tier.values()), [])


def order(candidate: Candidate, wish: Wish) -> tuple[Rank, date, bool, bool, float]:
    """What goes first; at a desk that is, among equals, what cannot be done on a phone."""
    only_the_end = candidate.begun and not candidate.left
    elsewhere = wish.where == DESK and candidate.ding.on_phone
    return candidate.rank, candidate.opens or date.min, only_the_end, elsewhere, candidate.place


class Choice(NamedTuple):
    """A link that changes one thing of the wish."""

    label: str
    query: str
    chosen: bool


def choices(wish: Wish) -> list[tuple[str, list[Choice]]]:
    """What can be asked for, as questions with their answers."""
    asked = [
        (
            _("How much time do you have?"),
            [(_("%(minutes)d min") % {"minutes": n}, wish._replace(minutes=n)) for n in MINUTES],
        ),
        (
            _("Phone or desk?"),
            [
                (_("It does not matter"), wish._replace(where="")),
                (_("Phone"), wish._replace(where=PHONE)),
                (_("Desk"), wish._replace(where=DESK)),
            ],
        ),
        (
            _("Can there be sound?"),
            [(_("Yes"), wish._replace(quiet=False)), (_("No"), wish._replace(quiet=True))],
        ),
    ]
    return [
        (question, [Choice(label, other.query, other == wish) for label, other in answers])
        for question, answers in asked
    ]


# --- From the tables -------------------------------------------------------------------
def candidates(enrolment: Enrolment) -> list[Candidate]:
    """Return what this participant can do: what is half done, and the board that is not done yet."""
    facts = Facts(enrolment, Waiting())
    facts.plan = list(enrolment.cohort.plan.select_related("ding"))
    add_progress([facts])
    return candidates_of(facts)


def candidates_of(facts: Facts) -> list[Candidate]:
    """The same, for who has the facts already."""
    rows = programme_rows(facts)
    on_it = {ding.pk for _number, ding, _weight in rows}
    own = [progress.ding for key, progress in facts.progress.items() if key not in on_it]
    everything = [*rows, *((None, ding, "free") for ding in own)]
    open_rows = [row for row in everything if can_be_done(facts, row[1])]
    steps = steps_to_begin(facts, [ding for _number, ding, _weight in open_rows])
    return [
        candidate(facts, number, ding, weight, steps=steps, place=place)
        for place, (number, ding, weight) in enumerate(open_rows)
    ]


def can_be_done(facts: Facts, ding: Ding) -> bool:
    """Tell whether this person can read the Ding and has not finished it."""
    ours = ding.owner_id in {None, facts.cohort.organisation_id}
    return ding.status in READABLE and ours and facts.state(ding.pk) != "done"


def steps_to_begin(facts: Facts, dingen: list[Ding]) -> dict[int, list[Step]]:
    """The steps of these Dingen, in the text of the team, for who has begun none of them."""
    new = {revision_of(facts, ding): ding.pk for ding in dingen if not facts.state(ding.pk)}
    found: dict[int, list[Step]] = {pk: [] for pk in new.values()}
    for step in Step.objects.filter(revision__in=new).defer("source", "html"):
        if reaches(Level.DOEN, step.level):
            found[new[step.revision_id]].append(step)
    return found


def candidate(
    facts: Facts, number: int | None, ding: Ding, weight: str, *, steps: dict[int, list[Step]], place: int
) -> Candidate:
    there = ding.pk not in steps
    aside = facts.state(ding.pk) == "aside"
    return Candidate(
        ding=ding,
        weight=weight,
        begun=there and (not aside or bool(facts.ticked(ding.pk))),
        steps=tuple(facts.steps_to_do(ding.pk) if there else steps[ding.pk]),
        left=tuple(facts.steps_left(ding.pk) if there else steps[ding.pk]),
        place=-facts.progress[ding.pk].started_at.timestamp() if there and not aside else place,
        number=number,
        url=lesson_url(facts, ding),
        aside=aside,
        opens=opens(facts, ding),
        alone=facts.cohort.is_alone,
    )
