"""Saying yes or no to everybody reading of an idea."""

from django.db import transaction

from accounts import audit
from cohorts.models import Enrolment
from lib.refusal import check
from pitches.models import Pitch, Showcase


@transaction.atomic
def consent(*, pitch: Pitch, yes: bool, by: Enrolment) -> Showcase:
    """Say for one's own side that the idea may be public, or take that back at once. Raises Refused."""
    Pitch.objects.select_for_update(no_key=True, of=("self",)).get(pk=pitch.pk)
    check(Showcase.consent_refusal(pitch, by=by))
    side = Showcase.side_of(pitch, by)
    assert side is not None  # consent_refusal says so
    showcase = Showcase.of(pitch)
    showcase.say(side, yes, by)
    deed = "showcase.yes" if yes else "showcase.no"
    audit.record(by=by.user, deed=deed, on=f"pitch:{pitch.pk}", result=side.value)
    return showcase
