from datetime import timedelta

from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User
from accounts.tokens import code_hash, digest, fresh_code, fresh_token
from lib import orm

CODE_ATTEMPTS = 3
CODE_SECONDS = 600


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
        code = ours.get()
        if not constant_time_compare(code.code_hash, code_hash(handle, typed)):
            return False
        if not ours.filter(used_at=None).update(used_at=timezone.now()):
            return False
        User.objects.mail_arrived(code.email)
        return True


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


class Purpose(models.TextChoices):
    FEED = "feed", _("news in a feed reader")
    CALENDAR = "calendar", _("dates in a calendar")


class SecretAddressManager(orm.Manager):
    def renew(self, user: User, purpose: str) -> str:
        """Give somebody a new secret for an address, which ends the old one; return it, kept nowhere else."""
        token = fresh_token()
        self.update_or_create(user=user, purpose=purpose, defaults={"token_hash": digest(token)})
        return token

    def owner_of(self, token: str, purpose: str) -> User | None:
        """Return whose secret this is; None for an old or made-up one, or for who is gone."""
        alive = self.filter(purpose=purpose, user__is_active=True, token_hash=digest(token))
        found: SecretAddress | None = alive.select_related("user").first()
        return found.user if found else None


class SecretAddress(models.Model):
    """An address that shows one person's things without logging in; renewing it ends the old one."""

    user = models.ForeignKey(User, models.CASCADE, related_name="secret_addresses")
    purpose = models.CharField(max_length=10, choices=Purpose)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SecretAddressManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "purpose"], name="secret_address_once_per_purpose"),
            models.CheckConstraint(name="secret_address_purpose_is_known", condition=Q(purpose__in=Purpose)),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({self.user})"


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

    @classmethod
    def take(cls, *, user: User, key: str, path: str = "") -> int | None:
        """Be the first with this key and return the row; None for who comes later.

        Who comes meanwhile waits until the first is done. In one statement, because every form asks it.
        """
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(
                'INSERT INTO "accounts_nonce" ("user_id", "key", "path", "created_at") '
                "VALUES (%s, %s, %s, %s) "
                'ON CONFLICT ("user_id", "key") DO NOTHING RETURNING "id"',
                [user.pk, key, path, now],
            )
            row = cursor.fetchone()
        return row[0] if row else None
