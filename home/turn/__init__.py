"""Whose turn it is: the one thing that waits for somebody in a team.

Every rule looks at the facts and gives a turn or nothing; the first turn of the role's list wins.
"""

from cohorts.models import Role
from home.facts import Facts
from home.turn.card import Rule, Turn
from home.turn.everybody import mt_vote, nothing_waits, vote
from home.turn.mt import decision_to_take, dossiers_to_read
from home.turn.participant import (
    away_for_a_while,
    closing_today,
    ding_to_go_on_with,
    group_to_choose,
    idea_to_bring,
    must_to_begin,
    plan_to_write,
    pulse_to_answer,
    question_to_answer,
    set_aside,
)
from home.turn.trainer import (
    ballot_to_lead,
    closing_to_prepare,
    groups_to_make,
    question_that_waits,
    team_pulse,
    team_to_set_up,
)


def turn(facts: Facts) -> Turn:
    """Return what waits for this person; a calm word when nothing does."""
    rules = RULES[Role(facts.enrolment.role)]
    found = (rule(facts) for rule in rules)
    return next((one for one in found if one), None) or nothing_waits(facts)


RULES: dict[Role, list[Rule]] = {
    Role.PARTICIPANT: [
        vote,
        away_for_a_while,
        closing_today,
        question_to_answer,
        ding_to_go_on_with,
        must_to_begin,
        idea_to_bring,
        group_to_choose,
        plan_to_write,
        pulse_to_answer,
        set_aside,
    ],
    Role.TRAINER: [
        team_to_set_up,
        ballot_to_lead,
        closing_to_prepare,
        team_pulse,
        question_that_waits,
        groups_to_make,
    ],
    Role.MT: [mt_vote, decision_to_take, dossiers_to_read],
}
