from cohorts.actions.alone import (
    end_alone,
    start_alone,
)
from cohorts.actions.certifying import (
    make_certificate,
    withdraw_certificate,
)
from cohorts.actions.copying import (
    copy_cohort,
)
from cohorts.actions.groups import (
    create_group,
    fill_groups,
    leave_seat,
    make_helper,
    merge_groups,
    move_seat,
    remove_group,
    rename_group,
    take_seat,
)
from cohorts.actions.joining import (
    close_link,
    join,
    limit_link,
    make_in_company,
    make_open,
    renew_link,
)
from cohorts.actions.learning import (
    choose_level,
    finish,
    reopen,
    set_aside,
    skip,
    take_back,
    tick,
)
from cohorts.actions.lessons import (
    accept_texts,
)
from cohorts.actions.measuring import (
    answer_check,
    assess,
)
from cohorts.actions.meetings import (
    set_meetings,
)
from cohorts.actions.nudges import (
    nudge,
    skip_nudge,
)
from cohorts.actions.pausing import (
    come_back,
    land,
    pause,
)
from cohorts.actions.people import (
    Person,
    accept,
    correct_address,
    fresh_link,
    invite,
    remind,
    remove_member,
    resend,
    withdraw,
)
from cohorts.actions.plan import (
    set_plan,
    set_rhythm,
)
from cohorts.actions.team import (
    add_trainers,
    close_team,
    create_cohort,
    start,
    update_cohort,
)

__all__ = [
    "Person",
    "accept",
    "accept_texts",
    "add_trainers",
    "answer_check",
    "assess",
    "choose_level",
    "close_link",
    "close_team",
    "come_back",
    "copy_cohort",
    "correct_address",
    "create_cohort",
    "create_group",
    "end_alone",
    "fill_groups",
    "finish",
    "fresh_link",
    "invite",
    "join",
    "land",
    "leave_seat",
    "limit_link",
    "make_certificate",
    "make_helper",
    "make_in_company",
    "make_open",
    "merge_groups",
    "move_seat",
    "nudge",
    "pause",
    "remind",
    "remove_group",
    "remove_member",
    "rename_group",
    "renew_link",
    "reopen",
    "resend",
    "set_aside",
    "set_meetings",
    "set_plan",
    "set_rhythm",
    "skip",
    "skip_nudge",
    "start",
    "start_alone",
    "take_back",
    "take_seat",
    "tick",
    "update_cohort",
    "withdraw",
    "withdraw_certificate",
]
