from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from accounts.tokens import digest, fresh_token
from lib import orm

INVITATION_DAYS = 30


def normalise_email(address: str) -> str:
    """Return the one spelling of an address that we store, compare and count by."""
    return address.strip().lower()


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a user; without a password they log in with a code by mail."""
        user = self.model(email=normalise_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=normalise_email(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """A person. The e-mail address is the name they log in with."""

    email = models.EmailField(
        _("e-mail address"),
        max_length=254,
        unique=True,
        error_messages={"unique": _("Somebody already uses this e-mail address.")},
    )
    name = models.CharField(_("name"), max_length=100, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="nl")
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may enter the administration"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(name="user_email_is_lower_case", condition=Q(email=Lower("email"))),
        ]

    def __str__(self) -> str:
        return self.name or self.email.partition("@")[0]

    @property
    def first_name(self) -> str:
        return str(self).split()[0] if str(self).split() else ""

    @property
    def initials(self) -> str:
        """The first letter of the first and of the last word of the name."""
        words = str(self).split()
        return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper() if words else "?"


def check_timezone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError(_("%(value)s is not a time zone."), params={"value": value})


class Organisation(models.Model):
    """A library, an archive, or a provincial service that runs teams."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    timezone = models.CharField(
        _("time zone"), max_length=60, default="Europe/Amsterdam", validators=[check_timezone]
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Capacity(models.TextChoices):
    """What somebody is to an organisation; a role in a team is another matter."""

    TRAINER = "trainer", _("trainer")
    EDITOR = "editor", _("editor")
    MANAGER = "manager", _("administrator of the organisation")


class Membership(models.Model):
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    capacity = models.CharField(_("capacity"), max_length=20, choices=Capacity)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "capacity"],
                name="membership_once_per_capacity",
                violation_error_message=_("This person already has this capacity here."),
            ),
            models.CheckConstraint(name="membership_capacity_is_known", condition=Q(capacity__in=Capacity)),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_capacity_display()}, {self.organisation})"


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

    def refusal(self) -> str:
        """Say why this letter no longer admits anybody; empty when it does."""
        if self.withdrawn_at:
            return gettext("This invitation was withdrawn. Ask your trainer for a new one.")
        if self.accepted_at:
            return gettext("This invitation was already used. Log in with your e-mail address.")
        if self.expires_at <= timezone.now():
            return gettext("This invitation has expired. Ask your trainer for a new one.")
        return ""

    def renew_token(self) -> str:
        """Replace the secret and start the term again; return the secret, stored nowhere else."""
        token = fresh_token()
        self.token_hash = digest(token)
        self.expires_at = timezone.now() + timedelta(days=INVITATION_DAYS)
        return token


class Nonce(models.Model):
    """A form that somebody sent once; the path is where that led."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=32)
    path = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="nonce_once_per_person")]
        indexes = [models.Index(fields=["created_at"], name="nonce_by_age")]

    def __str__(self) -> str:
        return self.key


class AuditEntry(models.Model):
    """One line of the book of votes and decisions; accounts.audit writes and checks it."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    deed = models.CharField(max_length=60)
    on = models.CharField(max_length=80)
    result = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)

    objects = models.Manager()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.deed}"
