from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import User
from lib import orm
from lib.workdays import is_holiday
from notifications.away import Away
from notifications.kinds import DIRECT, Kind
from notifications.texts import details, subject

__all__ = ["DIRECT", "Away", "Kind"]  # in files of their own


class Mailing(models.TextChoices):
    """What becomes of the mail; the row itself is always in the inbox."""

    NONE = "none", _("inbox only")
    DIGEST = "digest", _("waiting for the digest")
    WAITING = "waiting", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up")


MOST_TRIES = 5
LEASE = timedelta(minutes=5)
# How long to wait after the first, second ... failure.
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120)]


class Rhythm(models.TextChoices):
    DAILY = "daily", _("on the days I choose")
    WEEKLY = "weekly", _("once a week")
    NEVER = "never", _("never")


WORKING_WEEK = 0b0011111  # Monday to Friday; the lowest bit is Monday


class MailChoice(models.Model):
    """When somebody gets the digest; without a row: on working days at nine."""

    user = models.OneToOneField(User, models.CASCADE, related_name="mail_choice")
    rhythm = models.CharField(_("digest"), max_length=6, choices=Rhythm, default=Rhythm.DAILY)
    days = models.PositiveSmallIntegerField(default=WORKING_WEEK)  # a bit a day, Monday the lowest
    hour = models.PositiveSmallIntegerField(_("hour"), default=9)  # on the clock of the person's library

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="mail_choice_rhythm_is_known", condition=Q(rhythm__in=Rhythm)),
            models.CheckConstraint(name="mail_choice_has_a_day", condition=Q(days__range=(1, 127))),
            models.CheckConstraint(
                name="mail_choice_in_office_hours",
                condition=Q(hour__range=(8, 17)),
                violation_error_message=_("Choose an hour from 8 to 17."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_rhythm_display()

    @classmethod
    def stop(cls, *, user_pk: int) -> None:
        """Send somebody who still exists no digest any more."""
        if User.objects.filter(pk=user_pk).exists():
            cls.objects.update_or_create(user_id=user_pk, defaults={"rhythm": Rhythm.NEVER})

    @property
    def weekdays(self) -> list[int]:
        """The chosen days, Monday is 0."""
        return [day for day in range(7) if self.days >> day & 1]

    def is_now(self, now: datetime) -> bool:
        """Whether the digest of this day may go; `now` is on the clock of the library.

        Once a week means: on the first of the chosen days that is no public holiday.
        """
        monday = now.date() - timedelta(days=now.weekday())
        days = [day for day in self.weekdays if not is_holiday(monday + timedelta(days=day))]
        if self.rhythm == Rhythm.WEEKLY:
            days = days[:1]
        return self.rhythm != Rhythm.NEVER and now.weekday() in days and now.hour >= self.hour


class OutboxQuerySet(models.QuerySet[Any]):
    """Mails to be sent by a worker, whichever table they are in."""

    def due(self) -> Self:
        """Mails to send now: those waiting, and those of a worker that died while sending."""
        now = timezone.now()
        waiting = Q(mailing=Mailing.WAITING) & (Q(try_after=None) | Q(try_after__lte=now))
        return self.filter(waiting | Q(mailing=Mailing.SENDING, leased_until__lt=now))

    def failed(self) -> Self:
        return self.filter(mailing=Mailing.FAILED)

    def lease(self) -> int:
        """Take what is due for five minutes, in one statement, so that two workers never both send."""
        return (
            self.due()
            .filter(tries__lt=MOST_TRIES)
            .update(mailing=Mailing.SENDING, leased_until=timezone.now() + LEASE, tries=F("tries") + 1)
        )


class Outbox(models.Model):
    """What became of one mail to one person."""

    mailing = models.CharField(max_length=10, choices=Mailing, default=Mailing.NONE)
    tries = models.PositiveSmallIntegerField(default=0)
    try_after = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def mark_not_mailed(self) -> None:
        self.settle(Mailing.NONE)

    def mark_sent(self) -> None:
        self.mailed_at = timezone.now()
        self.settle(Mailing.SENT)

    def mark_failed(self) -> None:
        """Try again after a while, or give up after the fifth time."""
        if self.tries >= MOST_TRIES:
            self.settle(Mailing.FAILED)
            return
        self.try_after = timezone.now() + BACK_OFF[self.tries - 1]
        self.settle(Mailing.WAITING)

    def mark_refused(self) -> None:
        """Give up at once: the mail server will never take it."""
        self.settle(Mailing.FAILED)

    def settle(self, mailing: Mailing) -> None:
        """Write down how the mail ended; nobody has it any more. What was taken back meanwhile stays gone."""
        self.mailing, self.leased_until = mailing, None
        state = ("mailing", "leased_until", "tries", "try_after", "mailed_at")
        rows = type(self)._default_manager.filter(pk=self.pk)
        rows.update(**{name: getattr(self, name) for name in state})


class Digest(Outbox):
    """One mail with all that was new for one person on one day; its news points to it."""

    recipient = models.ForeignKey(User, models.CASCADE, related_name="digests")
    day = models.DateField()  # on the clock of the person's library
    mailing = models.CharField(max_length=10, choices=Mailing, default=Mailing.WAITING)

    objects = orm.Manager.from_queryset(OutboxQuerySet)()

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "day"], name="digest_once_a_day"),
            models.CheckConstraint(
                name="digest_mailing_is_known",
                condition=Q(
                    mailing__in=[Mailing.NONE, Mailing.WAITING, Mailing.SENDING, Mailing.SENT, Mailing.FAILED]
                ),
            ),
            models.CheckConstraint(
                name="digest_sent_has_a_time",
                condition=Q(mailing=Mailing.SENT, mailed_at__isnull=False)
                | (~Q(mailing=Mailing.SENT) & Q(mailed_at=None)),
            ),
            models.CheckConstraint(
                name="digest_lease_while_sending",
                condition=Q(mailing=Mailing.SENDING, leased_until__isnull=False)
                | (~Q(mailing=Mailing.SENDING) & Q(leased_until=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} ({self.recipient})"

    def mark_sent(self) -> None:
        super().mark_sent()
        self.news.update(mailing=Mailing.SENT, mailed_at=self.mailed_at)


class NotificationQuerySet(OutboxQuerySet):  # type: ignore[override] # the plugin types as_manager by class
    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)

    def about_one_of(self, things: Iterable[str], *, path: str) -> "NotificationQuerySet":
        """What was told about one of these, or leads to exactly this page."""
        return self.filter(Q(about__in=list(things)) | Q(path=path))

    def under(self, path: str) -> "NotificationQuerySet":
        """What leads to this page or to one below it."""
        return self.filter(path__startswith=path)

    def to(self, people: models.QuerySet[Any, Any]) -> "NotificationQuerySet":
        """What was told to these people; a query for their keys."""
        return self.filter(recipient__in=people)

    def about_post(self, pk: int) -> "NotificationQuerySet":
        """What was told of one post: a reply, a name in it, the thanks for it."""
        return self.filter(about__in=[f"post:{pk}", f"post:{pk}:thanks"])

    def about_reports_of(self, pk: int) -> "NotificationQuerySet":
        """That somebody asks to look at one post."""
        return self.filter(about__startswith=f"report:{pk}:")

    def within(self, circle: str) -> "NotificationQuerySet":
        """What only the people of this circle may know."""
        return self.filter(circle=circle)

    def mark_read(self) -> int:
        return self.unread().update(read_at=timezone.now())

    def for_digest(self) -> "NotificationQuerySet":
        return self.filter(mailing=Mailing.DIGEST)


class Notification(Outbox):
    """One thing told to one person: the row in the inbox and in the outbox."""

    recipient = models.ForeignKey(User, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=30, choices=Kind)
    # What it is about, e.g. "post:12"; unique with kind and recipient.
    about = models.CharField(max_length=100)
    thread = models.CharField(max_length=60, blank=True)  # what can be muted as a whole: "topic:12"
    circle = models.CharField(max_length=40, blank=True)  # "group:7": who leaves it, loses this
    path = models.CharField(max_length=300)
    digest = models.ForeignKey(Digest, models.SET_NULL, null=True, blank=True, related_name="news")
    context = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = orm.Manager.from_queryset(NotificationQuerySet)()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "recipient", "about"], name="notification_told_once"),
            models.CheckConstraint(name="notification_kind_is_known", condition=Q(kind__in=Kind)),
            models.CheckConstraint(name="notification_mailing_is_known", condition=Q(mailing__in=Mailing)),
            models.CheckConstraint(
                name="notification_sent_has_a_time",
                condition=Q(mailing=Mailing.SENT, mailed_at__isnull=False)
                | (~Q(mailing=Mailing.SENT) & Q(mailed_at=None)),
            ),
            models.CheckConstraint(
                name="notification_lease_while_sending",
                condition=Q(mailing=Mailing.SENDING, leased_until__isnull=False)
                | (~Q(mailing=Mailing.SENDING) & Q(leased_until=None)),
            ),
            models.CheckConstraint(
                name="notification_path_is_ours",
                condition=Q(path__startswith="/") & ~Q(path__startswith="//"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["try_after"],
                name="notification_outbox",
                condition=Q(mailing__in=[Mailing.WAITING, Mailing.SENDING]),
            ),
            models.Index(
                fields=["recipient"], name="notification_for_digest", condition=Q(mailing=Mailing.DIGEST)
            ),
            models.Index(fields=["recipient"], name="notification_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.recipient})"

    @property
    def text(self) -> str:
        """The line in the inbox: the subject of the mail."""
        return subject(self.kind, self.context)

    @property
    def details(self) -> list[str]:
        return details(self.kind, self.context)

    @property
    def secret(self) -> bool:
        """Whether its address opens something without logging in."""
        return self.kind == Kind.INVITATION

    def mark_read(self) -> None:
        if not self.read_at:
            self.read_at = timezone.now()
            self.save(update_fields=["read_at"])

    def needless(self) -> bool:
        """Whether a mail would only repeat what the person has seen, or reach nobody.

        An address that bounced still gets invitations: the trainer may have mended it.
        """
        bounced = self.recipient.bounced_at and self.kind != Kind.INVITATION
        away = self.recipient_id in Away.objects.users_of(self.path)
        return bool(self.read_at or bounced) or away or not self.recipient.is_active

    def retry_refusal(self) -> str:
        """Say why the mail cannot be tried again; empty when it can."""
        if self.mailing != Mailing.FAILED:
            return gettext("This mail has not failed.")
        if self.secret:
            return gettext("The link in this mail is gone. Send the invitation again from the team.")
        return ""

    def retry(self) -> None:
        self.tries, self.try_after = 0, None
        self.settle(Mailing.WAITING)

    def settle(self, mailing: Mailing) -> None:
        if self.secret and mailing != Mailing.WAITING:
            # The token lives in the mail only; a stolen backup must not admit anybody.
            self.path, self.context = "/", {**self.context, "token": ""}
            self.save(update_fields=["path", "context"])
        super().settle(mailing)


class MuteQuerySet(models.QuerySet["Mute"]):
    def users_of(self, kind: str, thread: str = "") -> "models.QuerySet[Mute, int]":
        """The keys of everybody who does not want this kind by mail, or nothing of this thread."""
        muted = Q(kind=kind, thread="") | (Q(thread=thread) if thread else Q(pk=None))
        return self.filter(muted).values_list("user_id", flat=True)


class Mute(models.Model):
    """A kind of news, or one thread of it, that somebody does not want by mail; the inbox still has it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="mutes")
    kind = models.CharField(max_length=30, choices=Kind)
    thread = models.CharField(max_length=60, blank=True)  # "topic:12"; empty mutes the whole kind

    objects = orm.Manager.from_queryset(MuteQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "thread"], name="mute_once_per_kind"),
            models.CheckConstraint(
                name="mute_kind_may_be_muted", condition=Q(kind__in=Kind) & ~Q(kind=Kind.INVITATION)
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def title(self) -> str:
        """The line of the last news of a muted topic."""
        last = self.user.notifications.filter(thread=self.thread).first()
        return last.text if last else self.thread

    @classmethod
    def stop(cls, *, user_pk: int, kind: str, thread: str = "") -> None:
        """Mute a kind or a thread for somebody who still exists; a second time changes nothing."""
        if User.objects.filter(pk=user_pk).exists():
            cls.objects.get_or_create(user_id=user_pk, kind=kind, thread=thread)
