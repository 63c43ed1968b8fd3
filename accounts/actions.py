"""Deeds on people that cross tables."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F

from accounts.models import ClosedDay, Invitation, LoginCode, Logo, Organisation, User, normalise_email
from lib import files
from lib.images import CleanPicture
from lib.refusal import check
from lib.seen import check_seen


@transaction.atomic
def invite_person(*, email: str, name: str, organisation: Organisation, by: User) -> tuple[Invitation, str]:
    """Find or make the person and write a letter for them; return it with its secret. Sends nothing."""
    return invite_people(people={normalise_email(email): name}, organisation=organisation, by=by)[0]


@transaction.atomic
def invite_people(
    *, people: Mapping[str, str], organisation: Organisation, by: User
) -> list[tuple[Invitation, str]]:
    """Find or make each person (address: name) and write them a letter; return those with their secrets.

    Takes as many queries for one as for hundreds. Sends nothing.
    """
    known = set(User.objects.filter(email__in=people).values_list("email", flat=True))
    new = [
        User(email=email, name=name, password=make_password(None))
        for email, name in people.items()
        if email not in known
    ]
    User.objects.bulk_create(new, ignore_conflicts=True)  # another trainer may invite them at this moment
    users = {user.email: user for user in User.objects.filter(email__in=people)}
    letters = [
        Invitation(user=users[email], email=email, organisation=organisation, invited_by=by)
        for email in people
    ]
    tokens = [letter.renew_token() for letter in letters]
    return list(zip(Invitation.objects.bulk_create(letters), tokens, strict=True))


@transaction.atomic
def renew_all(*, invitations: Sequence[Invitation], by: User) -> list[str]:
    """Give letters that were never mailed a new secret and term; return the secrets in the same order."""
    tokens = [invitation.renew_token() for invitation in invitations]
    for invitation in invitations:
        invitation.invited_by = by
    Invitation.objects.bulk_update(invitations, ["token_hash", "expires_at", "invited_by"])
    return tokens


@transaction.atomic
def renew(*, invitation: Invitation, by: User | None) -> str:
    """Give an unused letter a new secret and a new term; return the secret. The old one admits no more.

    Raises Refused when it was used or withdrawn.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    check(invitation.renew_refusal())
    token = invitation.renew_token()
    invitation.invited_by = by
    invitation.save(update_fields=["token_hash", "expires_at", "invited_by"])
    return token


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User) -> None:
    """Take a letter back, so that it admits nobody. Raises Refused when it was used already."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    check(invitation.withdraw_refusal())
    invitation.mark_withdrawn()


@transaction.atomic
def forget_unknown(*, user: User, by: User) -> None:
    """Remove an address that a trainer typed wrongly: nobody ever logged in with it."""
    letters = user.invitations.filter(withdrawn_at=None)
    if not (user.last_login or user.is_staff or letters.exists() or user.memberships.exists()):
        user.delete()


@transaction.atomic
def erase(*, user: User, by: User) -> None:
    """Take away who somebody is and every road in. What they wrote stays, without a name."""
    LoginCode.objects.filter(email=user.email).delete()
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.invitations.all().delete()
    user.memberships.all().delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.name, user.email = "", f"gone-{secrets.token_hex(8)}@invalid"
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = user.bounced_at = None
    user.bounce_reason = ""
    user.set_unusable_password()
    user.save()
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()


@transaction.atomic
def update_library(*, library: Organisation, fields: Sequence[str], by: User, seen: str = "") -> None:
    """Save these changed fields of a library; a browser that kept its stylesheet gets the new one.

    Raises Changed when the library is not what was seen.
    """
    check(library.edit_refusal(by=by))
    check_seen(seen, Organisation.objects.select_for_update(no_key=True).get(pk=library.pk).seen)
    library.full_clean()
    library.save(update_fields=fields)
    _renew_look(library)


@transaction.atomic
def set_logo(*, library: Organisation, clean: CleanPicture | None, by: User) -> None:
    """Put this picture on the team pages of a library, in place of the one there was; or none."""
    check(library.edit_refusal(by=by))
    Organisation.objects.select_for_update(no_key=True).get(pk=library.pk)
    if old := Logo.objects.filter(organisation=library).first():
        transaction.on_commit(partial(files.remove, old.stored_as))
        old.delete()
    if clean:
        Logo.objects.create(
            organisation=library,
            stored_as=files.store(clean.data, clean.extension),
            content_type=clean.content_type,
            width=clean.width,
            height=clean.height,
        )
    _renew_look(library)


@transaction.atomic
def close_days(*, library: Organisation, days: list[date], name: str, by: User) -> None:
    """Add these closed days; one that is there already keeps its name."""
    check(library.edit_refusal(by=by))
    new = [ClosedDay(organisation=library, day=day, name=name) for day in days]
    ClosedDay.objects.bulk_create(new, ignore_conflicts=True)


@transaction.atomic
def open_day(*, closed: ClosedDay, by: User) -> None:
    """Take a closed day off the list."""
    check(closed.organisation.edit_refusal(by=by))
    closed.delete()


def _renew_look(library: Organisation) -> None:
    Organisation.objects.filter(pk=library.pk).update(look_version=F("look_version") + 1)
