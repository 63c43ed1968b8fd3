import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import User
from cohorts.models import Cohort, Enrolment
from lib import orm
from pitches.models.ballot_rules import BallotState
from pitches.models.papers import Turnout
from pitches.models.plan import Pitch, Tip
from pitches.models.vote import Ballot

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that are mistaken for each other on a projector


def fresh_code() -> str:
    """Return a short address for the projector: six letters, 29 bits; it admits to nothing by itself."""
    return "".join(secrets.choice(LETTERS) for _ in range(6))


class Scene(models.TextChoices):
    """What the projector and the phones show."""

    WELCOME = "welcome", _("welcome")
    CARD = "card", _("the agreement about the vote")
    PITCH = "pitch", _("a pitch")
    TIPS = "tips", _("top, tip or question")
    VOTE = "vote", _("the vote is open")
    COUNTED = "counted", _("the vote is closed")
    RESULT = "result", _("the result")


class Deed(models.TextChoices):
    """The buttons of the trainer's control page."""

    WELCOME = "welcome", _("Back to the welcome")
    CARD = "card", _("Show the agreement")
    DRAW = "draw", _("Draw the order")
    EARLIER = "earlier", _("Earlier")
    LATER = "later", _("Later")
    PITCH = "pitch", _("Start this pitch")
    NEXT = "next", _("Next pitch")
    PREVIOUS = "previous", _("Previous pitch")
    CLOCK = "clock", _("Start the clock again")
    MINUTES = "minutes", _("Change the minutes")
    TIPS = "tips", _("Open the tips")
    BALLOT = "ballot", _("Show the vote")
    OPEN = "open", _("Open the vote")
    OPEN_MT = "open_mt", _("Open the vote of the MT")
    CLOSE = "close", _("Close the vote")
    STEP = "step", _("Show the next step")
    REVEAL = "reveal", _("Show the result")
    RUN_OFF = "run_off", _("Open the run-off")
    UNDO = "undo", _("Undo")


WITH_A_PITCH = (Scene.PITCH, Scene.TIPS)
SOON = timedelta(minutes=1)  # the clock turns yellow when so much is left
SCENE_OF = {
    BallotState.OPEN: Scene.VOTE,
    BallotState.CLOSED: Scene.COUNTED,
    BallotState.REVEALED: Scene.RESULT,
}


