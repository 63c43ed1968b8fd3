"""Deeds around the day that a lesson has to be looked through again."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dingen.models import Ding, WorkingCopy
from lib.refusal import check

FRESH = timedelta(days=365)


@transaction.atomic
def confirm(*, ding: Ding, by: User) -> None:
    """Note that somebody looked a lesson through and it is still right; the next time is in a year.

    Raises Refused while somebody writes at it: their text has a day of its own.
    """
    ding = Ding.objects.select_for_update(no_key=True, of=("self",)).get(pk=ding.pk)
    check(ding.edit_refusal(by=by) or WorkingCopy.objects.confirm_refusal(ding))
    ding.reviewed_on = timezone.localdate()
    ding.review_by = ding.reviewed_on + FRESH
    ding.save(update_fields=["reviewed_on", "review_by"])
