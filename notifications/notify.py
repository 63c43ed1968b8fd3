"""The one door for telling people things."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from notifications.models import DIRECT, Away, Kind, Mailing, Mute, Notification
from notifications.tasks import deliver


def notify(  # noqa: PLR0913 - a message is about all of this
    recipients: Iterable[User],
    kind: Kind,
    *,
    about: str,
    path: str,
    mail: bool = True,
    thread: str = "",
    circle: str = "",
    **context: object,
) -> None:
    """Put a message in each person's inbox, and mail it: at once when it waits for them, else in the digest.

    Call it inside the transaction of the deed. `about` names the object, such as "post:12":
    the same kind about the same object is told to a person once, however often this runs.
    `thread`, such as "topic:12", is what somebody can mute as a whole; who muted that or the kind, or is
    away from the place of `path`, finds it in the inbox only. `circle`, such as "group:7", is who may
    know it: whoever leaves that circle loses the message too (cohorts.actions).
    The context holds small JSON values for templates/notifications/<kind>.*.
    """
    people = {person.pk for person in recipients if person.is_active}
    silent = Mute.objects.users_of(kind, thread).union(Away.objects.users_of(path))
    mailed = people - set(silent) if mail else set()
    way = Mailing.WAITING if kind in DIRECT else Mailing.DIGEST
    Notification.objects.bulk_create(
        (
            Notification(
                recipient_id=person,
                kind=kind,
                about=about,
                thread=thread,
                circle=circle,
                path=path,
                context=context,
                mailing=way if person in mailed else Mailing.NONE,
            )
            for person in sorted(people)
        ),
        ignore_conflicts=True,
    )
    if mailed and way == Mailing.WAITING:
        transaction.on_commit(lambda: _enqueue(kind, about, mailed))


def recall(recipient: User, kind: Kind, *, about: str) -> None:
    """Mail no more about this, nor what was told of it on a day ("ballot:3:2026-11-27"): it has been done.

    Unlike reading, this writes down no time: when somebody voted is nobody's business.
    """
    same = Q(about=about) | Q(about__startswith=f"{about}:")
    waiting = Notification.objects.filter(same, recipient=recipient, kind=kind)
    waiting.filter(mailing__in=[Mailing.WAITING, Mailing.DIGEST]).update(mailing=Mailing.NONE)


def _enqueue(kind: Kind, about: str, people: set[int]) -> None:
    """Hand the new rows to the queue; a row handed over twice is still mailed once."""
    due = Notification.objects.due().filter(kind=kind, about=about, recipient__in=people)
    if pks := list(due.values_list("pk", flat=True)):
        deliver.enqueue(pks)
