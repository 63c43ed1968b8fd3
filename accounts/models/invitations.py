from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models.people import Organisation, User
from accounts.tokens import digest, fresh_token
from lib import orm

INVITATION_DAYS = 30


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

    def by_token(self, token: str) -> "InvitationQuerySet":
        return self.filter(token_hash=digest(token))


class Invitation(models.Model):
    """A letter to one address. What it admits to is decided by the room that sent it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"), max_length=254)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="invitations_sent")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    reminders = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(InvitationQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_accepted_or_withdrawn",
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                violation_error_message=_("An accepted invitation cannot be withdrawn."),
            ),
            models.CheckConstraint(name="invitation_at_most_two_reminders", condition=Q(reminders__lte=2)),
            models.CheckConstraint(
                name="invitation_expires_after_it_is_made", condition=Q(expires_at__gt=F("created_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def renew_refusal(self) -> str:
        """Say why this letter cannot be sent again; empty when it can."""
        if self.withdrawn_at:
            return gettext("This invitation was withdrawn. Ask your trainer for a new one.")
        if self.accepted_at:
            return gettext("This invitation was already used. Log in with your e-mail address.")
        return ""

    def refusal(self) -> str:
        """Say why this letter no longer admits anybody; empty when it does."""
        if reason := self.renew_refusal():
            return reason
        if self.expires_at <= timezone.now():
            return gettext("This invitation has expired. Ask your trainer for a new one.")
        return ""

    def withdraw_refusal(self) -> str:
        """Say why it is too late to take this letter back; empty when it is not."""
        if self.accepted_at:
            return gettext("This invitation was already used. You can remove the person from the team.")
        return ""

    def renew_token(self) -> str:
        """Replace the secret and start the term again; return the secret, stored nowhere else."""
        token = fresh_token()
        self.token_hash = digest(token)
        self.expires_at = timezone.now() + timedelta(days=INVITATION_DAYS)
        return token

    def mark_sent(self) -> None:
        self.sent_at = timezone.now()
        self.save(update_fields=["sent_at"])

    @property
    def bounced(self) -> bool:
        """Whether the mail came back since the letter was sent."""
        bounced_at = self.user.bounced_at
        return bool(self.sent_at and bounced_at and bounced_at >= self.sent_at)

    def mark_opened(self) -> None:
        """Note the first time that somebody looked at the letter."""
        if not self.opened_at:
            self.opened_at = timezone.now()
            self.save(update_fields=["opened_at"])

    def mark_accepted(self) -> None:
        self.accepted_at = timezone.now()
        self.save(update_fields=["accepted_at"])

    def mark_withdrawn(self) -> None:
        self.withdrawn_at = timezone.now()
        self.save(update_fields=["withdrawn_at"])
