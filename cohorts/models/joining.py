from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import User
from accounts.tokens import digest
from cohorts.models.cohort import Cohort
from lib import orm

MOST = 300  # people in an open edition, unless the trainer chooses fewer


class JoinLinkQuerySet(models.QuerySet["JoinLink"]):
    def by_token(self, token: str) -> "JoinLinkQuerySet":
        return self.filter(token_hash=digest(token)).select_related(
            "cohort__organisation", "cohort__programme"
        )


class JoinLink(models.Model):
    """The one address by which anybody joins an open edition as a participant.

    The secret is not stored. It follows from the key of the site and the number of renewals, so the
    trainer can read it again, and a stolen backup does not hold it.
    """

    cohort = models.OneToOneField(Cohort, models.CASCADE, related_name="join_link")
    most = models.PositiveSmallIntegerField(_("at most this many participants"), default=MOST)
    last_day = models.DateField(_("last day to join"), null=True, blank=True)
    renewals = models.PositiveIntegerField(default=0)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(JoinLinkQuerySet)()

    class Meta:
        verbose_name = _("link to join")
        constraints = [
            models.CheckConstraint(
                name="join_link_admits_somebody",
                condition=Q(most__range=(1, MOST)),
                violation_error_message=_("Choose a number from 1 to 300."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.cohort)

    @classmethod
    def give(cls, cohort: Cohort) -> None:
        """Make the link of an open edition that has none yet; of any other team nothing."""
        if cohort.is_open and not cls.objects.filter(cohort=cohort).exists():
            link = cls(cohort=cohort)
            link.start()
            link.save()

    @property
    def token(self) -> str:
        """The secret of now; empty when the key of the site is another one than when it was made."""
        token = self._token()
        return token if digest(token) == self.token_hash else ""

    def _token(self) -> str:
        name = f"{self.cohort_id}:{self.renewals}"
        return salted_hmac("cohorts.join_link", name, algorithm="sha256").hexdigest()[:40]

    @property
    def path(self) -> str:
        return reverse("cohorts:join", kwargs={"join_secret": self.token}) if self.token else ""

    @property
    def is_past(self) -> bool:
        return self.last_day is not None and self.cohort.today > self.last_day

    def refusal(self) -> str:
        """Say why this link admits nobody now; empty when it does."""
        if not self.cohort.is_open:
            return gettext("This team is not an open edition.")
        if self.cohort.is_draft:
            return gettext("This team has not started yet. Come back later.")
        if reason := self.cohort.write_refusal():
            return reason
        if self.closed_at or self.is_past:
            return gettext("Joining is closed. Ask the trainer whether you can still come in.")
        if self.cohort.enrolments.participants().count() >= self.most:
            return gettext("This edition is full. Ask the trainer whether you can still come in.")
        return ""

    def join_refusal(self, *, by: User) -> str:
        """Say why this person cannot join; empty when they can."""
        gone = by.enrolments.filter(cohort=self.cohort).exclude(left_at=None)
        if gone.exists():
            return gettext("You were in this team before. Ask the trainer for an invitation to come back.")
        return self.refusal()

    def renew(self) -> None:
        """Write a new secret; the old link admits nobody from now on. The caller saves."""
        self.renewals = self.renewals + 1
        self.token_hash = digest(self._token())

    def start(self) -> None:
        """Give a new link its secret. The caller saves."""
        self.token_hash = digest(self._token())

    def close(self) -> None:
        self.closed_at = self.closed_at or timezone.now()
