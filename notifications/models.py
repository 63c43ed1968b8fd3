from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from lib import orm


class Kind(models.TextChoices):
    """Everything the site ever tells somebody; each has texts in templates/notifications/."""

    INVITATION = "invitation", _("an invitation")
    TEAM_STARTED = "team_started", _("the team has started")
    PLAN_CHANGED = "plan_changed", _("must-do's or can-do's have changed")
    QUESTION = "question", _("a question for the helper")
    ANSWER = "answer", _("an answer to your question")
    REPLY = "reply", _("a reply in a topic you follow")
    SOLVED = "solved", _("your answer solved a question")
    ANNOUNCEMENT = "announcement", _("an announcement of the trainer")
    PITCH_HANDED_IN = "pitch_handed_in", _("a group handed in its pitch")
    DOSSIERS = "dossiers", _("the dossiers are ready for the MT")
    NOMINATION = "nomination", _("the result of the vote")
    DECISION = "decision", _("the decision of the MT")
    PILOT = "pilot", _("news of the pilot")


class Mailing(models.TextChoices):
    """What becomes of the mail; the row itself is always in the inbox."""

    NONE = "none", _("inbox only")
    DIGEST = "digest", _("in the next digest")
    WAITING = "waiting", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up")


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)


class Notification(models.Model):
    """One thing told to one person: the row in the inbox and in the outbox."""

    recipient = models.ForeignKey(User, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=30, choices=Kind)
    about = models.CharField(
        max_length=100
    )  # what it is about, e.g. "post:12"; unique with kind and recipient
    path = models.CharField(max_length=300)
    context = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True, blank=True)
    mailing = models.CharField(max_length=10, choices=Mailing, default=Mailing.NONE)
    tries = models.PositiveSmallIntegerField(default=0)
    try_after = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

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
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.recipient})"
