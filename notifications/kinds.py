"""Everything the site ever tells somebody, and what of it waits for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Everything the site ever tells somebody; each has texts in templates/notifications/."""

    INVITATION = "invitation", _("an invitation")
    TEAM_STARTED = "team_started", _("the team has started")
    PLAN_CHANGED = "plan_changed", _("must-do's, can-do's or dates have changed")
    QUESTION = "question", _("a question for the helper")
    ANSWER = "answer", _("an answer to your question")
    MENTION = "mention", _("somebody names you")
    REPLY = "reply", _("a reply in a topic you follow")
    SOLVED = "solved", _("your answer solved a question")
    ANNOUNCEMENT = "announcement", _("an announcement of the trainer")
    IDEA = "idea", _("news of an idea on the wall")
    GROUP_PLAN = "group_plan", _("news of your group's plan")
    REPORT = "report", _("somebody reports a message in the forum")
    HIDDEN = "hidden", _("the trainer hid a message of yours")
    PITCH_HANDED_IN = "pitch_handed_in", _("a group handed in its pitch")
    DOSSIERS = "dossiers", _("the dossiers are ready for the MT")
    NOMINATION = "nomination", _("the result of the vote")
    MT_VOTE = "mt_vote", _("the vote of the MT")
    DECISION = "decision", _("the decision of the MT")
    PILOT = "pilot", _("news of the pilot")
    PULSE = "pulse", _("the question how your pilot is going")
    PILOT_LINE = "pilot_line", _("one line a month about the pilot")
    QUOTE = "quote", _("the trainer asks for a sentence of yours")
    NUDGE = "nudge", _("a kind word of your trainer")
    MONDAY = "monday", _("Monday's page, for trainers")


# What waits for somebody is mailed at once; everything else comes in the digest.
DIRECT = frozenset(
    {
        Kind.INVITATION,
        Kind.TEAM_STARTED,
        Kind.QUESTION,
        Kind.ANSWER,
        Kind.MENTION,
        Kind.REPORT,
        Kind.DOSSIERS,
        Kind.NOMINATION,
        Kind.MT_VOTE,
        Kind.DECISION,
        Kind.PULSE,
        Kind.NUDGE,
        Kind.QUOTE,
        Kind.MONDAY,
    }
)
