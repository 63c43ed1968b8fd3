"""Deeds on messages that cross tables."""

from django.db import transaction

from accounts.models import User
from notifications.models import MailChoice


@transaction.atomic
def forget(*, user: User, by: User) -> None:
    """Remove every message to somebody and what they chose; for who is erased."""
    user.notifications.all().delete()
    user.mutes.all().delete()
    user.digests.all().delete()
    MailChoice.objects.filter(user=user).delete()
    user.secret_addresses.all().delete()
