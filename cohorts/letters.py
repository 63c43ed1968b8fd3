"""Putting invitations in the mail."""

from django.urls import reverse

from cohorts.models import CohortInvitation, Enrolment
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
