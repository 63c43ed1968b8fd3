from cohorts.actions.certifying import make_certificate, withdraw_certificate
from cohorts.actions.copying import copy_cohort
from cohorts.actions.groups import create_group, leave_seat, make_helper, take_seat
from cohorts.actions.learning import choose_level, finish, reopen, set_aside, skip, take_back, tick
from cohorts.actions.lessons import accept_texts
from cohorts.actions.measuring import answer_check, assess
from cohorts.actions.meetings import set_meetings
from cohorts.actions.nudges import nudge, skip_nudge
from cohorts.actions.pausing import come_back, land, pause
from cohorts.actions.people import Person, accept, invite, remove_member, resend, withdraw
from cohorts.actions.plan import set_plan, set_rhythm
from cohorts.actions.team import add_trainers, close_team, create_cohort, start, update_cohort

__all__ = [
    "Person",
    "accept",
    "accept_texts",
    "add_trainers",
    "answer_check",
    "assess",
    "choose_level",
    "close_team",
    "come_back",
    "copy_cohort",
    "create_cohort",
    "create_group",
    "finish",
    "invite",
    "land",
    "leave_seat",
    "make_certificate",
    "make_helper",
    "nudge",
    "pause",
    "remove_member",
    "reopen",
    "resend",
    "set_aside",
    "set_meetings",
    "set_plan",
    "set_rhythm",
    "skip",
    "skip_nudge",
    "start",
    "take_back",
    "take_seat",
    "tick",
    "update_cohort",
    "withdraw",
    "withdraw_certificate",
]
