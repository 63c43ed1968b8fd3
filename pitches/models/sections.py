"""The small sections of a plan, each with its own version, history, writer and conversation."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.models import Enrolment
from dingen.models import Ding
from lib import orm
from pitches.sums import Rhythm, Totals, Unit

MAX_SECTION = 8_000  # characters
MAX_COMMENT = 1_000  # characters
MOST_ROWS = 30  # in a budget
MOST = 10_000_000  # euro or hours in one row; more is a slip of the keyboard
BUSY = timedelta(minutes=10)  # after this long without saving, somebody is no longer busy

type More = dict[str, list[Any]]


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
    SLIDES = "slides", _("Slides")


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
    SectionKind.SLIDES: _("What does the room see while you speak? Five slides are enough for five minutes."),
}
UNIT_OF = {SectionKind.MONEY: Unit.EURO, SectionKind.HOURS: Unit.HOURS}


class SectionQuerySet(models.QuerySet["Section"]):
    def whole(self) -> "SectionQuerySet":
        """Each with who wrote or writes in it, its rows and Dingen, and how much was said of it."""
        return (
            self.select_related("edited_by__user", "busy_by__user")
            .prefetch_related("rows", "dingen")
            .annotate(said=models.Count("comments", distinct=True))
        )

    def empty(self) -> "SectionQuerySet":
        """Questions of the plan that nobody answered yet."""
        return self.filter(source="", rows=None, dingen=None).exclude(kind=SectionKind.SLIDES)


class Section(models.Model):
    """One part of a plan, with its own version: saving over somebody else's version is refused."""

    pitch = models.ForeignKey("pitches.Pitch", models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=10, choices=SectionKind)
    source = models.TextField(blank=True, max_length=MAX_SECTION)
    html = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=0)
    edited_by = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True)
    busy_by = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="+")
    busy_since = models.DateTimeField(null=True, blank=True)
    dingen = models.ManyToManyField(Ding, blank=True, related_name="+")  # that feed the plan

    objects = orm.Manager.from_queryset(SectionQuerySet)()

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
        return bool(self.source or any(self.more.values()))

    @property
    def unit(self) -> Unit | None:
        """What the rows of this section count; none for a section of words only."""
        return UNIT_OF.get(SectionKind(self.kind))

    @property
    def totals(self) -> Totals:
        """The sums of the rows; empty where a section has none."""
        return Totals.of(self.unit, list(self.rows.all()))

    @property
    def more(self) -> More:
        """What stands beside the text, as a version keeps it: rows of the budget, or Dingen."""
        if self.unit:
            return {"rows": [row.values for row in self.rows.all()]}
        if self.kind == SectionKind.DINGEN:
            return {"dingen": [[ding.pk, ding.title] for ding in self.dingen.all()]}
        return {}

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
    more = models.JSONField(default=dict)  # what stood beside the text: rows or Dingen
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

    @property
    def words(self) -> str:
        """The text and what stood beside it, line by line, to read and to compare."""
        lines = [
            f"{what}: {amount} {Rhythm(rhythm).label}{f' ({note})' if note else ''}"
            for what, amount, rhythm, note in self.more.get("rows", [])
        ]
        lines += [title for _pk, title in self.more.get("dingen", [])]
        return "\n".join([*lines, self.source]).strip()


class BudgetRow(models.Model):
    """One line of what a plan costs in euro or in hours."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="rows")
    what = models.CharField(_("what"), max_length=100)
    amount = models.PositiveIntegerField(_("how much"))
    rhythm = models.CharField(_("how often"), max_length=6, choices=Rhythm, default=Rhythm.ONCE)
    note = models.CharField(_("note"), max_length=200, blank=True)
    unit = models.CharField(max_length=5, choices=Unit)
    position = models.PositiveSmallIntegerField()

    objects = orm.Manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["section", "position"], name="budget_row_has_its_own_place"),
            models.CheckConstraint(name="budget_row_says_what", condition=~Q(what="")),
            models.CheckConstraint(name="budget_row_is_no_slip", condition=Q(amount__lte=MOST)),
            models.CheckConstraint(
                name="budget_row_rhythm_fits",
                condition=Q(unit=Unit.EURO, rhythm__in=[Rhythm.ONCE, Rhythm.YEARLY])
                | Q(unit=Unit.HOURS, rhythm__in=[Rhythm.ONCE, Rhythm.WEEKLY]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.amount}"

    @property
    def values(self) -> list[Any]:
        """What people typed, as a version of the section keeps it."""
        return [self.what, self.amount, str(self.rhythm), self.note]


class SectionComment(models.Model):
    """What the group and the trainer say to each other about a section."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="comments")
    text = models.TextField(_("your comment"), max_length=MAX_COMMENT)
    author = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="section_comment_has_words", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text

    def remove_refusal(self, *, by: Enrolment) -> str:
        if by.pk != self.author_id:
            return gettext("Only who wrote this takes it back.")
        return self.section.pitch.group.cohort.write_refusal()
