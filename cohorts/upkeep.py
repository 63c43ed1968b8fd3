"""What recurs for the people of teams; `manage.py tick` calls it."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User

STRANGER = timedelta(days=1)  # so long somebody has to type the code for a link to join


def forget_strangers() -> int:
    """Remove addresses that somebody typed to join an open edition, and that nobody showed to be theirs."""
    strangers = User.objects.filter(
        provisional=True,
        last_login=None,
        created_at__lt=timezone.now() - STRANGER,
        enrolments=None,
        invitations=None,
    )
    return sum(person.delete()[0] > 0 for person in strangers)
