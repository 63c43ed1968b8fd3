"""Deeds around "this is not right any more"."""

from django.db import transaction

from accounts.models import User
from dingen.models import Ding, Remark, Revision
from lib.refusal import check


@transaction.atomic
def report(*, ding: Ding, revision: Revision | None, text: str, by: User) -> Remark:
    """Tell the editors what is not right in the text that this person read.

    Raises Refused for who has ten remarks open.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two forms at once are counted one by one
    check(Remark.objects.refusal(by=by))
    remark: Remark = ding.remarks.create(revision=revision, sender=by, text=text)
    return remark


@transaction.atomic
def handle(*, remark: Remark, by: User) -> None:
    """Put a remark away. Done twice, the first one stays the one who did."""
    Remark.objects.select_for_update(of=("self",)).get(pk=remark.pk).mark_handled(by=by)
