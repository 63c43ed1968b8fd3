"""What will happen when a team starts: every mail and every date, told beforehand and sent to nobody.

The letters are those that the start sends, put together by the same functions; the dates are those
that are stored; the days of Monday's mail come from the function that sends it by.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _, ngettext

from accounts.models import User
from cohorts.letters import letter_path, letter_words, letters_at_start, started_words, told_at_start
from cohorts.models import Cohort, CohortInvitation, Enrolment, PlanItem
from cohorts.rhythm import closed_days
from lib.workdays import SATURDAY, first_workday_of_week, holiday_names
from notifications.mail import compose
from notifications.models import Kind, Notification

NO_LINK = "geheim"  # stands where each person gets a link of their own


@dataclass(frozen=True)
class Mail:
    """A mail as it will be, and who gets it like this."""

    subject: str
    text: str
    people: list[User]


class Moment(NamedTuple):
    """Something that happens on a day."""

    day: date
    what: str
    note: str = ""


@dataclass(frozen=True)
class Rehearsal:
    letters: list[CohortInvitation]
    mails: list[Mail]
    plan: list[PlanItem]
    moments: list[Moment]
    mondays: list[date]


def rehearse(cohort: Cohort, *, by: Enrolment) -> Rehearsal:
    """Gather what the start of this team would bring, in the same few queries for any team."""
    letters = list(letters_at_start(cohort).by_name())
    closed, plan = closed_days(cohort), list(cohort.plan.select_related("ding"))
    prefetch_related_objects([cohort], "meetings")
    return Rehearsal(
        letters=letters,
        mails=[*_invitations(letters, by), *_started(cohort, by)],
        plan=plan,
        moments=sorted(_moments(cohort, plan, closed)),
        mondays=mondays(cohort, closed),
    )


def _invitations(letters: list[CohortInvitation], by: Enrolment) -> list[Mail]:
    """One example for each role: apart from the name and the link these letters are the same."""
    roles: dict[str, list[CohortInvitation]] = {}
    for letter in letters:
        roles.setdefault(letter.role, []).append(letter)
    return [
        _mail(Kind.INVITATION, letter_path(NO_LINK), letter_words(ones[0], by=by), _people(ones))
        for ones in roles.values()
    ]


def _people(letters: list[CohortInvitation]) -> list[User]:
    return [letter.invitation.user for letter in letters]


def _started(cohort: Cohort, by: Enrolment) -> list[Mail]:
    people = list(told_at_start(cohort, by))
    if not people:
        return []
    return [_mail(Kind.TEAM_STARTED, cohort.get_absolute_url(), started_words(cohort, by), people)]


def _mail(kind: Kind, path: str, words: dict[str, object], people: list[User]) -> Mail:
    message = compose(Notification(recipient=people[0], kind=kind, about="", path=path, context=words))
    return Mail(str(message.subject), str(message.body), people)


def _moments(cohort: Cohort, plan: list[PlanItem], closed: Collection[date]) -> list[Moment]:
    found = [
        Moment(cohort.starts_on, _("The first day")),
        Moment(cohort.ends_on, _("The last day")),
    ]
    opening: dict[date, list[str]] = {}
    for item in plan:
        if item.opens_on:
            opening.setdefault(item.opens_on, []).append(str(item))
    for day, names in opening.items():
        what = ngettext("This Ding opens: %(names)s", "These Dingen open: %(names)s", len(names))
        found.append(Moment(day, what % {"names": ", ".join(names)}, off(day, closed)))
    meetings = [(one.starts_at, one.title, one.place) for one in cohort.meetings.all()]
    if cohort.closing_at:
        meetings.append((cohort.closing_at, _("Closing meeting"), cohort.closing_place))
    return found + [_meeting(cohort, *meeting, closed) for meeting in meetings]


def _meeting(cohort: Cohort, at: datetime, title: str, place: str, closed: Collection[date]) -> Moment:
    there = at.astimezone(cohort.zone)
    words = [title, f"{there:%H:%M}", *([place] if place else [])]
    return Moment(there.date(), ", ".join(words), off(there.date(), closed))


def off(day: date, closed: Collection[date]) -> str:
    """Say why people may be free on this day; empty when they work."""
    if name := holiday_names(day.year).get(day):
        return _("This is a public holiday: %(name)s.") % {"name": name}
    if day in closed:
        return _("The library is closed on this day.")
    return _("This is in a weekend.") if day.weekday() >= SATURDAY else ""


def mondays(cohort: Cohort, closed: Collection[date]) -> list[date]:
    """The days on which the trainers get Monday's mail when there is something on it."""
    weeks = (cohort.starts_on + timedelta(weeks=week) for week in range(cohort.weeks + 1))
    days = (first_workday_of_week(day, closed) for day in weeks)
    return [day for day in days if day and cohort.starts_on <= day <= cohort.ends_on]
