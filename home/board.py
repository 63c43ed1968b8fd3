"""The board of a team: a tile for every Ding."""

from datetime import date
from operator import itemgetter
from typing import TypedDict

from django.urls import reverse
from django.utils.translation import gettext as _

from cohorts.models import Progress
from dingen.models import Ding, ProgrammeItem, Status
from home.facts import Facts
from home.team import Totals


class Tile(TypedDict):
    number: int | str
    title: str
    url: str
    icon: str
    weight: str
    state: str
    done_steps: int
    steps: int
    people: bool  # the figures count people, not steps
    note: str  # a word of its own: set aside, or known before
    here: bool
    opens: date | None  # shown until then; reading ahead is fine


def board(facts: Facts, here: int = 0) -> list[Tile]:
    """The whole programme, as one person fills it; what they chose from elsewhere comes last."""
    rows = programme_rows(facts)
    on_it = {ding.pk for _number, ding, _weight in rows}
    own = [progress.ding for key, progress in facts.progress.items() if key not in on_it]
    tiles = [tile(facts, *row, here=here) for row in rows]
    return tiles + [tile(facts, None, ding, "free", here=here) for ding in own]


def programme_rows(facts: Facts) -> list[tuple[int | None, Ding, str]]:
    """The Dingen by number: must, can, and in between the free choices of the programme.

    A team that has an order of its own may use the number of a free choice for another; then it has none.
    """
    planned = {item.ding_id for item in facts.plan}
    programme = ProgrammeItem.objects.filter(
        programme=facts.cohort.programme_id, ding__status=Status.PUBLISHED
    )
    free = [item for item in programme.select_related("ding") if item.ding_id not in planned]
    rows = [(item.number, item.ding, item.weight) for item in facts.plan]
    taken = {number for number, _ding, _weight in rows}
    rows += [(item.number, item.ding, "free") for item in free if item.number not in taken]
    loose = [(None, item.ding, "free") for item in free if item.number in taken]
    return [*sorted(rows, key=itemgetter(0)), *loose]


def lesson_url(facts: Facts, ding: Ding) -> str:
    return reverse("home:lesson_detail", kwargs={"team": facts.cohort.slug, "slug": ding.slug})


def opens(facts: Facts, ding: Ding) -> date | None:
    """The day on which a Ding opens, while that is still ahead and this person has not begun."""
    day = next((item.opens_on for item in facts.plan if item.ding_id == ding.pk), None)
    return day if day and day > facts.cohort.today and not facts.state(ding.pk) else None


def tile(facts: Facts, number: int | None, ding: Ding, weight: str, *, here: int) -> Tile:
    busy = facts.state(ding.pk) == "busy"
    steps = facts.steps_to_do(ding.pk) if busy else []
    ticked = facts.ticked(ding.pk) if busy else set()
    return Tile(
        number=number or "+",
        title=ding.title,
        url=lesson_url(facts, ding),
        icon=ding.icon,
        weight=weight,
        state=facts.state(ding.pk),
        done_steps=sum(step.key in ticked for step in steps),
        steps=len(steps),
        people=False,
        note=note(facts.progress.get(ding.pk)),
        here=ding.pk == here,
        opens=opens(facts, ding),
    )


def note(progress: Progress | None) -> str:
    if not progress or progress.state == "busy":
        return ""
    return _("set aside") if progress.state == "aside" else _("knew it already") if progress.known else ""


def team_board(facts: Facts, totals: Totals | None) -> list[Tile]:
    """The same board for who does no Dingen: it fills with what the whole team finished."""
    rows = programme_rows(facts)
    return [team_tile(facts, *row, totals=totals) for row in rows]


def team_tile(facts: Facts, number: int | None, ding: Ding, weight: str, *, totals: Totals | None) -> Tile:
    done, people = (totals.finished.get(ding.pk, 0), totals.people) if totals else (0, 0)
    return Tile(
        number=number or "+",
        title=ding.title,
        url=ding.get_absolute_url() if facts.enrolment.is_mt else lesson_url(facts, ding),
        icon=ding.icon,
        weight=weight,
        state="done" if done and done == people else "busy" if done else "",
        done_steps=done,
        steps=people,
        people=True,
        note="",
        here=False,
        opens=None if done else opens(facts, ding),
    )
