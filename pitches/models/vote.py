"""The vote. Why it looks like this: DESIGN, "Secret means secret", and docs/adr/."""

from collections import Counter
from hashlib import sha256
from typing import TypedDict

from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _, ngettext

from cohorts.models import Cohort, Enrolment
from lib import orm
from pitches.counting import Outcome, Verdict, decide, numbers, quorum_reached, tally
from pitches.models.agreement import ROLE, Agreement, Electorate
from pitches.models.papers import UNFILLED, Turnout, Vote, Voter
from pitches.models.plan import Pitch

# From here on a cast vote hides among a random sample, not among all papers (SAFETY: cost against gain).
REWRITE_ALL_BELOW = 2000


class BallotState(models.TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    REVEALED = "revealed", _("revealed")


class Bar(TypedDict):
    """One line of a result."""

    label: str
    group: str
    count: int
    won: bool


class BallotQuerySet(models.QuerySet["Ballot"]):
    def locked(self) -> "BallotQuerySet":
        """Take the rows for this transaction: casting, closing and revealing wait for each other."""
        return self.select_for_update(no_key=True, of=("self",))

    def newest(self) -> "Ballot | None":
        """Return the ballot that the closing meeting is about, from `cohort.ballots`."""
        return self.select_related("agreement", "winner__group", "cohort").order_by("-pk").first()

    def with_results(self) -> "BallotQuerySet":
        """Fetch what the minutes need in as many queries as there are tables; no votes before their time."""
        return self.select_related("agreement", "winner__group", "cohort").prefetch_related(
            "options__pitch__group",
            Prefetch("turnout", Turnout.objects.select_related("enrolment__user")),
            Prefetch("votes", Vote.objects.filter(ballot__state=BallotState.REVEALED)),
        )

    def going_on(self) -> "BallotQuerySet":
        """Ballots that still lead to something: not revealed, or a tie whose run-off was not opened."""
        pending = Q(verdict=Verdict.RUN_OFF, run_off=None)
        return self.filter(~Q(state=BallotState.REVEALED) | pending)


class Ballot(models.Model):
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="ballots")
    electorate = models.CharField(max_length=12, choices=Electorate)
    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="ballot")
    run_off_of = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="run_off")
    state = models.CharField(max_length=10, choices=BallotState, default=BallotState.OPEN)
    invited = models.PositiveIntegerField(default=0)  # how many people may vote
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)  # how the count ended
    winner = models.ForeignKey(Pitch, models.PROTECT, null=True, blank=True, related_name="+")
    lot_seed = models.CharField(max_length=64, blank=True)  # published when a lot decided
    checksum = models.CharField(max_length=64, blank=True)  # over the votes as they were at closing
    opened_by = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)

    objects = orm.Manager.from_queryset(BallotQuerySet)()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "electorate"],
                condition=Q(state=BallotState.OPEN),
                name="ballot_one_open_per_electorate",
                violation_error_message=_("There is already an open vote."),
            ),
            models.CheckConstraint(name="ballot_electorate_is_known", condition=Q(electorate__in=Electorate)),
            models.CheckConstraint(name="ballot_state_is_known", condition=Q(state__in=BallotState)),
            models.CheckConstraint(
                name="ballot_closed_has_a_time",
                condition=Q(state=BallotState.OPEN, closed_at=None, checksum="")
                | (~Q(state=BallotState.OPEN) & Q(closed_at__isnull=False) & ~Q(checksum="")),
            ),
            models.CheckConstraint(
                name="ballot_revealed_has_a_time",
                condition=Q(state=BallotState.REVEALED, revealed_at__isnull=False)
                | (~Q(state=BallotState.REVEALED) & Q(revealed_at=None)),
            ),
            models.CheckConstraint(
                name="ballot_closes_after_it_opens",
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
            ),
            models.CheckConstraint(
                name="ballot_verdict_when_revealed",
                condition=Q(state=BallotState.REVEALED, verdict__in=Verdict)
                | (~Q(state=BallotState.REVEALED) & Q(verdict="")),
            ),
            models.CheckConstraint(
                name="ballot_winner_fits_the_verdict",
                condition=Q(verdict__in=[Verdict.WON, Verdict.LOT], winner__isnull=False)
                | (~Q(verdict__in=[Verdict.WON, Verdict.LOT]) & Q(winner=None)),
            ),
            models.CheckConstraint(
                name="ballot_lot_shows_its_seed",
                condition=Q(verdict=Verdict.LOT) & ~Q(lot_seed="") | ~Q(verdict=Verdict.LOT) & Q(lot_seed=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.get_electorate_display()}"

    def get_absolute_url(self) -> str:
        return reverse("pitches:ballot_minutes", kwargs={"team": self.cohort.slug})

    @property
    def is_open(self) -> bool:
        return self.state == BallotState.OPEN

    @property
    def is_revealed(self) -> bool:
        return self.state == BallotState.REVEALED

    @property
    def is_final(self) -> bool:
        """Whether the result is known and no run-off has to follow."""
        return self.is_revealed and self.verdict != Verdict.RUN_OFF

    @property
    def result_line(self) -> str:
        """The result in one sentence; empty before it is shown."""
        lines = {
            Verdict.WON: gettext("%(pitch)s has the most votes."),
            Verdict.LOT: gettext("It is a tie. The lot chose %(pitch)s."),
            Verdict.RUN_OFF: gettext("It is a tie. A run-off between the equals follows."),
            Verdict.MT: gettext("It is a tie. The MT decides."),
            Verdict.TOO_FEW: gettext("Too few people voted, so there is no winner."),
        }
        return lines[Verdict(self.verdict)] % {"pitch": self.winner} if self.verdict else ""

    def voter(self, enrolment: Enrolment) -> "Voter | None":
        """Return the person's line on the roll; asked once, because a roll never changes."""
        known: dict[int, Voter | None] = self.__dict__.setdefault("_known_voters", {})
        if enrolment.pk not in known:
            known[enrolment.pk] = self.roll.filter(enrolment=enrolment).select_related("own").first()
        return known[enrolment.pk]

    def has_voted(self, enrolment: Enrolment) -> bool:
        return self.turnout.filter(enrolment=enrolment).exists()

    def turnout_count(self) -> int:
        return self.turnout.count()

    # --- Rules -------------------------------------------------------------------
    def entry_refusal(self, *, by: Enrolment) -> str:
        """Say why this paper is not for this person at all; empty when it is."""
        if self.voter(by):
            return ""
        if by.role != ROLE[Electorate(self.electorate)]:
            return gettext("In this vote %(people)s vote.") % {"people": self.get_electorate_display()}
        return gettext(
            "You joined the team when this vote was already open, so you are not on the list of voters. "
            "You can vote next time."
        )

    def vote_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot vote now; empty when they can."""
        if reason := self.entry_refusal(by=by):
            return reason
        if self.has_voted(by):
            return gettext("You have already voted. Your first vote counts, this one was not recorded.")
        if not self.is_open:
            return gettext("The vote is closed. Your vote was not recorded.")
        return ""

    def choices_refusal(self, choices: list[Pitch], *, by: Enrolment) -> str:
        """Say what is wrong with what somebody fills in; empty when nothing is."""
        if not 1 <= len(choices) <= self.agreement.most:
            return ngettext(
                "Choose one pitch.", "Give at least one dot and at most %(most)s.", self.agreement.most
            ) % {"most": self.agreement.most}
        pitches = {option.pitch_id for option in self.options.all()}
        if any(pitch.pk not in pitches for pitch in choices):
            return gettext("This pitch is not on the paper. Choose one of the pitches that are.")
        voter = self.voter(by)
        if voter and voter.own and any(pitch.pk == voter.own.pitch_id for pitch in choices):
            return gettext("This is the pitch of your own group. Choose another one: that was agreed.")
        return ""

    def close_refusal(self, *, by: Enrolment) -> str:
        if not by.is_trainer:
            return gettext("Only a trainer can close the vote.")
        return "" if self.is_open else gettext("This vote has already been closed.")

    def reveal_refusal(self, *, by: Enrolment) -> str:
        if not by.is_trainer:
            return gettext("Only a trainer can show the result.")
        if self.is_open:
            return gettext("The vote is still open. Close it first.")
        return gettext("The result has already been shown.") if self.is_revealed else ""

    def run_off_refusal(self, *, by: Enrolment) -> str:
        if not by.is_trainer:
            return gettext("Only a trainer can open the vote.")
        if self.verdict != Verdict.RUN_OFF:
            return gettext("A run-off is only held after a tie, when that was agreed.")
        if Ballot.objects.filter(run_off_of=self).exists():
            return gettext("This vote has already been opened.")
        return self.cohort.write_refusal()

    # --- Counting: only from the moment the result is shown ------------------------
    def papers(self) -> list[tuple[str, str]]:
        """Return what the count is made of: (receipt or voter, choices), in an order that says nothing."""
        if self.agreement.secret:
            filled = (vote for vote in self.votes.all() if vote.choices != UNFILLED)
            return sorted((vote.receipt, vote.choices) for vote in filled)
        return sorted((str(turnout.enrolment_id), turnout.signed.choices) for turnout in self.turnout.all())

    def sum_of(self, papers: list[tuple[str, str]]) -> str:
        """Return the checksum of papers: it changes when a single one is added, removed or altered."""
        lines = "\n".join(f"{name} {choices}" for name, choices in sorted(papers))
        return sha256(lines.encode()).hexdigest()

    def outcome(self, papers: list[tuple[str, str]]) -> Outcome:
        """Count the papers and apply the agreement to them."""
        counts = tally((choices for _name, choices in papers), [o.number for o in self.options.all()])
        return decide(
            counts,
            enough=quorum_reached(len(papers), self.invited, self.agreement.quorum),
            tie_rule=self.agreement.tie_rule,
        )

    def bars(self, papers: list[tuple[str, str]]) -> list[Bar]:
        """Return the result as lines, the most votes first; nothing before it is revealed."""
        if not self.is_revealed:
            return []
        counts = Counter(number for _name, choices in papers for number in numbers(choices))
        rows = [
            Bar(
                label=str(option.pitch),
                group=str(option.pitch.group),
                count=counts[option.number],
                won=option.pitch_id == self.winner_id,
            )
            for option in self.options.all()
        ]
        return sorted(rows, key=lambda bar: -bar["count"])

    def published(self, papers: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return what anybody can count again: receipt word or name, and the pitches chosen."""
        if not self.is_revealed:
            return []
        title = {option.number: str(option.pitch) for option in self.options.all()}
        secret = self.agreement.secret
        names = {} if secret else {str(t.enrolment_id): str(t.enrolment) for t in self.turnout.all()}
        return sorted(
            (names.get(voter, voter), ", ".join(title[number] for number in numbers(choices)))
            for voter, choices in papers
        )
