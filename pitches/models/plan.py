from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.models import Enrolment, Group
from lib import orm

MAX_SECTION = 8_000  # characters


class PitchState(models.TextChoices):
    PLAN = "plan", _("being written")
    HANDED_IN = "handed_in", _("handed in")


class Pitch(models.Model):
    """The plan of one group and the pitch that comes of it."""

    group = models.OneToOneField(Group, models.PROTECT, related_name="pitch")
    title = models.CharField(_("title of your idea"), max_length=100)
    summary = models.CharField(_("your idea in one sentence"), max_length=250, blank=True)
    state = models.CharField(max_length=10, choices=PitchState, default=PitchState.PLAN)
    position = models.PositiveSmallIntegerField(null=True, blank=True)  # in the order of the closing meeting
    handed_in_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="pitch_handed_in_has_a_time",
                condition=Q(state=PitchState.HANDED_IN, handed_in_at__isnull=False)
                | Q(state=PitchState.PLAN, handed_in_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("pitches:pitch_detail", kwargs={"team": self.group.cohort.slug, "pitch_id": self.pk})


class SectionKind(models.TextChoices):
    """The small sections of a plan (DESIGN, "pitches"), in the order of reading."""

    PROBLEM = "problem", _("The problem")
    FOR_WHOM = "for_whom", _("For whom")
    IDEA = "idea", _("The idea")
    DINGEN = "dingen", _("Dingen used")
    STEPS = "steps", _("Steps")
    WHO = "who", _("Who does what")
    HOURS = "hours", _("Hours")
    MONEY = "money", _("Money")
    RISKS = "risks", _("Risks")
    SUCCESS = "success", _("When is it a success")


class Section(models.Model):
    """One part of a plan, with its own version: saving over somebody else's version is refused."""

    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=10, choices=SectionKind)
    source = models.TextField(blank=True, max_length=MAX_SECTION)
    html = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=0)
    edited_by = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True)
    busy_by = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="+")
    busy_since = models.DateTimeField(null=True, blank=True)

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pitch", "kind"], name="section_once_per_kind"),
            models.CheckConstraint(name="section_kind_is_known", condition=Q(kind__in=SectionKind)),
        ]

    def __str__(self) -> str:
        return f"{self.pitch}: {self.get_kind_display()}"


class SectionVersion(models.Model):
    """What a section said at a version: nothing that was saved is lost."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    source = models.TextField(blank=True)
    edited_by = models.ForeignKey(Enrolment, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["section", "number"], name="section_version_is_unique")
        ]

    def __str__(self) -> str:
        return f"{self.section} ({self.number})"


class TipKind(models.TextChoices):
    TOP = "top", _("top")
    TIP = "tip", _("tip")
    QUESTION = "question", _("question")


class TipState(models.TextChoices):
    OPEN = "open", _("open")
    ADOPTED = "adopted", _("adopted")
    NOT_ADOPTED = "not_adopted", _("not adopted, because ...")


class Tip(models.Model):
    """What a colleague says during a pitch; the group answers it in the plan."""

    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="tips")
    author = models.ForeignKey(Enrolment, models.PROTECT, related_name="tips")
    kind = models.CharField(max_length=10, choices=TipKind)
    text = models.CharField(_("your tip"), max_length=300)
    state = models.CharField(max_length=12, choices=TipState, default=TipState.OPEN)
    because = models.CharField(_("because"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="tip_kind_is_known", condition=Q(kind__in=TipKind)),
            models.CheckConstraint(name="tip_state_is_known", condition=Q(state__in=TipState)),
            models.CheckConstraint(
                name="tip_not_adopted_with_a_reason",
                condition=~Q(state=TipState.NOT_ADOPTED) | ~Q(because=""),
                violation_error_message=_("Say why you do not adopt this tip."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
