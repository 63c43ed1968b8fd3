"""Putting invitations and kind words in the mail."""

from django.urls import reverse

from cohorts.models import CohortInvitation, Enrolment, Nudge, NudgeState
from notifications.models import Kind
from notifications.notify import notify


def send(place: CohortInvitation, token: str, *, by: Enrolment) -> None:
    """Put a letter with its secret in the mail. Call it inside the transaction of the deed."""
    invitation, cohort = place.invitation, place.cohort
    invitation.mark_sent()
    notify(
        [invitation.user],
        Kind.INVITATION,
        about=f"invitation:{invitation.pk}:{invitation.reminders}",
        path=reverse("cohorts:invitation_detail", kwargs={"secret": token}),
        team=str(cohort),
        organisation=str(cohort.organisation),
        trainer=str(by),
        role=place.role,
        goal=cohort.goal,
        starts_on=cohort.starts_on.isoformat(),
        reminder=bool(invitation.reminders),
    )


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
