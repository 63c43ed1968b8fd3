"""Deeds of somebody who says how they stand; nobody else reads it."""

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from cohorts.measuring import refusal
from cohorts.models import (
    CheckAnswer,
    Cohort,
    Enrolment,
    GrowthTotal,
    Moment,
    SelfAssessment,
    Statement,
)
from cohorts.models.growth import FEWEST
from dingen.models import SelfCheck
from lib.refusal import Refused, check


@transaction.atomic
def assess(*, enrolment: Enrolment, moment: Moment, scores: dict[str, int], by: Enrolment) -> None:
    """Keep what somebody says of the five statements (1 to 5 each) at a moment; said again it changes.

    The totals of the team take up five people at a time. Raises Refused when the moment is not now.
    """
    # Two of the team at once: the fifth is counted once.
    Cohort.objects.select_for_update(no_key=True).get(pk=enrolment.cohort_id)
    check(refusal(enrolment, moment, by=by))
    for statement in Statement:
        SelfAssessment.objects.update_or_create(
            enrolment=enrolment,
            moment=moment,
            statement=statement,
            defaults={"score": scores[statement]},
        )
    _count(enrolment.cohort)


def _count(cohort: Cohort) -> None:
    """Add the next five people to the totals, when there are five."""
    places = SelfAssessment.objects.to_count(cohort)[:FEWEST]
    if len(places) < FEWEST:
        return
    rows = SelfAssessment.objects.filter(enrolment__in=places)
    sums = {
        (row["statement"], row["moment"]): row["total"]
        for row in rows.order_by().values("statement", "moment").annotate(total=Sum("score"))
    }
    for statement in Statement:
        start, end = (sums[statement, moment] for moment in (Moment.START, Moment.END))
        total, made = GrowthTotal.objects.get_or_create(
            cohort=cohort, statement=statement, defaults={"people": FEWEST, "start": start, "end": end}
        )
        if not made:
            GrowthTotal.objects.filter(pk=total.pk).update(
                people=F("people") + FEWEST, start=F("start") + start, end=F("end") + end
            )
    rows.update(counted=True)


@transaction.atomic
def answer_check(*, enrolment: Enrolment, question: SelfCheck, choice: int | None, by: Enrolment) -> None:
    """Keep the answer to a question of a lesson for this person alone; None takes it away.

    It counts for nothing: not for the Ding, and not as a sign of life. Raises Refused for an answer
    that the question does not have.
    """
    check(enrolment.learn_refusal(by=by))
    if choice is None:
        CheckAnswer.objects.filter(enrolment=enrolment, question=question).delete()
    elif choice < len(question.answers):
        CheckAnswer.objects.update_or_create(
            enrolment=enrolment, question=question, defaults={"choice": choice}
        )
    else:
        raise Refused(_("This question has another text by now. Choose again."))
