"""What came of a team, on one sheet: growth, Dingen, ideas, decision, pilot and sentences that were given."""

from dataclasses import dataclass

from django.db.models import Count

from cohorts.models import Cohort, Progress
from cohorts.models.growth import Growth
from forum.models import Quote
from lib.numbers import FEWEST, in_fives
from pitches.models import Decision, Pilot, Pitch, PulseCheck

# More would not fit on one sheet of A4; tests/test_outcome.py fills it to the brim.
MOST_IDEAS, MOST_QUOTES = 5, 3


@dataclass(frozen=True)
class Outcome:
    cohort: Cohort
    people: int  # in fives; 0 for fewer than five, and then nothing is told of them
    finished: int  # Dingen by all participants together, in fives
    growth: list[Growth]  # nothing before five people said all of it twice
    ideas: list[Pitch]
    more_ideas: int
    decision: Decision | None
    pilot: Pilot | None
    pulse: PulseCheck | None  # the last answer about the pilot
    quotes: list[Quote]

    @property
    def is_empty(self) -> bool:
        return not (self.finished or self.growth or self.ideas or self.quotes)

    @classmethod
    def of(cls, cohort: Cohort) -> "Outcome":
        """Gather it, in the same few queries for any team."""
        people = cohort.enrolments.participants().count()
        done = Progress.objects.of_team(cohort).finished().aggregate(n=Count("pk"))["n"]
        ideas = list(Pitch.objects.of(cohort).handed_in().select_related("group"))
        decision = Decision.objects.filter(cohort=cohort).select_related("pitch", "pilot").first()
        if decision:
            ideas.sort(key=lambda pitch: pitch.pk != decision.pitch_id)
        pilot = getattr(decision, "pilot", None)
        answered = PulseCheck.objects.filter(pilot=pilot).exclude(answered_at=None) if pilot else None
        enough = people >= FEWEST
        return cls(
            cohort=cohort,
            people=in_fives(people),
            finished=in_fives(done) if enough else 0,
            growth=cohort.growth.totals() if enough else [],
            ideas=ideas[:MOST_IDEAS],
            more_ideas=max(0, len(ideas) - MOST_IDEAS),
            decision=decision,
            pilot=pilot,
            pulse=answered.order_by("-day").first() if answered is not None else None,
            quotes=given(cohort),
        )


def given(cohort: Cohort) -> list[Quote]:
    """Return the newest sentences that may go along and still stand in their post."""
    return [quote for quote in Quote.objects.allowed(cohort)[:20] if quote.still_stands][:MOST_QUOTES]
