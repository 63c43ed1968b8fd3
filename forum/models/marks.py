"""How far somebody has read a topic, and whether they want to hear of it."""

from django.db import models

from cohorts.models import Enrolment
from lib import orm


class ReadMark(models.Model):
    """Up to which post somebody has seen a topic; it holds no time, on purpose."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="+")
    topic = models.ForeignKey("Topic", models.CASCADE, related_name="read_marks")
    number = models.PositiveIntegerField()

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "topic"], name="read_mark_once_per_topic")
        ]

    def __str__(self) -> str:
        return f"{self.topic} #{self.number}"


class Follow(models.Model):
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="follows")
    topic = models.ForeignKey("Topic", models.CASCADE, related_name="follows")
    muted = models.BooleanField(default=False)

    objects = orm.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "topic"], name="follow_once_per_topic")]

    def __str__(self) -> str:
        return str(self.topic)
