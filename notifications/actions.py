"""Deeds on messages that cross tables."""

from datetime import date

from django.db import transaction

from accounts.models import User
from notifications.models import Away, MailChoice


@transaction.atomic
def forget(*, user: User, by: User) -> None:
    """Remove every message to somebody and what they chose; for who is erased."""
    user.notifications.all().delete()
    user.mutes.all().delete()
    user.digests.all().delete()
    user.aways.all().delete()
    MailChoice.objects.filter(user=user).delete()
    user.secret_addresses.all().delete()


@transaction.atomic
def be_away(*, user: User, place: str, until: date | None, by: User) -> None:
    """Mail somebody nothing about this place (the start of an address) until that day, or until be_back."""
    Away.objects.update_or_create(user=user, place=place, defaults={"until": until})


@transaction.atomic
def be_back(*, user: User, place: str, by: User) -> None:
    """Mail somebody about this place again; what was told meanwhile stays in the inbox."""
    Away.objects.filter(user=user, place=place).delete()
