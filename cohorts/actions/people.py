"""Deeds on who is in a team."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import actions as accounts
from accounts.models import Invitation, User, normalise_email
from cohorts.letters import send, send_all
from cohorts.models import Cohort, CohortInvitation, Enrolment, Seat
from lib.refusal import Refused, check


class Person(NamedTuple):
    name: str
    email: str
    role: str = ""  # another one than that of the whole list


@transaction.atomic
def invite(*, cohort: Cohort, people: list[Person], role: str, by: Enrolment) -> int:
    """Write a letter to each person who is not in the team and has none yet; return how many.

    The mail goes when the team starts, or at once when it runs already. Takes as many queries for
    one as for hundreds.
    """
    check(cohort.manage_refusal(by=by))
    cohort = (
        Cohort.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation")
        .get(pk=cohort.pk)
    )
    there = set(cohort.enrolments.present().values_list("user__email", flat=True))
    there |= set(cohort.invitations.open().values_list("invitation__user__email", flat=True))
    new = {normalise_email(person.email): person for person in reversed(people)}
    guests = {email: person for email, person in reversed(new.items()) if email not in there}
    for person in guests.values():
        check(cohort.role_refusal(person.role or role))
    letters = accounts.invite_people(
        people={email: person.name for email, person in guests.items()},
        organisation=cohort.organisation,
        by=by.user,
    )
    places = CohortInvitation.objects.bulk_create(
        CohortInvitation(cohort=cohort, invitation=letter, role=guests[letter.email].role or role)
        for letter, _token in letters
    )
    if cohort.is_running:
        tokens = [token for _letter, token in letters]
        send_all(list(zip(places, tokens, strict=True)), trainer=str(by))
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
def fresh_link(*, place: CohortInvitation, by: Enrolment) -> str:
    """Return the secret of a new link for the trainer to pass on; every earlier link admits no more."""
    place = _lock(place)
    check(place.link_refusal(by=by))
    return accounts.renew(invitation=place.invitation, by=by.user)


@transaction.atomic
def correct_address(*, place: CohortInvitation, email: str, by: Enrolment) -> CohortInvitation:
    """Invite somebody at another address in place of the wrong one, in the same role; return the new letter.

    The wrong address is forgotten when it was only known by this letter. Raises Refused for an
    address that has its place in the team already.
    """
    place = _lock(place)
    check(place.withdraw_refusal(by=by) or place.invitation.renew_refusal())
    old, cohort = place.invitation.user, place.cohort
    email = normalise_email(email)
    if email == old.email:
        return place
    if cohort.enrolments.present().filter(user__email=email).exists():
        raise Refused(_("This address belongs to somebody who is in the team already."))
    if cohort.invitations.open().filter(invitation__user__email=email).exists():
        raise Refused(_("Somebody is invited at this address already."))
    accounts.withdraw(invitation=place.invitation, by=by.user)
    invite(cohort=cohort, people=[Person(old.name, email)], role=place.role, by=by)
    if not old.enrolments.exists():
        accounts.forget_unknown(user=old, by=by.user)
    new: CohortInvitation = cohort.invitations.open().get(invitation__user__email=email)
    return new


@transaction.atomic
def remind(*, place: CohortInvitation, by: User | None) -> bool:
    """Mail a reminder in the name of who invited, if this letter still waits; tell whether it did.

    The number of reminders goes up with the letter in the outbox, in one transaction: a worker that
    dies leaves both or neither.
    """
    seen = place.invitation.reminders
    place = _lock(place)
    letter = place.invitation
    if letter.reminders != seen or place.remind_refusal():
        return False
    token = accounts.renew(invitation=letter, by=by)
    letter.refresh_from_db()
    letter.reminders += 1
    letter.save(update_fields=["reminders"])
    send_all([(place, token)], trainer=str(by or place.cohort.organisation), automatic=True)
    return True


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
    """Let one person at a time decide about a letter; both rows, so that what the other wrote is read."""
    locked = CohortInvitation.objects.select_for_update(of=("self", "invitation"))
    found: CohortInvitation = locked.with_people().get(pk=place.pk)
    return found
