"""Putting invitations and kind words in the mail."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, User
from cohorts.models import Cohort, CohortInvitation, Enrolment, Nudge, NudgeState
from cohorts.models.invitations import CohortInvitationQuerySet
from notifications.models import Kind
from notifications.notify import Message, notify, notify_each

type Letter = tuple[CohortInvitation, str]  # with its secret


def letters_at_start(cohort: Cohort) -> CohortInvitationQuerySet:
    """The invitations that go out when the team starts."""
    waiting: CohortInvitationQuerySet = cohort.invitations.waiting().with_people()
    return waiting


def told_at_start(cohort: Cohort, by: Enrolment) -> QuerySet[User]:
    """Who is in the team already and hears that it has started: everybody but who starts it."""
    return User.objects.filter(enrolments__in=cohort.enrolments.present().exclude(pk=by.pk))


def started_words(cohort: Cohort, by: Enrolment) -> dict[str, Any]:
    """What the message says to who is in the team when it starts."""
    return {"team": str(cohort), "trainer": str(by)}


def letter_path(token: str) -> str:
    return reverse("cohorts:invitation_detail", kwargs={"secret": token})


def letter_words(place: CohortInvitation, *, by: object) -> dict[str, Any]:
    """What an invitation says; the rehearsal of the start shows the same."""
    cohort = place.cohort
    return {
        "team": str(cohort),
        "organisation": str(cohort.organisation),
        "trainer": str(by),
        "role": place.role,
        "goal": cohort.goal,
        "starts_on": cohort.starts_on.isoformat(),
        "reminder": bool(place.invitation.reminders),
        "groups": cohort.has_groups,
    }


def send(place: CohortInvitation, token: str, *, by: Enrolment) -> None:
    """Put a letter with its secret in the mail. Call it inside the transaction of the deed."""
    send_all([(place, token)], trainer=str(by))


def send_all(letters: Sequence[Letter], *, trainer: str, automatic: bool = False) -> None:
    """Put letters in the mail, in a few queries for any number; inside the transaction of the deed."""
    now = timezone.now()
    for place, _token in letters:
        place.invitation.sent_at = now
    Invitation.objects.filter(pk__in=[place.invitation_id for place, _token in letters]).update(sent_at=now)
    told = [
        Message(
            recipient=place.invitation.user,
            about=f"invitation:{place.invitation_id}:{place.invitation.reminders}",
            path=letter_path(token),
            context=letter_words(place, by=trainer) | {"automatic": automatic},
        )
        for place, token in letters
    ]
    notify_each(Kind.INVITATION, told)


def send_nudge(row: Nudge, person: Enrolment) -> None:
    """Tell this person the kind word. Call it inside a transaction; a person hears one a week at most."""
    cohort = person.cohort
    notify(
        [person.user],
        Kind.NUDGE,
        about=f"week:{row.week}",
        path=reverse("home:team_desk", kwargs={"team": cohort.slug}),
        team=str(cohort),
        trainer=str(row.by),
        text=row.text,
        enrolment=person.pk,
    )
    row.settle(NudgeState.SENT)
