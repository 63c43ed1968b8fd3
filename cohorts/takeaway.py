"""What a trainer takes away in a sheet: who is where, who is in the team, and the plan.

Each sheet explains its own columns. The sheet of people comes back in where people are added: its
headings are those that a list knows. A plan goes to another team by copying the team.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from cohorts.models import Cohort, PlanItem, Weight
from cohorts.overview import matrix
from cohorts.pace import standings
from lib.sheets import Cell, Column

type Rows = list[list[Cell]]


@dataclass(frozen=True)
class Sheet:
    """One sheet that can be taken away, and how it is filled."""

    key: str
    title: str | Promise
    text: str | Promise
    columns: Callable[[list[PlanItem]], list[Column]]
    rows: Callable[[Cohort, list[PlanItem]], Rows]


def progress_columns(plan: list[PlanItem]) -> list[Column]:
    how_far = _("Empty, busy, set aside or done: how far they are with this Ding.")
    dingen = [Column(f"{item.number}. {item.ding}", how_far) for item in plan]
    return [
        Column(_("Name"), _("The name of the participant."), 28),
        Column(_("Group"), _("The group in which this person makes a plan; empty for none."), 22),
        *dingen,
        Column(_("Dingen done"), _("How many Dingen this person finished, free choices too.")),
        Column(_("Must-do's done"), _("How many must-do's of the plan this person finished.")),
        Column(_("Behind"), _("How many must-do's behind the middle of this team; 0 for who keeps up.")),
        Column(_("Last busy"), _("The day of the last tick or message. Reading is not kept.")),
    ]


def progress_rows(cohort: Cohort, plan: list[PlanItem]) -> Rows:
    found = standings(cohort, plan)
    words = {"done": _("done"), "busy": _("busy"), "aside": _("set aside"), "open": ""}
    lines = matrix([one.person for one in found], plan)
    return [
        [
            str(one.person),
            group_of(one.person),
            *(words[cell] for cell in line.cells),
            one.finished,
            one.musts,
            one.behind,
            one.person.active_at.astimezone(cohort.zone).date() if one.person.active_at else None,
        ]
        for one, line in zip(found, lines, strict=True)
    ]


def people_columns(plan: list[PlanItem]) -> list[Column]:
    return [
        Column(_("Name"), _("The name that the team sees."), 28),
        Column(_("E-mail address"), _("The address that this person logs in with."), 34),
        Column(_("Role"), _("Participant, trainer or member of the MT.")),
        Column(_("Group"), _("The group in which this person makes a plan; empty for none."), 22),
        Column(_("Helper"), _("Yes for the one of the group whom others ask first.")),
        Column(_("In the team since"), _("The day on which this person came into the team.")),
    ]


def people_rows(cohort: Cohort, plan: list[PlanItem]) -> Rows:
    people = cohort.enrolments.present().by_name().select_related("user", "seat__group")
    return [
        [
            str(person),
            person.user.email,
            person.get_role_display(),
            group_of(person),
            _("yes") if hasattr(person, "seat") and person.seat.helper else "",
            person.created_at.astimezone(cohort.zone).date(),
        ]
        for person in people
    ]


def plan_columns(plan: list[PlanItem]) -> list[Column]:
    return [
        Column(_("Number"), _("The number of the Ding in the plan of this team.")),
        Column(_("Short name"), _("The name of the Ding in addresses; it never changes."), 30),
        Column(_("Ding"), _("The title of the lesson."), 40),
        Column(_("Weight"), _("must: everybody does it. can: who wants.")),
        Column(_("Opens on"), _("The first day; empty when it is open at once.")),
        Column(_("Ready on"), _("The day to be ready on; empty for none.")),
        Column(_("Minutes"), _("About how long the level Doen takes.")),
    ]


def plan_rows(cohort: Cohort, plan: list[PlanItem]) -> Rows:
    return [
        [
            item.number,
            item.ding.slug,
            item.ding.title,
            "must" if item.weight == Weight.MUST else "can",
            item.opens_on,
            item.due_on,
            item.ding.minutes_doen,
        ]
        for item in plan
    ]


def group_of(person: object) -> str:
    seat = getattr(person, "seat", None)
    return str(seat.group) if seat else ""


SHEETS = {
    sheet.key: sheet
    for sheet in (
        Sheet(
            "voortgang",
            gettext_lazy("Progress"),
            gettext_lazy("Who is where, a column for each Ding. For you only: it holds names."),
            progress_columns,
            progress_rows,
        ),
        Sheet(
            "mensen",
            gettext_lazy("People"),
            gettext_lazy("Everybody in the team. You can paste the names and addresses into another team."),
            people_columns,
            people_rows,
        ),
        Sheet(
            "plan",
            gettext_lazy("Plan"),
            gettext_lazy("Which Dingen are must and can, with their days."),
            plan_columns,
            plan_rows,
        ),
    )
}
