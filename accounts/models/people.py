from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy as _

from lib import orm
from lib.seen import fingerprint


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

    def meet(self, email: str) -> "User | None":
        """Make an account for an address nobody has, until they show it is theirs; None when it is shut."""
        defaults = {"provisional": True, "password": make_password(None)}
        user, _new = self.get_or_create(email=normalise_email(email), defaults=defaults)
        return user if user.is_active else None

    def mail_arrived(self, email: str) -> None:
        """Somebody read a mail at this address: whatever bounced before, it works."""
        bounced = self.filter(email=normalise_email(email)).exclude(bounced_at=None)
        bounced.update(bounced_at=None, bounce_reason="")

    def trainers_for(self, *libraries: "Organisation") -> models.QuerySet["User"]:
        """Who may train teams of these: their own trainers, and those of the service behind each."""
        houses = {key for one in libraries for key in (one.pk, one.served_by_id) if key}
        places = Membership.objects.filter(organisation__in=houses, capacity=Capacity.TRAINER)
        return self.filter(pk__in=places.values("user"), is_active=True).order_by("name", "email")

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
    # Typed on the page of a join link; nobody has shown yet that the address is theirs.
    provisional = models.BooleanField(default=False, editable=False)
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


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def of(self, person: User, *capacities: str) -> "OrganisationQuerySet":
        """Where somebody has one of these capacities, and the libraries that such a place serves."""
        mine = Q(memberships__user=person, memberships__capacity__in=capacities)
        served = Q(served_by__memberships__user=person, served_by__memberships__capacity__in=capacities)
        return self.filter(mine | served).distinct()

    def trained_by(self, person: User) -> "OrganisationQuerySet":
        """The libraries that this person may set up teams for."""
        return self.of(person, Capacity.TRAINER)

    def editable_by(self, person: User) -> "OrganisationQuerySet":
        """The libraries whose name, look and closed days this person looks after."""
        return self.of(person, Capacity.TRAINER, Capacity.MANAGER)


class Organisation(models.Model):
    """A library, an archive, or a provincial service that runs teams."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    timezone = models.CharField(
        _("time zone"), max_length=60, default="Europe/Amsterdam", validators=[check_timezone]
    )
    # A provincial service whose trainers run teams here too.
    served_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="serves",
        verbose_name=_("served by"),
        help_text=_("The trainers of this service may set up teams for this library."),
    )
    accent = models.CharField(_("colour"), max_length=7, blank=True)  # "#1b4fc4"; empty is ours
    look_version = models.PositiveIntegerField(default=0, editable=False)  # in the address of the stylesheet
    individual = models.BooleanField(
        _("programmes on your own"),
        default=True,
        help_text=_("Whether people of this library may follow a programme on their own, without a team."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    # What its trainers and administrators change on its page.
    OWN = ("name", "accent", "timezone", "individual")

    objects = orm.Manager.from_queryset(OrganisationQuerySet)()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="organisation_served_by_another",
                condition=Q(served_by=None) | ~Q(served_by=F("pk")),
                violation_error_message=_("An organisation does not serve itself."),
            ),
            models.CheckConstraint(
                name="organisation_accent_is_a_colour",
                condition=Q(accent="") | Q(accent__startswith="#"),
                violation_error_message=_("A colour is written like #1b4fc4."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("accounts:organisation_edit", kwargs={"library": self.slug})

    @property
    def seen(self) -> str:
        """A word for what is stored; the form carries it, and the deed compares."""
        return fingerprint([getattr(self, name) for name in self.OWN])

    def edit_refusal(self, *, by: User) -> str:
        """Its trainers and administrators look after a library, and so do those of the service behind it."""
        if not Organisation.objects.editable_by(by).filter(pk=self.pk).exists():
            return gettext("You do not look after this library.")
        return ""


class Logo(models.Model):
    """The picture of a library, drawn anew; on its team pages beside the name, which is read aloud."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="logo")
    stored_as = models.CharField(max_length=80, unique=True)
    content_type = models.CharField(max_length=60)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    def __str__(self) -> str:
        return str(self.organisation)


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
