"""What kind of team it is, and so how much of the thread it goes along."""

from typing import TypedDict

from django.db import models
from django.utils.translation import gettext_lazy as _


class CohortKind(models.TextChoices):
    IN_COMPANY = "in_company", _("team of one library")
    OPEN = "open", _("open edition")
    INDIVIDUAL = "individual", _("on your own")


class Stage(models.IntegerChoices):
    """Where a team is on the thread (DESIGN, "The thread"); it only ever goes forward."""

    AGREEMENT = 1, _("Agreement")
    DINGEN = 2, _("Dingen")
    GROUPS = 3, _("Groups")
    PLAN = 4, _("Plan")
    PITCH = 5, _("Pitch")
    VOTE = 6, _("Vote")
    NOMINATION = 7, _("Nomination")
    DECISION = 8, _("Decision")
    PILOT = 9, _("Pilot")
    OUTCOME = 10, _("Outcome")


# Who works without groups has no pitches, vote and decision either.
SHORT = (Stage.AGREEMENT, Stage.DINGEN, Stage.OUTCOME)
ALONE = (Stage.DINGEN, Stage.OUTCOME)


class Bead(TypedDict):
    number: int
    label: str
    state: str  # done, here or ahead


class OfKind(models.Model):
    """The part of a team that says what it does together."""

    kind = models.CharField(_("kind"), max_length=12, choices=CohortKind, default=CohortKind.IN_COMPANY)
    stage = models.PositiveSmallIntegerField(choices=Stage, default=Stage.AGREEMENT)

    class Meta:
        abstract = True

    @property
    def has_groups(self) -> bool:
        """Whether people work in groups, and so pitch, vote and hear the decision of an MT."""
        return self.kind == CohortKind.IN_COMPANY

    @property
    def is_open(self) -> bool:
        """Whether anybody with the link can join."""
        return self.kind == CohortKind.OPEN

    @property
    def is_alone(self) -> bool:
        """Whether this is a programme of one person, without trainer and colleagues."""
        return self.kind == CohortKind.INDIVIDUAL

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The part of the thread that this kind of team goes along."""
        return tuple(Stage) if self.has_groups else ALONE if self.is_alone else SHORT

    @property
    def thread(self) -> list[Bead]:
        """The whole line, with what is done, where the team is and what is ahead."""
        return [
            {
                "number": number,
                "label": str(stage.label),
                "state": "done" if stage < self.stage else "here" if stage == self.stage else "ahead",
            }
            for number, stage in enumerate(self.stages, 1)
        ]
