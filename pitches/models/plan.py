from typing import TypedDict

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.models import Cohort, Enrolment, Group, Seat
from lib import orm
from pitches.models.deadline import deadline
from pitches.models.sections import REQUIRED, Section, SectionKind
from pitches.sums import Totals, Unit

LETTERS_A_MINUTE = 1100  # about two hundred Dutch words


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
        return self.with_people().with_sections().select_related("answer", "pdf")

    def with_decision(self) -> "PitchQuerySet":
        """Fetch along what the MT decided about the team, for whichever pitch."""
        return self.select_related("group__cohort__decision__pitch__group")

    def with_texts(self) -> "PitchQuerySet":
        """Fetch the sections along without what stands beside their text."""
        return self.prefetch_related("sections")

    def with_length(self) -> "PitchQuerySet":
        """Count the letters of each plan, for `reading_minutes`."""
        return self.annotate(letters=models.Sum(Length("sections__source")))

    def with_sections(self) -> "PitchQuerySet":
        """Fetch the sections along, and who wrote or is writing in them."""
        return self.prefetch_related(models.Prefetch("sections", Section.objects.whole()))


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
    late_ok = models.BooleanField(default=False)  # a trainer lets this group hand in after the moment
    slide_count = models.PositiveSmallIntegerField(default=0)
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
    def questions(self) -> list[Section]:
        """The sections with a question, in the order of reading; the slides stand apart."""
        return [section for kind, section in self.by_kind.items() if kind != SectionKind.SLIDES]

    @property
    def budget(self) -> Totals:
        """What the plan costs in euro: once, a year, and together in the first year."""
        money = self.by_kind.get(SectionKind.MONEY)
        return money.totals if money else Totals.of(Unit.EURO, [])

    @property
    def budget_total(self) -> int | None:
        """The euros of the first year; none while the budget has no rows."""
        return self.budget.first_year

    @property
    def hours(self) -> Totals:
        """What the plan takes in hours: to begin, and a week."""
        hours = self.by_kind.get(SectionKind.HOURS)
        return hours.totals if hours else Totals.of(Unit.HOURS, [])

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
        if self.is_late:
            return gettext("The time to hand in is over. Ask your trainer whether your group still may.")
        if self.group.cohort.ballots.exists():
            return gettext("The vote has already been opened without this pitch. Talk to your trainer.")
        if missing := self.missing:
            return gettext("Something is still missing: %(parts)s.") % {"parts": ", ".join(missing)}
        return ""

    @property
    def is_late(self) -> bool:
        """The moment to hand in has gone, and no trainer made an exception."""
        moment = deadline(self.group.cohort)
        return bool(moment and moment.is_over and not self.late_ok and not self.is_handed_in)

    def late_refusal(self, *, by: Enrolment) -> str:
        """Say why this person does not let the group hand in after the moment."""
        return self.reopen_refusal(by=by)

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

    def comment_refusal(self, *, by: Enrolment) -> str:
        """The group and the trainers talk about the plan, also after it was handed in."""
        if reason := self.group.cohort.write_refusal():
            return reason
        if self.has_member(by) or self.is_trained_by(by):
            return ""
        return gettext("Only the group and the trainer talk about this plan.")

    def tip_refusal(self, *, by: Enrolment) -> str:
        """Say why this person does not answer the tips; they stay open after handing in."""
        if reason := self.group.cohort.write_refusal():
            return reason
        return "" if self.has_member(by) else gettext("Only the members of this group answer the tips.")


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
