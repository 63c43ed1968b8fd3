"""What is new for somebody in a team. No visit is kept for it: only what they have not opened yet."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Self

from cohorts.models import PlanItem
from home.facts import Facts

LATELY = timedelta(days=7)  # so long a Ding that opened is news
MOST_OPENED = 3


@dataclass(frozen=True)
class News:
    """Empty when there is nothing to say."""

    messages: int = 0  # about this team, not opened yet
    plan_changed: bool = False  # among those
    opened: list[PlanItem] = field(default_factory=list)  # must-do's, not begun
    more: int = 0  # that opened besides

    def __bool__(self) -> bool:
        return bool(self.messages or self.opened)

    @classmethod
    def of(cls, facts: Facts) -> Self:
        """Read it from the facts, without a query; who is away is told nothing."""
        if facts.enrolment.is_paused or facts.cohort.is_closed:
            return cls()
        opened = opened_lately(facts) if facts.enrolment.is_participant and facts.is_learning else []
        waiting = facts.waiting
        few = opened[:MOST_OPENED]
        return cls(waiting.unread, waiting.plan_changed, few, len(opened) - len(few))


def opened_lately(facts: Facts) -> list[PlanItem]:
    """The must-do's whose day came in the last week, and that this person has not begun."""
    today = facts.cohort.today
    return [
        item
        for item in facts.musts
        if item.opens_on and today - LATELY < item.opens_on <= today and not facts.state(item.ding_id)
    ]
