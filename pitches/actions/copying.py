"""The agreement of an earlier team, for a new one."""

from django.db import transaction

from cohorts.models import Cohort, Enrolment
from pitches.actions.ballot import agree
from pitches.models import Agreement

OF_ITS_OWN = {"id", "cohort", "electorate", "frozen_at", "created_at"}
TERMS = [field.name for field in Agreement._meta.fields if field.name not in OF_ITS_OWN]


@transaction.atomic
def copy_agreements(*, source: Cohort, cohort: Cohort, by: Enrolment) -> None:
    """Write the cards of the earlier team anew: the first of each electorate, for a run-off has its own."""
    cards = {card.electorate: card for card in Agreement.objects.filter(cohort=source).order_by("-pk")}
    for electorate, card in cards.items():
        terms = {name: getattr(card, name) for name in TERMS}
        agree(cohort=cohort, electorate=electorate, terms=terms, by=by)
