from datetime import timedelta
from typing import TypedDict

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.models import Cohort, Enrolment, Group, Seat
from lib import orm

MAX_SECTION = 8_000  # characters
LETTERS_A_MINUTE = 1100  # about two hundred Dutch words
BUSY = timedelta(minutes=10)  # after this long without saving, somebody is no longer busy


class PitchState(models.TextChoices):
    PLAN = "plan", _("being written")
    HANDED_IN = "handed_in", _("handed in")


class Check(TypedDict):
    """One line of the list of what a pitch needs before it can be handed in."""

    key: str  # "title" or the kind of a section
    label: str
    done: bool


class PitchQuerySet(models.QuerySet["Pitch"]):
    def of(self, cohort: Cohort) -> "PitchQuerySet":
        return self.filter(group__cohort=cohort)

    def handed_in(self) -> "PitchQuerySet":
        return self.filter(state=PitchState.HANDED_IN)

    def visible_to(self, enrolment: Enrolment) -> "PitchQuerySet":
        """Trainers see every plan, a group its own, everybody what was handed in."""
        pitches = self.of(enrolment.cohort)
        if enrolment.is_trainer:
            return pitches
        own = Seat.objects.filter(group=OuterRef("group"), enrolment=enrolment)
        return pitches.filter(Q(state=PitchState.HANDED_IN) | Exists(own))

    def with_people(self) -> "PitchQuerySet":
        """Fetch the members along, in one query for all pitches."""
        return self.select_related("group__cohort").prefetch_related(seats("group__"))

    def whole(self) -> "PitchQuerySet":
        return self.with_people().with_sections()

    def with_length(self) -> "PitchQuerySet":
        """Count the letters of each plan, for `reading_minutes`."""
        return self.annotate(letters=models.Sum(Length("sections__source")))

    def with_sections(self) -> "PitchQuerySet":
        """Fetch the sections along, and who wrote or is writing in them."""
        sections = Section.objects.select_related("edited_by__user", "busy_by__user")
        return self.prefetch_related(models.Prefetch("sections", sections))


def seats(path: str = "") -> models.Prefetch[str]:
    """Return how to fetch the people of a group, from a group or from what has one."""
    return models.Prefetch(f"{path}seats", Seat.objects.select_related("enrolment__user"))