def _number(rows: models.QuerySet[Any]) -> Coalesce:
    """Count rows inside another query."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(counted), 0)


class ClosingQuerySet(models.QuerySet["Closing"]):
    def visible_to(self, user: User) -> "ClosingQuerySet":
        return self.filter(cohort__enrolments__user=user, cohort__enrolments__left_at=None)

    def locked(self) -> "ClosingQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class Closing(models.Model):
    """The closing meeting as it happens: one row that every screen follows."""

    cohort = models.OneToOneField(Cohort, models.CASCADE, related_name="closing")
    code = models.CharField(max_length=6, unique=True, default=fresh_code)
    scene = models.CharField(max_length=8, choices=Scene, default=Scene.WELCOME)
    pitch = models.ForeignKey(Pitch, models.PROTECT, null=True, blank=True, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("minutes a pitch"), default=5)
    timer_started_at = models.DateTimeField(null=True, blank=True)
    heard = models.ManyToManyField(Pitch, related_name="+", blank=True)  # tips were opened for these
    version = models.PositiveIntegerField(default=1)  # goes up with every change; screens ask for it
    # The last button, by whom, and how it was before: for who presses too late, and for one step back.
    deed = models.CharField(max_length=10, blank=True)
    deed_by = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="+")
    before = models.JSONField(null=True, blank=True)

    objects = orm.Manager.from_queryset(ClosingQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(name="closing_scene_is_known", condition=Q(scene__in=Scene)),
            models.CheckConstraint(
                name="closing_minutes_are_short",
                condition=Q(minutes__range=(1, 60)),
                violation_error_message=_("A pitch takes 1 to 60 minutes."),
            ),
            models.CheckConstraint(
                name="closing_pitch_scene_has_a_pitch",
                condition=Q(scene__in=WITH_A_PITCH, pitch__isnull=False)
                | ~Q(scene__in=WITH_A_PITCH) & Q(pitch=None),
            ),
            models.CheckConstraint(
                name="closing_clock_runs_during_a_pitch",
                condition=Q(scene=Scene.PITCH) | Q(timer_started_at=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.cohort)

    @classmethod
    def of(cls, cohort: Cohort) -> "Closing":
        """Return the team's meeting; before the trainer prepares it, an unstored one that says welcome."""
        found: Closing | None = (
            cls.objects.filter(cohort=cohort).select_related("pitch__group", "deed_by__user").first()
        )
        closing = found or cls(version=0)
        closing.cohort = cohort
        return closing

    @classmethod
    def stamp(cls, cohort: Cohort | int, *, turnout: bool) -> str:
        """Return, in one query, what changes whenever a page about the meeting changes.

        The projector also follows how many people voted and said something; a phone does not,
        so that a hall full of phones does not fetch a page for every vote.
        """
        rows = cls.objects.filter(cohort=cohort)
        if not turnout:
            return "".join(str(version) for version in rows.values_list("version", flat=True)) or "0"
        ticked = Turnout.objects.filter(ballot__cohort=OuterRef("cohort"), ballot__state=BallotState.OPEN)
        tips = Tip.objects.filter(pitch=OuterRef("pitch"))
        found = rows.annotate(ticked=_number(ticked), tips=_number(tips))
        return "-".join(map(str, found.values_list("version", "ticked", "tips").first() or (0, 0, 0)))

    @property
    def until(self) -> datetime | None:
        """When the time of this pitch is up; None when no clock runs."""
        return self.timer_started_at + timedelta(minutes=self.minutes) if self.timer_started_at else None

    @property
    def deed_label(self) -> str:
        """The words of the last button."""
        return str(Deed(self.deed).label) if self.deed else ""

    @property
    def soon(self) -> datetime | None:
        """When the clock turns yellow: the last minute, or the last third of a very short pitch."""
        lead = min(SOON, timedelta(minutes=self.minutes) / 3)
        return self.until - lead if self.until else None

    def phase(self, now: datetime) -> str:
        """Say how the time of this pitch is going: calm, soon or late."""
        if not self.until or not self.soon or now < self.soon:
            return "calm"
        return "soon" if now < self.until else "late"

    def order(self) -> list[Pitch]:
        """The pitches in the order in which they are given."""
        return list(Pitch.objects.of(self.cohort).handed_in().select_related("group"))

    def beside(self, step: int, order: list[Pitch] | None = None) -> Pitch | None:
        """Return the pitch so many steps away from this one; from the welcome, the first."""
        order = self.order() if order is None else order
        place = next((i for i, pitch in enumerate(order) if pitch.pk == self.pitch_id), -1) + step
        return order[place] if 0 <= place < len(order) else None

    def lead_refusal(self, *, by: Enrolment) -> str:
        """Say why this person does not lead the meeting; empty when they do."""
        return "" if by.is_trainer else gettext("Only a trainer leads the closing meeting.")

    def act_refusal(self, *, by: Enrolment) -> str:
        return self.lead_refusal(by=by) or self.cohort.write_refusal()

    def tip_refusal(self, pitch: Pitch, *, by: Enrolment) -> str:
        """Say why this person gives no tip about this pitch; empty when they can."""
        if reason := self.cohort.write_refusal():
            return reason
        if not pitch.is_handed_in:
            return gettext("This pitch has not been handed in yet.")
        if pitch.has_member(by):
            return gettext("This is the pitch of your own group. The tips are for you.")
        if not self.pk or not self.heard.filter(pk=pitch.pk).exists():
            return gettext("Listen first. You can give a top, tip or question after the pitch.")
        return ""

    def undo_refusal(self) -> str:
        """Say why there is no step back now; empty when there is."""
        if self.before is not None:
            return ""
        if self.deed in {"close", "step", "reveal"}:
            return gettext("Closing the vote and showing the result cannot be undone: seen is seen.")
        return gettext("There is nothing to undo.")

    # --- Deeds: each changes the scene in memory; `turn` keeps it ---------------------
    def welcome(self) -> None:
        self.scene, self.pitch, self.timer_started_at = Scene.WELCOME, None, None

    def show_card(self) -> None:
        """Show how the vote goes, before it opens."""
        self.scene, self.pitch, self.timer_started_at = Scene.CARD, None, None

    def open_tips(self) -> None:
        """Let the hall say something about the pitch that was just given."""
        self.scene, self.timer_started_at = Scene.TIPS, None

    def give_floor(self, pitch: Pitch) -> None:
        """Show a pitch and start its clock."""
        self.scene, self.pitch, self.timer_started_at = Scene.PITCH, pitch, timezone.now()

    def restart_clock(self) -> None:
        self.timer_started_at = timezone.now() if self.scene == Scene.PITCH else None

    def show_ballot(self, ballot: Ballot) -> None:
        """Show the vote as far as it is."""
        self.scene, self.pitch, self.timer_started_at = SCENE_OF[BallotState(ballot.state)], None, None

    def as_it_is(self) -> dict[str, Any]:
        """Return what one step back has to know."""
        return {
            "scene": self.scene,
            "pitch": self.pitch_id,
            "minutes": self.minutes,
            "started": self.timer_started_at.isoformat() if self.timer_started_at else None,
        }

    def put_back(self, before: dict[str, Any]) -> None:
        """Show what was shown before; a pitch that was opened again meanwhile becomes the welcome."""
        pitch = next((pitch for pitch in self.order() if pitch.pk == before["pitch"]), None)
        if before["scene"] in WITH_A_PITCH and pitch is None:
            return self.welcome()
        self.scene, self.pitch, self.minutes = before["scene"], pitch, before["minutes"]
        self.timer_started_at = datetime.fromisoformat(before["started"]) if before["started"] else None
        return None

    def turn(self) -> None:
        """Keep what changed; every screen notices by the version."""
        self.version += 1
        self.save(
            update_fields=[
                "scene", "pitch", "minutes", "timer_started_at", "version", "deed", "deed_by", "before",
            ]
        )  # fmt: skip
