"""Deeds on who is in a team."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import Invitation, User, normalise_email
from cohorts.letters import send
from cohorts.models import Cohort, CohortInvitation, Enrolment, Seat
from lib.refusal import check


class Person(NamedTuple):
    name: str
    email: str


@transaction.atomic
def invite(*, cohort: Cohort, people: list[Person], role: str, by: Enrolment) -> int:
    """Write a letter to each person who is not in the team and has none yet; return how many.

    The mail goes when the team starts, or at once when it runs already.
    """
    check(cohort.manage_refusal(by=by))
    cohort = (
        Cohort.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation")
        .get(pk=cohort.pk)
    )
    there = set(cohort.enrolments.present().values_list("user__email", flat=True))
    there |= set(cohort.invitations.open().values_list("invitation__email", flat=True))
    new = {normalise_email(person.email): person.name for person in reversed(people)}
    letters = [(email, name) for email, name in reversed(new.items()) if email not in there]
    for email, name in letters:
        invitation, token = accounts.invite_person(
            email=email, name=name, organisation=cohort.organisation, by=by.user
        )
        place = cohort.invitations.create(invitation=invitation, role=role)
        if cohort.is_running:
            send(place, token, by=by)
    return len(letters)


@transaction.atomic
def resend(*, place: CohortInvitation, by: Enrolment) -> None:
    """Mail an invitation again with a new secret; the old link admits no more. At most two reminders."""
    place = _lock(place)
    check(place.resend_refusal(by=by))
    token = accounts.renew(invitation=place.invitation, by=by.user)
    place.invitation.refresh_from_db()
    if place.invitation.sent_at:
        place.invitation.reminders += 1
        place.invitation.save(update_fields=["reminders"])
    send(place, token, by=by)


@transaction.atomic
def withdraw(*, place: CohortInvitation, by: Enrolment) -> None:
    """Take an invitation back; the link admits nobody from now on. Pressed twice is harmless."""
    place = _lock(place)
    check(place.withdraw_refusal(by=by))
    if not place.invitation.withdrawn_at:
        accounts.withdraw(invitation=place.invitation, by=by.user)


@transaction.atomic
def accept(*, invitation: Invitation, by: User, name: str = "") -> Enrolment:
    """Put the invited person in the team; pressed twice, they are in it once. Raises Refused otherwise.

    The name is kept for somebody who has none yet.
    """
    place = _lock(CohortInvitation.objects.get(invitation=invitation))
    there: Enrolment | None = by.enrolments.present().filter(cohort=place.cohort).first()
    if there and place.invitation.accepted_at:
        return there
    check(place.accept_refusal(by=by))
    place.invitation.mark_accepted()
    if name and not by.name:
        by.name = name
        by.save(update_fields=["name"])
    if not there:
        there, _new = Enrolment.objects.update_or_create(
            user=by, cohort=place.cohort, defaults={"role": place.role, "left_at": None}
        )
    return there


@transaction.atomic
def remove_member(*, enrolment: Enrolment, by: Enrolment) -> None:
    """Close the team to somebody from the next request on. What they wrote stays; their seat is free.

    What they were told of the team goes too: from the inbox, the feed and the mail that waits.
    """
    Cohort.objects.select_for_update(no_key=True).get(
        pk=enrolment.cohort_id
    )  # two trainers must not remove each other
    check(enrolment.remove_refusal(by=by))
    enrolment.left_at = timezone.now()
    enrolment.save(update_fields=["left_at"])
    Seat.objects.filter(enrolment=enrolment).delete()
    enrolment.user.notifications.under(enrolment.cohort.get_absolute_url()).delete()


def _lock(place: CohortInvitation) -> CohortInvitation:
    """Let one person at a time decide about a letter."""
    return CohortInvitation.objects.select_for_update(of=("self",)).with_people().get(pk=place.pk)
