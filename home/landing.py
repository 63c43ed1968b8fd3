"""After a pause: no arrears, three small steps."""

from home.facts import Facts
from home.finder import Pick, Rank, candidates_of

STEPS = 3


def smallest(facts: Facts) -> list[Pick]:
    """Return the smallest first steps that somebody can take now, one a Ding, the shortest first."""
    if not facts.is_learning:
        return []
    picks = [Pick.of(one, 0) for one in candidates_of(facts) if one.rank <= Rank.FREE]
    return sorted(picks, key=lambda pick: (pick.minutes, pick.candidate.rank, pick.candidate.place))[:STEPS]
