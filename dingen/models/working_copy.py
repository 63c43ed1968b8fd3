from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dingen.models.catalogue import Ding
from dingen.models.revision import Revision
from lib import orm


class CopyState(models.TextChoices):
    EDITING = "editing", _("being written")
    REVIEW = "review", _("in review")
    SCHEDULED = "scheduled", _("scheduled")


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

    objects = orm.Manager()

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
