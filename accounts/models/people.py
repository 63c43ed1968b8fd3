from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy as _

from lib import orm


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

    def mail_arrived(self, email: str) -> None:
        """Somebody read a mail at this address: whatever bounced before, it works."""
        bounced = self.filter(email=normalise_email(email)).exclude(bounced_at=None)
        bounced.update(bounced_at=None, bounce_reason="")

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
    bounced_at = models.DateTimeField(null=True, blank=True)  # the last time a mail came back
    bounce_reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(name="user_email_is_lower_case", condition=Q(email=Lower("email"))),
            models.CheckConstraint(
                name="user_bounce_has_a_time", condition=Q(bounce_reason="") | Q(bounced_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        if self.erased:
            return gettext("Former participant")
        return self.name or self.email.partition("@")[0]

    @property
    def erased(self) -> bool:
        """Whether accounts.actions.erase took this person's name away."""
        return self.email.endswith("@invalid")

    @cached_property
    def is_editor(self) -> bool:
        """Whether they keep the lessons: an editor somewhere, or a manager of the whole site.

        Of who is signed in accounts.backend knows it already.
        """
        return (self.is_staff and self.is_superuser) or self.memberships.filter(
            capacity=Capacity.EDITOR
        ).exists()

    def mark_bounced(self, reason: str) -> None:
        """Note that mail to this address came back, with what the mail server said."""
        self.bounced_at, self.bounce_reason = timezone.now(), " ".join(reason.split())[:200]
        self.save(update_fields=["bounced_at", "bounce_reason"])

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


class ClosedDay(models.Model):
    """A day on which a library is closed, besides weekends and public holidays."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="closed_days")
    day = models.DateField(_("day"))
    name = models.CharField(_("why"), max_length=80, blank=True)

    objects = orm.Manager()

    class Meta:
        verbose_name = _("closed day")
        verbose_name_plural = _("closed days")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "day"],
                name="closed_day_once",
                violation_error_message=_("This day is there already."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.day.isoformat()


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
