"""Deeds on the texts that a team works with."""

from collections.abc import Collection

from django.db import transaction

from cohorts.models import Cohort, Enrolment, PlanItem
from lib.refusal import check


@transaction.atomic
def accept_texts(*, cohort: Cohort, seen: Collection[int], by: Enrolment) -> list[PlanItem]:
    """Let the team go on with these published texts; `seen` holds the keys of their revisions.

    Returns the Dingen of the plan that changed text. One that was published again after they
    looked keeps the text it has. Nobody's ticks or ends change: a tick holds the key of its step.
    Raises Refused for who is not the trainer of the team, nor alone in it, and in a closed team.
    """
    # The lock that set_plan takes: it writes the same rows anew.
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    check(cohort.texts_refusal(by=by))
    outdated = cohort.plan.outdated().select_for_update(of=("self",)).select_related("ding")
    items = [item for item in outdated if item.ding.revision_id in seen]
    for item in items:
        item.revision_id = item.ding.revision_id
    PlanItem.objects.bulk_update(items, ["revision"])
    return items
