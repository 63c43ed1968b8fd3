"""The one door for telling people things."""

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from notifications.models import DIRECT, Away, Kind, Mailing, Mute, Notification
from notifications.tasks import deliver_told


class Message(NamedTuple):
    """What one person is told, when each is told something of their own."""

    recipient: User
    about: str
    path: str
    context: dict[str, object]


def notify(  # noqa: PLR0913 - a message is about all of this
    recipients: Iterable[User],
    kind: Kind,
    *,
    about: str,
    path: str,
    mail: bool = True,
    thread: str = "",
    circle: str = "",
    silent: Collection[int] | None = None,
    **context: object,
) -> None:
    """Put a message in each person's inbox, and mail it: at once when it waits for them, else in the digest.

    Call it inside the transaction of the deed. `about` names the object, such as "post:12":
    the same kind about the same object is told to a person once, however often this runs.
    `thread`, such as "topic:12", is what somebody can mute as a whole; who muted that or the kind, or is
    away from the place of `path`, finds it in the inbox only. `circle`, such as "group:7", is who may
    know it: whoever leaves that circle loses the message too (cohorts.actions). `silent`: the keys of
    those among the recipients who want no such mail, from who asked that already (`silenced`).
    The context holds small JSON values for templates/notifications/<kind>.*.
    """
    people = {person.pk: person for person in recipients}
    messages = [Message(people[pk], about, path, context) for pk in sorted(people)]
    notify_each(kind, messages, mail=mail, thread=thread, circle=circle, place=path, silent=silent)


def notify_each(  # noqa: PLR0913 - as above
    kind: Kind,
    messages: Sequence[Message],
    *,
    mail: bool = True,
    thread: str = "",
    circle: str = "",
    place: str = "/",
    silent: Collection[int] | None = None,
) -> None:
    """Tell each person something of their own, as `notify` does, in as many queries as for one.

    Who is away from the place of this address finds it in the inbox only.
    """
    people = {one.recipient.pk for one in messages if one.recipient.is_active}
    if silent is None and mail:
        silent = set(Mute.objects.users_of(kind, thread).union(Away.objects.users_of(place)))
    mailed = people - set(silent or ()) if mail else set()
    put([line(one, kind, mail=one.recipient.pk in mailed, thread=thread, circle=circle) for one in messages])


def line(message: Message, kind: Kind, *, mail: bool, thread: str = "", circle: str = "") -> Notification:
    """Return a row for an inbox, which is not saved yet. mail: whether this person wants one of it."""
    way = Mailing.WAITING if kind in DIRECT else Mailing.DIGEST
    row = Notification(
        kind=kind,
        about=message.about,
        thread=thread,
        circle=circle,
        path=message.path,
        context=message.context,
        mailing=way if mail else Mailing.NONE,
    )
    row.recipient = message.recipient
    return row


def put(rows: Iterable[Notification]) -> None:
    """Write lines into the inboxes of who is still here, in one query, and hand what waits to the queue.

    What somebody was told before stays as it is. A line handed over twice is still mailed once.
    """
    here = [row for row in rows if row.recipient.is_active]
    rows = sorted(
        here, key=lambda row: row.recipient_id
    )  # in one order, so that two deeds never wait in a ring
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    waiting = [row for row in rows if row.mailing == Mailing.WAITING]
    if waiting:
        kinds = sorted({str(row.kind) for row in waiting})
        abouts = sorted({row.about for row in waiting})
        people = sorted({row.recipient_id for row in waiting})
        transaction.on_commit(partial(deliver_told.enqueue, kinds, abouts, people))


def recall(kind: Kind, *, about: str, recipient: User | None = None) -> None:
    """Mail no more about this, to anybody or to this person, nor a reminder of it ("ballot:3:2026-11-27").

    Unlike reading, this writes down no time: when somebody voted is nobody's business.
    """
    same = Q(about=about) | Q(about__startswith=f"{about}:")
    waiting = Notification.objects.filter(same, kind=kind)
    if recipient:
        waiting = waiting.filter(recipient=recipient)
    waiting.filter(mailing__in=[Mailing.WAITING, Mailing.DIGEST]).update(mailing=Mailing.NONE)


def silenced(kind: Kind, *, thread: str, path: str) -> Q:
    """Whether the person `user` of a row wants no mail of this kind, thread or place; to annotate with."""
    mutes = Mute.objects.filter(user_id__in=Mute.objects.users_of(kind, thread), user=OuterRef("user"))
    away = Away.objects.filter(user_id__in=Away.objects.users_of(path), user=OuterRef("user"))
    return Exists(mutes) | Exists(away)
