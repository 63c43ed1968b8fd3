"""Deeds on who is in a team."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import Invitation, User, normalise_email
from cohorts.models import Cohort, CohortInvitation, Enrolment, Role, State
from lib.refusal import check
from notifications.models import Kind
from notifications.notify import notify


class Person(NamedTuple):
    name: str
    email: str


@transaction.atomic
def invite(*, cohort: Cohort, people: list[Person], role: Role, by: Enrolment) -> int:
    """Write a letter to each person who is not in the team and has none yet; return how many.

    The mail goes when the team starts, or at once when it runs already.
    """
    check(cohort.write_refusal())
    cohort = Cohort.objects.select_for_update().select_related("organisation").get(pk=cohort.pk)
    there = set(cohort.enrolments.present().values_list("user__email", flat=True))
    there |= set(cohort.invitations.open().values_list("invitation__email", flat=True))
    new = {normalise_email(person.email): person for person in reversed(people)}
    invited = 0
    for email, person in reversed(new.items()):
        if email in there:
            continue
        invitation, _token = accounts.invite_person(
            email=email, name=person.name, organisation=cohort.organisation, by=by.user
        )
        place = cohort.invitations.create(invitation=invitation, role=role)
        if cohort.state == State.RUNNING:
            send(place, by=by)
        invited += 1
    return invited


@transaction.atomic
def resend(*, place: CohortInvitation, by: Enrolment) -> None:
    """Mail an invitation again with a new secret; the old link admits no more. At most two reminders."""
    check(place.resend_refusal())
    send(place, by=by)


@transaction.atomic
def withdraw(*, place: CohortInvitation, by: Enrolment) -> None:
    """Take an invitation back; the link admits nobody from now on."""
    accounts.withdraw(invitation=place.invitation, by=by.user)


@transaction.atomic
def accept(*, invitation: Invitation, by: User) -> Enrolment:
    """Put the invited person in the team; pressed twice, they are in it once. Raises Refused otherwise."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    place = CohortInvitation.objects.select_related("cohort").get(invitation=invitation)
    there = by.enrolments.present().filter(cohort=place.cohort).first()
    if there:
        if not invitation.refusal():
            invitation.mark_accepted()
        return there
    check(place.accept_refusal(by=by))
    enrolment, _new = Enrolment.objects.update_or_create(
        user=by, cohort=place.cohort, defaults={"role": place.role, "left_at": None}
    )
    invitation.mark_accepted()
    return enrolment


@transaction.atomic
def remove_member(*, enrolment: Enrolment, by: Enrolment) -> None:
    """Close the team to somebody from the next request on. What they wrote stays; their seat is free."""
    check(enrolment.remove_refusal(by=by))
    enrolment.left_at = timezone.now()
    enrolment.save(update_fields=["left_at"])
    if hasattr(enrolment, "seat"):
        enrolment.seat.delete()


def send(place: CohortInvitation, *, by: Enrolment) -> None:
    """Give a letter a new secret and put it in the mail. Called inside the caller's transaction."""
    invitation = place.invitation
    first = invitation.sent_at is None
    token = accounts.renew(invitation=invitation, by=by.user)
    invitation.refresh_from_db()
    if not first:
        invitation.reminders += 1
    invitation.sent_at = timezone.now()
    invitation.save(update_fields=["reminders", "sent_at"])
    cohort = place.cohort
    notify(
        [invitation.user],
        Kind.INVITATION,
        about=f"invitation:{invitation.pk}:{invitation.reminders}",
        path=f"/uitnodiging/{token}/",
        token=token,
        team=str(cohort),
        organisation=str(cohort.organisation),
        trainer=str(by),
        role=place.role,
        goal=cohort.goal,
        starts_on=cohort.starts_on.isoformat(),
    )
