"""Deeds on the texts that a team works with."""

from collections import defaultdict
from collections.abc import Collection

from django.db import transaction

from cohorts.models import CheckAnswer, Cohort, Enrolment, PlanItem
from dingen.models import SelfCheck
from lib.refusal import check


@transaction.atomic
def accept_texts(*, cohort: Cohort, seen: Collection[int], by: Enrolment) -> list[PlanItem]:
    """Let the team go on with these published texts; `seen` holds the keys of their revisions.

    Returns the Dingen of the plan that changed text. One that was published again after they
    looked keeps the text it has. Nobody's ticks or ends change: a tick holds the key of its step.
    What somebody answered for themselves goes along when the question is still the same.
    Raises Refused for who is not the trainer of the team, nor alone in it, and in a closed team.
    """
    # The lock that set_plan takes: it writes the same rows anew.
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    check(cohort.texts_refusal(by=by))
    outdated = cohort.plan.outdated().select_for_update(of=("self",)).select_related("ding")
    items = [item for item in outdated if item.ding.revision_id in seen]
    _carry_answers(cohort, items)
    for item in items:
        item.revision_id = item.ding.revision_id
    PlanItem.objects.bulk_update(items, ["revision"])
    return items


def _carry_answers(cohort: Cohort, items: list[PlanItem]) -> None:
    """Hang the answers of the team on the same questions of the new texts, unless there is one already."""
    texts = {item.revision_id: item.ding.revision_id for item in items}
    questions = defaultdict(list)
    for question in SelfCheck.objects.filter(revision__in={*texts, *texts.values()}):
        questions[question.revision_id].append(question)
    same = {
        old.pk: new.pk
        for before, after in texts.items()
        for old in questions[before]
        for new in questions[after]
        if (old.question, old.answers) == (new.question, new.answers)
    }
    answers = CheckAnswer.objects.filter(enrolment__cohort=cohort, question__in={*same, *same.values()})
    there = {(one.enrolment_id, one.question_id) for one in answers}
    moved = []
    for one in answers:
        place = (one.enrolment_id, same.get(one.question_id, one.question_id))
        if place not in there:
            there.add(place)
            one.question_id = place[1]
            moved.append(one)
    CheckAnswer.objects.bulk_update(moved, ["question"])
