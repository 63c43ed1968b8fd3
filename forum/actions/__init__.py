"""Deeds in the forum. Each raises lib.refusal.Refused with the reason when a rule forbids it."""

from forum.actions.moderation import hide, report, restore, withdraw
from forum.actions.questions import claim, release, solve, unsolve
from forum.actions.writing import edit_post, open_topic, reply

__all__ = [
    "claim",
    "edit_post",
    "hide",
    "open_topic",
    "release",
    "reply",
    "report",
    "restore",
    "solve",
    "unsolve",
    "withdraw",
]
