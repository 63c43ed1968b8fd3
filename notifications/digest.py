"""One mail with all that is new for somebody: gathered when their hour has come, sent once.

Gathering writes the rows, sending mails them; each may be broken off and run again.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from lib.workdays import is_holiday
from notifications.away import told_meanwhile
from notifications.mail import compose_digest
from notifications.models import Digest, MailChoice, Mailing, Notification, Rhythm
from notifications.sending import send

ZONE = ZoneInfo(settings.TIME_ZONE)
EVENING = 18  # no digest leaves after office hours


def gather() -> int:
    """Make a digest for everybody whose hour has come and for whom something is new; return how many.

    What somebody has read meanwhile is left out, and what is about a team that they are away from;
    nothing new is no digest.
    """
    now = timezone.now().astimezone(ZONE)
    if is_holiday(now.date()) or now.hour >= EVENING:
        return 0
    Notification.objects.for_digest().exclude(read_at=None).update(mailing=Mailing.NONE)
    told_meanwhile(Notification.objects.for_digest()).update(mailing=Mailing.NONE)
    waiting = Notification.objects.for_digest().order_by().values("recipient").distinct()
    people = User.objects.filter(pk__in=waiting).select_related("mail_choice")
    had_one = set(Digest.objects.filter(day=now.date()).values_list("recipient", flat=True))
    return sum(_gather_for(person, now) for person in people if person.pk not in had_one)


def _gather_for(person: User, now: datetime) -> bool:
    if not wants(person):
        Notification.objects.for_digest().filter(recipient=person).update(mailing=Mailing.NONE)
        return False
    if not choice_of(person).is_now(now):
        return False
    with transaction.atomic():
        digest, made = Digest.objects.get_or_create(recipient=person, day=now.date())
        if made:
            news = Notification.objects.for_digest().filter(recipient=person)
            news.update(digest=digest, mailing=Mailing.NONE)
    return made


def wants(person: User) -> bool:
    """Whether a digest may go to somebody now: they may have changed their mind since it was made."""
    reachable = person.is_active and not person.bounced_at
    return reachable and choice_of(person).rhythm != Rhythm.NEVER


def choice_of(person: User) -> MailChoice:
    return getattr(person, "mail_choice", None) or MailChoice(user=person)


def deliver() -> int:
    """Mail the digests that wait, and those that a dead worker left half-way."""
    return sum(_deliver_one(pk) for pk in Digest.objects.due().values_list("pk", flat=True))


def _deliver_one(pk: int) -> bool:
    """Mail one digest when nobody else has it; tell whether it went out."""
    if not Digest.objects.filter(pk=pk).lease():
        return False
    digest = Digest.objects.select_related("recipient__mail_choice").filter(pk=pk).first()
    if not digest:  # of somebody who was erased just now
        return False
    meanwhile = told_meanwhile(digest.news.all()).values("pk")
    news = list(digest.news.unread().exclude(pk__in=meanwhile).order_by("created_at", "pk"))
    if not news or not wants(digest.recipient):
        digest.mark_not_mailed()
        return False
    return send(digest, lambda: compose_digest(digest, news))
