"""Deeds in the forum. Each raises lib.refusal.Refused with the reason when a rule forbids it."""

from forum.actions.moderation import hide, report, restore, settle, withdraw
from forum.actions.moving import merge, split
from forum.actions.questions import claim, release, solve, unsolve
from forum.actions.quotes import ask_quote, drop_quote, give_quote
from forum.actions.steering import move, steer, widen
from forum.actions.writing import edit_post, open_topic, reply

__all__ = [
    "ask_quote",
    "claim",
    "drop_quote",
    "edit_post",
    "give_quote",
    "hide",
    "merge",
    "move",
    "open_topic",
    "release",
    "reply",
    "report",
    "restore",
    "settle",
    "solve",
    "split",
    "steer",
    "unsolve",
    "widen",
    "withdraw",
]
