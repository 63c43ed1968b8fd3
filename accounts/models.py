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
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext, gettext_lazy as _

from accounts.tokens import code_hash, digest, fresh_code, fresh_token
from lib import orm

INVITATION_DAYS = 30
CODE_ATTEMPTS = 3
CODE_SECONDS = 600


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
        if self.erased:
            return gettext("Former participant")
        return self.name or self.email.partition("@")[0]

    @property
    def erased(self) -> bool:
        """Whether accounts.actions.erase took this person's name away."""
        return self.email.endswith("@invalid")

    @property
    def is_editor(self) -> bool:
        """Whether they keep the lessons: an editor somewhere, or a manager of the whole site."""
        return (self.is_staff and self.is_superuser) or self.memberships.filter(
            capacity=Capacity.EDITOR
        ).exists()

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


class LoginCodeQuerySet(models.QuerySet["LoginCode"]):
    def usable(self) -> "LoginCodeQuerySet":
        return self.filter(attempts__lt=CODE_ATTEMPTS, used_at=None, expires_at__gt=timezone.now())

    def expired(self) -> "LoginCodeQuerySet":
        return self.filter(expires_at__lte=timezone.now())


class LoginCodeManager(orm.Manager.from_queryset(LoginCodeQuerySet)):  # type: ignore[misc]
    def start(self, *, handle: str, email: str) -> "LoginCode":
        """Make room for a code to an address, and end every earlier one to that address."""
        now = timezone.now()
        self.filter(email=email, used_at=None).update(used_at=now)
        code = LoginCode(handle=handle, email=email, expires_at=now + timedelta(seconds=CODE_SECONDS))
        code.save()
        return code

    def spend(self, *, handle: str, typed: str) -> bool:
        """Look at what somebody typed: at most three times a code, and a right one is right once.

        The counter goes up in the database before anything is compared, so guesses that
        arrive together each cost an attempt, whatever copy of the session they hold.
        """
        ours = self.filter(handle=handle)
        if not ours.usable().update(attempts=F("attempts") + 1):
            return False
        if not constant_time_compare(ours.get().code_hash, code_hash(handle, typed)):
            return False
        return bool(ours.filter(used_at=None).update(used_at=timezone.now()))


class LoginCode(models.Model):
    """A code that is mailed, to log in or to prove an address; stored only as a hash.

    The browser's session knows the handle, the mail knows the code. A row without a hash
    belongs to an unknown address: it makes a wrong guess take as long as for a known one.
    """

    handle = models.CharField(max_length=32, unique=True)
    email = models.EmailField(max_length=254)
    code_hash = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LoginCodeManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="login_code_at_most_three_attempts", condition=Q(attempts__lte=CODE_ATTEMPTS)
            ),
            models.CheckConstraint(
                name="login_code_expires_after_it_is_made", condition=Q(expires_at__gt=F("created_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["email"], name="login_code_by_address"),
            models.Index(fields=["expires_at"], name="login_code_by_age"),
        ]

    def __str__(self) -> str:
        return self.email

    def draw(self) -> str:
        """Draw the eight figures and keep their hash; return them, written nowhere else."""
        code = fresh_code()
        self.code_hash = code_hash(self.handle, code)
        self.save(update_fields=["code_hash"])
        return code


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
