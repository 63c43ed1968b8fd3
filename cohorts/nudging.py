"""Whether a trainer may send somebody a kind word now: at most one a week, never to who said stop,
takes a break or has just done something.

Asked three times: for the button, when the trainer presses it, and when it is really sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from cohorts.models import Cohort, Enrolment, Nudge
from cohorts.models.nudges import week_of
from lib.workdays import in_office_hours
from notifications.models import Kind, Mute, Notification

JUST = timedelta(days=1)  # who ticked or wrote something since then needs no nudge


@dataclass(frozen=True)
class Reach:
    """Who can be sent a nudge this week; known for any number of people in two queries."""

    muted: frozenset[int]  # users who said stop
    had_one: frozenset[int]  # users with one this week, of whichever team

    @classmethod
    def of(cls, users: Iterable[int], week: date) -> "Reach":
        users = list(users)
        muted = Mute.objects.users_of(Kind.NUDGE).filter(user__in=users)
        kept = Nudge.objects.kept().filter(week=week, enrolment__user__in=users)
        return cls(frozenset(muted), frozenset(kept.values_list("enrolment__user", flat=True)))

    def refusal(self, person: Enrolment, *, by: Enrolment) -> str:
        """Say why this trainer cannot send this person a nudge now; empty when they can."""
        if reason := person.cohort.manage_refusal(by=by):
            return reason
        if person.cohort.is_draft:
            return gettext("This team has not started yet.")
        if not person.is_participant or person.left_at or not person.user.is_active:
            return gettext("Only participants of this team get a nudge.")
        return self.why_not(person) % {"name": person.user.first_name}

    def why_not(self, person: Enrolment) -> str:
        """Say what there is about this person at this moment that makes a nudge unwelcome or useless."""
        reasons = {
            gettext("%(name)s prefers no nudges. Have a word at work instead."): person.user_id in self.muted,
            gettext("%(name)s is having a break. Leave them in peace for now."): person.is_paused,
            gettext("%(name)s has had a nudge this week. One a week is enough."): person.user_id
            in self.had_one,
            gettext("%(name)s has just done something. A nudge is not needed now."): has_just_done_something(
                person, timezone.now() - JUST
            ),
            gettext("Mail to %(name)s comes back. Have a word at work instead."): bool(
                person.user.bounced_at
            ),
        }
        return next((reason for reason, holds in reasons.items() if holds), "")


def has_just_done_something(person: Enrolment, since: datetime) -> bool:
    return person.active_at is not None and person.active_at > since


def closed_days(cohort: Cohort) -> set[date]:
    return set(cohort.organisation.closed_days.values_list("day", flat=True))


def may_go_now(cohort: Cohort) -> bool:
    """Tell whether the library is at work: nobody gets a nudge in the evening or on a day off."""
    return in_office_hours(timezone.now().astimezone(cohort.zone), closed_days(cohort))


def hold(enrolment: Enrolment) -> Enrolment:
    """Let one nudge at a time go to a person, whichever team it comes from; return them as they are now."""
    User.objects.select_for_update(no_key=True).get(pk=enrolment.user_id)
    fresh: Enrolment = Enrolment.objects.select_related("cohort__organisation", "user").get(pk=enrolment.pk)
    return fresh


def is_needless(person: Enrolment, since: datetime, week: date) -> bool:
    """Tell whether a nudge written at this moment for this week need not go any more."""
    cohort, user = person.cohort, person.user
    gone = person.left_at or not person.is_participant or not user.is_active or not cohort.is_running
    stopped = Mute.objects.users_of(Kind.NUDGE).filter(user=user).exists()
    late = week != week_of(cohort.today)
    return bool(gone or stopped or late or person.is_paused or has_just_done_something(person, since))


def is_moot(notification: Notification) -> bool:
    """Ask the same of a nudge that waits for the mail server."""
    people = Enrolment.objects.select_related("cohort__organisation", "user")
    person = people.filter(pk=notification.context.get("enrolment")).first()
    week = date.fromisoformat(notification.about.removeprefix("week:"))
    return person is None or is_needless(person, notification.created_at, week)
