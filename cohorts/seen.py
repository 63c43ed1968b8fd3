"""A word for each part of the set-up as it is stored; a form carries it, and the deed compares."""

from cohorts.models import Cohort
from lib.seen import fingerprint

TEAM = ("kind", "name", "goal", "starts_on", "ends_on", "sponsor", "hours", "budget")
RHYTHM = ("rhythm", "pace", "block_weeks", "breather_on", "breather_weeks")
MEETING = ("kind", "title", "place", "starts_at", "ends_at")


def team_seen(cohort: Cohort) -> str:
    return fingerprint([getattr(cohort, name) for name in TEAM])


def plan_seen(cohort: Cohort) -> str:
    rows = cohort.plan.order_by("number").values_list("ding_id", "number", "weight")
    return fingerprint(list(rows), cohort.minutes_per_week)


def rhythm_seen(cohort: Cohort) -> str:
    rows = cohort.plan.order_by("number").values_list("ding_id", "opens_on", "due_on", "dates_by_hand")
    return fingerprint(list(rows), [getattr(cohort, name) for name in RHYTHM])


def meetings_seen(cohort: Cohort) -> str:
    rows = cohort.meetings.values_list("pk", *MEETING)
    return fingerprint(list(rows), cohort.closing_at, cohort.closing_place)
