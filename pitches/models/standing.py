"""How far a team is on the way to a decision: the votes, who declared what, who is in the chair."""

from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count
from django.utils.translation import gettext

from cohorts.models import Cohort, Enrolment
from pitches.models.agreement import Agreement, Electorate
from pitches.models.chair import Chair, Declaration
from pitches.models.outcome import Decision
from pitches.models.plan import Pitch
from pitches.models.vote import Ballot

LATEST_START = timedelta(days=730)


class Standing:
    """What decides whether the MT can decide; everything is asked once. Make a new one for a new moment."""

    def __init__(self, cohort: Cohort) -> None:
        self.cohort = cohort

    @cached_property
    def votes(self) -> list[Ballot]:
        """All votes of the team, the newest first, with how many people voted."""
        related = self.cohort.ballots.select_related("agreement", "winner__group", "cohort")
        return list(related.annotate(ticked=Count("turnout")).order_by("-pk"))

    @cached_property
    def decision(self) -> Decision | None:
        decisions = Decision.objects.filter(cohort=self.cohort)
        related = decisions.select_related("pitch__group__cohort", "cohort", "decided_by__user")
        found: Decision | None = related.first()
        return found

    @cached_property
    def declarations(self) -> list[Declaration]:
        return list(Declaration.all_of(self.cohort))

    @cached_property
    def pitches(self) -> list[Pitch]:
        """What was handed in, with how long it takes to read."""
        handed_in = Pitch.objects.of(self.cohort).handed_in().select_related("group__cohort")
        return list(handed_in.with_length())

    @property
    def chair(self) -> Chair | None:
        return Chair.of(self.cohort)

    @property
    def advice(self) -> Ballot | None:
        """The last vote of the participants, when its result is known and no run-off follows."""
        last = next((vote for vote in self.votes if not vote.is_of_mt), None)
        return last if last and last.is_final else None

    @property
    def own_vote(self) -> Ballot | None:
        """The last vote of the MT itself."""
        return next((vote for vote in self.votes if vote.is_of_mt), None)

    @property
    def winner(self) -> Pitch | None:
        """The pitch that a binding vote chose: of the participants first, else of the MT itself."""
        final = [vote for vote in (self.advice, self.own_vote) if vote and vote.is_final]
        return next((vote.winner for vote in final if vote.winner and not vote.agreement.mt_decides), None)

    def has_declared(self, enrolment: Enrolment) -> bool:
        return any(one.enrolment_id == enrolment.pk for one in self.declarations)

    @cached_property
    def participants_refusal(self) -> str:
        """Say that the MT waits for the participants; empty when they voted, or only the MT votes."""
        if self.advice:
            return ""
        electorates = set(self.cohort.agreements.values_list("electorate", flat=True))
        if electorates == {Electorate.MT}:
            return ""
        return gettext("The participants come first: their vote has not been revealed yet.")

    def decided_refusal(self) -> str:
        if not self.decision:
            return ""
        return gettext("The MT has already decided: %(pitch)s.") % {"pitch": self.decision.pitch}

    def decision_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot decide for the MT now; empty when they can."""
        if not by.is_mt or by.cohort_id != self.cohort.pk:
            return gettext("Only a member of the MT decides.")
        if reason := self.decided_refusal():
            return reason
        if not self.pitches:
            return gettext("No pitch has been handed in yet.")
        return self._own_vote_refusal() or self.participants_refusal or self.declare_refusal(by)

    def declare_refusal(self, by: Enrolment) -> str:
        """Say that somebody has not yet told what they have to do with the pitches."""
        if self.has_declared(by):
            return ""
        return gettext("First say whether you have an interest in one of the pitches.")

    def _own_vote_refusal(self) -> str:
        """Say why the MT's own vote does not lead to a decision yet; empty when it does, or there is none."""
        vote = self.own_vote
        if vote is None or vote.is_final:
            return ""
        if vote.awaits_chair:
            return gettext("It is a tie in the vote of the MT. The chair decides it first.")
        if vote.is_revealed:
            return gettext("It is a tie in the vote of the MT. The run-off comes first.")
        return gettext("The vote of the MT has not been revealed yet.")

    @cached_property
    def card(self) -> Agreement:
        """The card that the MT votes by."""
        return Agreement.current(self.cohort, Electorate.MT)

    def ballot_refusal(self, *, by: Enrolment) -> str:
        """Say why the MT cannot open its vote at its own desk now; empty when it can."""
        return self.card.open_refusal(by=by) or self.decided_refusal() or self.participants_refusal

    def choice_refusal(self, pitch: Pitch) -> str:
        """Say why this pitch cannot be the one: when a vote binds, only its winner can."""
        if pitch.group.cohort_id != self.cohort.pk or not pitch.is_handed_in:
            return gettext("Choose one of the pitches that were handed in.")
        if self.winner and self.winner != pitch:
            return gettext("It was agreed that the vote decides: %(pitch)s.") % {"pitch": self.winner}
        return ""

    def start_refusal(self, starts_on: date) -> str:
        """Say why a pilot cannot start on this day."""
        if starts_on < self.cohort.starts_on:
            return gettext("The pilot cannot start before the team did.")
        if starts_on > self.cohort.today + LATEST_START:
            return gettext("The pilot starts within two years.")
        return ""
