import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from lib import orm
from pitches.models.plan import Pitch

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that are mistaken for each other on a projector


def fresh_code() -> str:
    """Return a short address for the projector: six letters, 29 bits; it admits to nothing by itself."""
    return "".join(secrets.choice(LETTERS) for _ in range(6))


class Scene(models.TextChoices):
    """What the projector and the phones show."""

    WELCOME = "welcome", _("welcome")
    PITCH = "pitch", _("a pitch")
    VOTE = "vote", _("the vote is open")
    COUNTED = "counted", _("the vote is closed")
    RESULT = "result", _("the result")


class Closing(models.Model):
    """The closing meeting as it happens: one row that every screen follows."""

    cohort = models.OneToOneField(Cohort, models.CASCADE, related_name="closing")
    code = models.CharField(max_length=6, unique=True, default=fresh_code)
    scene = models.CharField(max_length=8, choices=Scene, default=Scene.WELCOME)
    pitch = models.ForeignKey(Pitch, models.SET_NULL, null=True, blank=True, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("minutes a pitch"), default=5)
    timer_started_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # goes up with every change; screens ask for it

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="closing_scene_is_known", condition=Q(scene__in=Scene)),
            models.CheckConstraint(name="closing_minutes_are_short", condition=Q(minutes__range=(1, 60))),
            models.CheckConstraint(
                name="closing_pitch_scene_has_a_pitch",
                condition=~Q(scene=Scene.PITCH) | Q(pitch__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.cohort)
