"""What a topic can be, who can read it, and who is called to a question."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TopicKind(models.TextChoices):
    EXPERIENCE = "experience", _("experience")
    QUESTION = "question", _("question")
    TALK = "talk", _("conversation")
    ANNOUNCEMENT = "announcement", _("announcement")


class Audience(models.TextChoices):
    TEAM = "team", _("the whole team")
    GROUP = "group", _("only my group and the trainer")
    TRAINER = "trainer", _("only the trainer and me")


class Call(models.TextChoices):
    """Who has been called to a question so far: each next circle is larger."""

    OWN = "own", _("the helper of the group")
    HELPERS = "helpers", _("all helpers")
    TRAINER = "trainer", _("the trainer")
