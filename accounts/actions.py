"""Deeds on people that cross tables."""

import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.models import Invitation, LoginCode, Organisation, User, normalise_email
from lib.refusal import check


@transaction.atomic
def invite_person(*, email: str, name: str, organisation: Organisation, by: User) -> tuple[Invitation, str]:
    """Find or make the person and write a letter for them; return it with its secret. Sends nothing."""
    user, _new = User.objects.get_or_create(
        email=normalise_email(email), defaults={"name": name, "password": make_password(None)}
    )
    invitation = Invitation(user=user, email=user.email, organisation=organisation, invited_by=by)
    token = invitation.renew_token()
    invitation.save()
    return invitation, token


@transaction.atomic
def renew(*, invitation: Invitation, by: User) -> str:
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
