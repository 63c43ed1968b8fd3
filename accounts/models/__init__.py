from accounts.models.audit import AuditEntry
from accounts.models.invitations import INVITATION_DAYS, Invitation
from accounts.models.people import (
    Capacity,
    ClosedDay,
    Logo,
    Membership,
    Organisation,
    User,
    check_timezone,
    normalise_email,
)
from accounts.models.secrets import CODE_ATTEMPTS, CODE_SECONDS, LoginCode, Nonce, Purpose, SecretAddress

__all__ = [
    "CODE_ATTEMPTS",
    "CODE_SECONDS",
    "INVITATION_DAYS",
    "AuditEntry",
    "Capacity",
    "ClosedDay",
    "Invitation",
    "LoginCode",
    "Logo",
    "Membership",
    "Nonce",
    "Organisation",
    "Purpose",
    "SecretAddress",
    "User",
    "check_timezone",
    "normalise_email",
]
