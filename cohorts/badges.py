"""Which themes are round: a quiet word for what somebody did, without points or places."""

from typing import NamedTuple

from cohorts.models import Enrolment
from dingen.models import Theme


class Badge(NamedTuple):
    """A theme of the team's plan, and how far somebody is with its Dingen."""

    theme: Theme
    done: int
    dingen: int

    @property
    def is_round(self) -> bool:
        return self.done == self.dingen


def badges(enrolment: Enrolment) -> list[Badge]:
    """Return the themes of the plan in their order, in two queries; the ones without a Ding done too.

    A theme is round when all its Dingen in the plan of the team are done, the can-do's included.
    """
    done = set(enrolment.progress.finished().values_list("ding", flat=True))
    found: dict[Theme, list[int]] = {}
    for item in enrolment.cohort.plan.select_related("ding__theme").order_by(
        "ding__theme__position", "number"
    ):
        found.setdefault(item.ding.theme, []).append(item.ding_id)
    return [Badge(theme, len(done & set(dingen)), len(dingen)) for theme, dingen in found.items()]
