from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import User
from dingen.models.catalogue import Ding
from dingen.models.revision import Revision
from lib import orm


class CopyState(models.TextChoices):
    EDITING = "editing", _("being written")
    REVIEW = "review", _("in review")
    SCHEDULED = "scheduled", _("scheduled")


class WorkingCopyQuerySet(models.QuerySet["WorkingCopy"]):
    def due(self, now: datetime) -> "WorkingCopyQuerySet":
        """Scheduled texts whose moment has come."""
        return self.filter(state=CopyState.SCHEDULED, publish_at__lte=now)

    def written(self) -> "WorkingCopyQuerySet":
        """Texts that somebody wrote in; the others only were opened."""
        return self.filter(version__gt=1)

    def confirm_refusal(self, ding: Ding) -> str:
        """Say why a lesson cannot be called still right as it is; empty when it can."""
        if self.written().filter(ding=ding).exists():
            return gettext("Somebody is writing at this lesson. Set the day of the review there.")
        return ""


class WorkingCopy(models.Model):
    """What editors are writing at a lesson; readers see nothing of it until it is published."""

    ding = models.OneToOneField(Ding, models.CASCADE, related_name="working_copy")
    content = models.JSONField()  # dingen.texts.Lesson, as plain values
    version = models.PositiveIntegerField(default=1)  # one up at each save; an older one is never written
    base = models.ForeignKey(Revision, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(_("status"), max_length=10, choices=CopyState, default=CopyState.EDITING)
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    change = models.CharField(_("what changed"), max_length=200, blank=True)
    edited_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField(auto_now=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(WorkingCopyQuerySet)()

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        constraints = [
            models.CheckConstraint(name="workingcopy_state_is_known", condition=Q(state__in=CopyState)),
            models.CheckConstraint(
                name="workingcopy_scheduled_has_a_moment",
                condition=Q(state=CopyState.SCHEDULED, publish_at__isnull=False)
                | (~Q(state=CopyState.SCHEDULED) & Q(publish_at=None)),
            ),
            models.CheckConstraint(name="workingcopy_version_starts_at_one", condition=Q(version__gte=1)),
        ]

    def __str__(self) -> str:
        return str(self.ding)

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has written in it yet: it holds what readers see."""
        return self.version == 1

    @property
    def is_overtaken(self) -> bool:
        """Whether the lesson changed for readers after this copy was taken from it."""
        return bool(self.base_id != self.ding.revision_id)

    def publish_refusal(self, *, by: User | None, version: int | None = None) -> str:
        """Say why this text cannot go to the readers; empty when it can.

        `version` is the one that the editor looked at; `by` is none for the clock.
        """
        if by and (reason := self.ding.edit_refusal(by=by)):
            return reason
        if self.is_untouched:
            return gettext("Nothing has changed yet, so there is nothing to publish.")
        if self.is_overtaken:
            return gettext("This lesson changed after you began. Look at the differences first.")
        if version is not None and version != self.version:
            return gettext("Somebody wrote in this text meanwhile. Look at it again before it goes out.")
        return ""

    def submit_refusal(self, *, by: User, version: int | None = None) -> str:
        """Say why this text cannot be handed to another editor to look at; empty when it can."""
        if self.state != CopyState.EDITING:
            return gettext("This text is in review already, or has a date.")
        return self.publish_refusal(by=by, version=version)

    def take_back_refusal(self, *, by: User) -> str:
        """Say why there is no review or date to take back; empty when there is."""
        if self.state == CopyState.EDITING:
            return gettext("This text is not in review and has no date.")
        return self.ding.edit_refusal(by=by)

    def schedule_refusal(self, *, at: datetime, by: User, version: int | None = None) -> str:
        """Say why this text cannot go out by itself at that moment; empty when it can."""
        if at <= timezone.now():
            return gettext("Choose a moment that is still to come.")
        return self.publish_refusal(by=by, version=version)

    def catch_up_refusal(self, *, seen: int | None, by: User) -> str:
        """Say why this text cannot be laid on what readers see now; `seen` is the revision looked at."""
        if not self.is_overtaken:
            return gettext("Readers see no newer text than the one you began with.")
        if seen != self.ding.revision_id:
            return gettext("The lesson was published once more meanwhile. Look at the differences again.")
        return self.ding.edit_refusal(by=by)
