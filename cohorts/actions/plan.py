"""Deeds on what a team does: its Dingen, their order, and when they open."""

from collections.abc import Mapping
from datetime import date
from itertools import count
from typing import Any

from django.db import transaction

from cohorts import rhythm
from cohorts.models import Cohort, Enrolment, PlanItem, Step
from cohorts.seen import RHYTHM, plan_seen, rhythm_seen
from cohorts.telling import tell_plan_changed
from cohorts.telling_dates import dates_of, tell_dates_moved
from dingen.models import Ding
from lib.refusal import check
from lib.seen import check_seen


@transaction.atomic
def set_plan(
    *,
    cohort: Cohort,
    items: list[tuple[Ding, str]],
    by: Enrolment,
    numbers: Mapping[int, int] | None = None,
    minutes: int | None = None,
    seen: str = "",
) -> None:
    """Make exactly these the plan, each a must or a can.

    Without numbers a Ding of the programme keeps the number it has there, so that everybody
    means the same by "Ding 12"; others are numbered after the last of the programme, in this order.
    A Ding that stays keeps the text the team works with; the dates follow the rhythm. The people of
    a running team hear what changed, and there a Ding that stays keeps its dates too.
    Raises Changed when the plan is not the one that was seen.
    """
    check(cohort.manage_refusal(by=by))
    stored = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    check_seen(seen, plan_seen(stored))
    if minutes is not None and minutes != stored.minutes_per_week:
        cohort.minutes_per_week = minutes
        cohort.save(update_fields=["minutes_per_week"])
    old = {item.ding_id: item for item in cohort.plan.select_related("ding")}
    new = _numbered(cohort, items, numbers)
    if {pk: (item.number, item.weight) for pk, item in old.items()} == {
        ding.pk: (number, weight) for ding, number, weight in new
    }:
        return
    cohort.plan.all().delete()
    cohort.plan.bulk_create(_item(cohort, *row, old.get(row[0].pk)) for row in new)
    if cohort.is_running:
        _date_new(cohort, old)
        tell_plan_changed(cohort, old, by)
    else:
        rhythm.apply(cohort)


def _numbered(
    cohort: Cohort, items: list[tuple[Ding, str]], numbers: Mapping[int, int] | None
) -> list[tuple[Ding, int, str]]:
    given = dict(cohort.programme.items.values_list("ding_id", "number")) if numbers is None else numbers
    beyond = count(max(given.values(), default=0) + 1)
    return [(ding, given.get(ding.pk) or next(beyond), weight) for ding, weight in items]


def _item(cohort: Cohort, ding: Ding, number: int, weight: str, old: PlanItem | None) -> PlanItem:
    item = PlanItem(cohort=cohort, ding=ding, number=number, weight=weight)
    if old:
        item.revision_id, item.opens_on, item.due_on = old.revision_id, old.opens_on, old.due_on
        item.dates_by_hand = old.dates_by_hand
    return item


def _date_new(cohort: Cohort, old: dict[int, PlanItem]) -> None:
    """In a running team a new Ding opens with the one before it; nobody's dates move under their hands."""
    before: PlanItem | None = None
    for item in cohort.plan.order_by("number"):
        if item.ding_id not in old and before:
            item.opens_on, item.due_on = before.opens_on, before.due_on
            item.save(update_fields=["opens_on", "due_on"])
        before = item


@transaction.atomic
def set_rhythm(
    *,
    cohort: Cohort,
    values: Mapping[str, Any],
    by_hand: Mapping[int, tuple[date | None, date | None]],
    by: Enrolment,
    seen: str = "",
) -> None:
    """Save the rhythm and date the Dingen by it, except those dated by hand; these by the key of the Ding.

    The people of a running team hear which dates moved.
    Raises Refused when it does not fit in the dates of the team, Changed when it is not what was seen.
    """
    check(cohort.manage_refusal(by=by))
    stored = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    check_seen(seen, rhythm_seen(stored))
    old = dates_of(stored)
    for name in RHYTHM:
        setattr(cohort, name, values[name])
    cohort.full_clean()
    cohort.save(update_fields=RHYTHM)
    for item in cohort.plan.all():
        item.dates_by_hand = item.ding_id in by_hand
        if item.dates_by_hand:
            item.opens_on, item.due_on = by_hand[item.ding_id]
        item.save(update_fields=["dates_by_hand", "opens_on", "due_on"])
    rhythm.apply(cohort)
    check(cohort.dates_refusal())
    cohort.saved(Step.RHYTHM)
    tell_dates_moved(cohort, old, by)
