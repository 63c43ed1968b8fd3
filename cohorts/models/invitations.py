from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import Invitation, User
from accounts.tokens import digest
from cohorts.models.cohort import Cohort, Enrolment, Role, State
from lib import orm

MAILS = 3  # the letter itself and two reminders


class LetterStatus(models.TextChoices):
    """How far an invitation is, for the trainer who looks after it."""

    WAITING = "waiting", _("on the list")
    SENT = "sent", _("mailed")
    BOUNCED = "bounced", _("came back")
    OPENED = "opened", _("link opened")
    ACCEPTED = "accepted", _("joined")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @property
    def chip(self) -> str:
        return {"expired": "stop", "bounced": "stop", "opened": "ok"}.get(self.value, "")


class CohortInvitationQuerySet(models.QuerySet["CohortInvitation"]):
    def open(self) -> "CohortInvitationQuerySet":
        """Not accepted and not withdrawn; a letter that expired can be sent again."""
        return self.filter(invitation__accepted_at=None, invitation__withdrawn_at=None)

    def waiting(self) -> "CohortInvitationQuerySet":
        """Written, but never mailed."""
        return self.open().filter(invitation__sent_at=None)

    def with_people(self) -> "CohortInvitationQuerySet":
        return self.select_related("invitation__user", "invitation__invited_by", "cohort__organisation")

    def withdrawn(self) -> "CohortInvitationQuerySet":
        return self.exclude(invitation__withdrawn_at=None)

    def to_remind(self) -> "CohortInvitationQuerySet":
        """Mailed to an address that works, unanswered, in a running team, and not reminded twice yet."""
        return self.open().filter(
            invitation__sent_at__isnull=False,
            invitation__reminders__lt=MAILS - 1,
            invitation__expires_at__gt=timezone.now(),
            invitation__user__is_active=True,
            cohort__state=State.RUNNING,
        )

    def by_name(self) -> "CohortInvitationQuerySet":
        return self.with_people().order_by("invitation__user__name", "invitation__email")

    def by_token(self, token: str) -> "CohortInvitationQuerySet":
        return self.filter(invitation__token_hash=digest(token))


class CohortInvitation(models.Model):
    """What a letter admits to: this team, in this role."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="place")
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=12, choices=Role)

    objects = orm.Manager.from_queryset(CohortInvitationQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(name="cohort_invitation_role_is_known", condition=Q(role__in=Role))
        ]

    def __str__(self) -> str:
        return f"{self.invitation} ({self.cohort})"

    @property
    def status(self) -> LetterStatus:
        letter = self.invitation
        if letter.accepted_at:
            return LetterStatus.ACCEPTED
        if letter.withdrawn_at:
            return LetterStatus.WITHDRAWN
        if not letter.sent_at:
            return LetterStatus.WAITING
        if letter.refusal():
            return LetterStatus.EXPIRED
        if letter.bounced:
            return LetterStatus.BOUNCED
        return LetterStatus.OPENED if letter.opened_at else LetterStatus.SENT

    def resend_refusal(self, *, by: Enrolment) -> str:
        """Say why the letter cannot be mailed again; empty when it can."""
        if reason := self.cohort.manage_refusal(by=by) or self.invitation.renew_refusal():
            return reason
        if self.cohort.is_draft:
            return gettext("The invitations go out when you start the team.")
        if self.invitation.sent_at and self.invitation.reminders >= MAILS - 1:
            return gettext("This person got three mails already. Give them a call.")
        return ""

    def link_refusal(self, *, by: Enrolment) -> str:
        """Say why the trainer gets no link to pass on; empty when they do."""
        if reason := self.cohort.manage_refusal(by=by) or self.invitation.renew_refusal():
            return reason
        if self.cohort.is_draft:
            return gettext("The invitations go out when you start the team.")
        return ""

    def remind_refusal(self) -> str:
        """Say why no reminder goes out by itself; empty when one may. Who answered hears nothing more."""
        if reason := self.invitation.refusal() or self.cohort.write_refusal():
            return reason
        if self.cohort.is_draft or not self.invitation.sent_at:
            return gettext("The invitations go out when you start the team.")
        if self.invitation.reminders >= MAILS - 1:
            return gettext("This person got three mails already. Give them a call.")
        if self.invitation.bounced:
            return gettext("Mail to this address comes back.")
        return ""

    def withdraw_refusal(self, *, by: Enrolment) -> str:
        """Say why the letter cannot be taken back; empty when it can."""
        return self.cohort.manage_refusal(by=by) or self.invitation.withdraw_refusal()

    def accept_refusal(self, *, by: User) -> str:
        """Say why this person cannot enter with this letter; empty when they can."""
        if by.pk != self.invitation.user_id:
            return gettext("This invitation is for somebody else.")
        return self.invitation.refusal() or self.cohort.write_refusal()