class Pitch(models.Model):
    """The plan of one group and the pitch that comes of it."""

    group = models.OneToOneField(Group, models.PROTECT, related_name="pitch")
    title = models.CharField(_("title of your idea"), max_length=100, blank=True)
    summary = models.CharField(_("your idea in one sentence"), max_length=250, blank=True)
    state = models.CharField(max_length=10, choices=PitchState, default=PitchState.PLAN)
    position = models.PositiveSmallIntegerField(null=True, blank=True)  # in the order of the closing meeting
    handed_in_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)  # of title, sentence and state together
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(PitchQuerySet)()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="pitch_handed_in_has_a_time",
                condition=Q(state=PitchState.HANDED_IN, handed_in_at__isnull=False)
                | Q(state=PitchState.PLAN, handed_in_at=None),
            ),
            models.CheckConstraint(
                name="pitch_handed_in_has_a_title",
                condition=Q(state=PitchState.PLAN) | ~Q(title=""),
                violation_error_message=_("Give your idea a title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.group)

    def get_absolute_url(self) -> str:
        return reverse("pitches:pitch_detail", kwargs={"team": self.group.cohort.slug, "pitch_id": self.pk})

    @property
    def is_handed_in(self) -> bool:
        return self.state == PitchState.HANDED_IN

    @property
    def by_kind(self) -> dict[str, "Section"]:
        """The sections in the order of reading."""
        found = {section.kind: section for section in self.sections.all()}
        return {kind: found[kind] for kind in SectionKind.values if kind in found}

    @property
    def checklist(self) -> list[Check]:
        """What has to be there before handing in, and whether it is."""
        sections = self.by_kind
        lines = [
            Check(key="title", label=gettext("Title"), done=bool(self.title)),
            Check(key="title", label=gettext("Your idea in one sentence"), done=bool(self.summary)),
        ]
        return lines + [
            Check(key=kind, label=str(kind.label), done=kind in sections and sections[kind].is_written)
            for kind in REQUIRED
        ]

    @property
    def reading_minutes(self) -> int:
        """How long somebody reads a plan that was fetched with its length; one minute at least."""
        return max(1, round((getattr(self, "letters", 0) or 0) / LETTERS_A_MINUTE))

    @property
    def missing(self) -> list[str]:
        return [line["label"] for line in self.checklist if not line["done"]]

    def has_member(self, enrolment: Enrolment) -> bool:
        return any(seat.enrolment_id == enrolment.pk for seat in self.group.seats.all())

    def is_trained_by(self, enrolment: Enrolment) -> bool:
        return enrolment.is_trainer and enrolment.cohort_id == self.group.cohort_id

    def edit_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot write in the plan; empty when they can."""
        if reason := self.group.cohort.write_refusal():
            return reason
        if not self.has_member(by):
            return gettext("Only the members of this group write in this plan.")
        if self.is_handed_in:
            return gettext("This pitch was handed in. Ask your trainer to open it if you want to change it.")
        return ""

    def hand_in_refusal(self, *, by: Enrolment) -> str:
        if reason := self.edit_refusal(by=by):
            return reason
        if self.group.cohort.ballots.exists():
            return gettext("The vote has already been opened without this pitch. Talk to your trainer.")
        if missing := self.missing:
            return gettext("Something is still missing: %(parts)s.") % {"parts": ", ".join(missing)}
        return ""

    def reopen_refusal(self, *, by: Enrolment) -> str:
        """Say why the plan cannot be opened again: from the vote on, everybody judges the same text."""
        if reason := self.group.cohort.write_refusal():
            return reason
        if not self.is_trained_by(by):
            return gettext("Only a trainer can open a pitch again.")
        if self.group.cohort.ballots.exists():
            return gettext("The vote has been opened, so the pitches stay as they are.")
        return ""

    def place_refusal(self, *, by: Enrolment) -> str:
        if reason := self.group.cohort.write_refusal():
            return reason
        return (
            "" if self.is_trained_by(by) else gettext("Only a trainer decides on the order of the pitches.")
        )

    def tip_refusal(self, *, by: Enrolment) -> str:
        """Say why this person does not answer the tips; they stay open after handing in."""
        if reason := self.group.cohort.write_refusal():
            return reason
        return "" if self.has_member(by) else gettext("Only the members of this group answer the tips.")


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


REQUIRED = (
    SectionKind.PROBLEM,
    SectionKind.IDEA,
    SectionKind.STEPS,
    SectionKind.MONEY,
    SectionKind.SUCCESS,
)
QUESTIONS: dict[str, str | Promise] = {
    SectionKind.PROBLEM: _("What goes wrong now, and how do you know? Give an example from the desk."),
    SectionKind.FOR_WHOM: _("Who gains by it? Think of visitors and of colleagues."),
    SectionKind.IDEA: _("What are you going to do? Explain it as you would to a visitor."),
    SectionKind.DINGEN: _("Which Dingen gave you the idea, and which do you use in it?"),
    SectionKind.STEPS: _("What do you do first, and what then? Write three to six steps with a date."),
    SectionKind.WHO: _("Who does what? Put one name behind every task."),
    SectionKind.HOURS: _("How many hours does it take, to start and then each week? Count colleagues too."),
    SectionKind.MONEY: _(
        "What does it cost in euro? Think of things, subscriptions, print. Nothing is fine."
    ),
    SectionKind.RISKS: _("What can go wrong, and what do you do then?"),
    SectionKind.SUCCESS: _("How do you see in three months that it works? Name a number or a sign."),
}


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
            models.CheckConstraint(
                name="section_saved_has_a_time",
                condition=Q(version=0, edited_at=None, source="") | Q(version__gt=0, edited_at__isnull=False),
            ),
            models.CheckConstraint(
                name="section_busy_has_a_time", condition=Q(busy_by=None) | Q(busy_since__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pitch}: {self.get_kind_display()}"

    @property
    def question(self) -> str:
        return str(QUESTIONS[self.kind])

    @property
    def is_required(self) -> bool:
        return self.kind in REQUIRED

    @property
    def is_written(self) -> bool:
        return bool(self.source)

    @property
    def busy_now(self) -> Enrolment | None:
        """Who has this section open at this moment, as far as we know."""
        fresh = self.busy_since and self.busy_since > timezone.now() - BUSY
        return self.busy_by if fresh else None

    def occupy(self, by: Enrolment) -> None:
        """Show the others that somebody is writing here, unless another already is."""
        now = timezone.now()
        free = Q(busy_by=None) | Q(busy_by=by) | Q(busy_since__lte=now - BUSY)
        Section.objects.filter(free, pk=self.pk).update(busy_by=by, busy_since=now)


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
            models.UniqueConstraint(fields=["section", "number"], name="section_version_is_unique"),
            models.CheckConstraint(name="section_version_starts_at_one", condition=Q(number__gte=1)),
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
