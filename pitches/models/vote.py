"""The vote. Why it looks like this: DESIGN, "Secret means secret", and docs/adr/."""

from hashlib import sha256
from typing import TypedDict

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from cohorts.models import Cohort, Enrolment
from lib import orm
from pitches.counting import (
    Outcome,
    PaperSum,
    Verdict,
    decide,
    numbers,
    quorum_reached,
    ranks,
    tally,
    with_paper,
)
from pitches.models.agreement import ROLE, Agreement, Electorate, Majority, few_voters, leads
from pitches.models.ballot_of_mt import OfTheMt
from pitches.models.ballot_rules import CONSTRAINTS, BallotState
from pitches.models.papers import UNFILLED, Option, PaperCount, Turnout, Vote, Voter
from pitches.models.plan import Pitch

# From here on a cast vote hides among a random sample, not among all papers (SAFETY: cost against gain).
REWRITE_ALL_BELOW = 2000


class Bar(TypedDict):
    """One line of a result."""

    label: str
    group: str
    count: int
    paper: int  # of these on paper
    place: int  # equals share a place
    won: bool


class BallotQuerySet(models.QuerySet["Ballot"]):
    def locked(self) -> "BallotQuerySet":
        """Take the rows for this transaction: casting, closing and revealing wait for each other."""
        return self.select_for_update(no_key=True, of=("self",))

    def newest(self) -> "Ballot | None":
        """Return the ballot that the closing meeting is about, from `cohort.ballots`."""
        return self.filter(in_hall=True).latest_one()

    def of_mt(self) -> "Ballot | None":
        """Return the newest ballot of the MT, in the closing meeting or at its own desk."""
        return self.filter(electorate=Electorate.MT).latest_one()

    def latest_one(self) -> "Ballot | None":
        return self.select_related("agreement", "winner__group", "cohort").order_by("-pk").first()

    def revealed(self) -> "BallotQuerySet":
        return self.filter(state=BallotState.REVEALED)

    def to_check(self) -> "BallotQuerySet":
        """Fetch what the checks of closed votes need; votes also before the result is shown."""
        return self.select_related("agreement", "cohort").prefetch_related(
            "options", "roll", "votes", Prefetch("turnout", Turnout.objects.select_related("signed"))
        )

    def with_results(self) -> "BallotQuerySet":
        """Fetch what the minutes need in as many queries as there are tables; no votes before their time."""
        return self.select_related("agreement", "winner__group", "cohort").prefetch_related(
            Prefetch("options", Option.objects.select_related("pitch__group")),
            Prefetch("roll", Voter.objects.select_related("enrolment__user")),
            Prefetch("turnout", Turnout.objects.select_related("enrolment__user", "signed")),
            Prefetch("paper_counts", PaperCount.objects.select_related("by__user")),
            Prefetch("votes", Vote.objects.filter(ballot__state=BallotState.REVEALED)),
        )

    def going_on(self) -> "BallotQuerySet":
        """Ballots that still lead to something: not revealed, or a tie that nobody has ended yet."""
        pending = Q(verdict=Verdict.RUN_OFF, run_off=None) | Q(verdict=Verdict.CHAIR, winner=None)
        return self.filter(~Q(state=BallotState.REVEALED) | pending)


class Ballot(OfTheMt):
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="ballots")
    electorate = models.CharField(max_length=12, choices=Electorate)
    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="ballot")
    run_off_of = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="run_off")
    state = models.CharField(max_length=10, choices=BallotState, default=BallotState.OPEN)
    invited = models.PositiveIntegerField(default=0)  # how many people may vote
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)  # how the count ended
    winner = models.ForeignKey(Pitch, models.PROTECT, null=True, blank=True, related_name="+")
    lot_seed = models.CharField(max_length=64, blank=True)  # drawn at closing, before anybody counts
    checksum = models.CharField(max_length=64, blank=True)  # over the votes as they were at closing
    on_paper = models.CharField(max_length=800, blank=True)  # what two people counted; a PaperSum
    counter = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="+")
    step = models.PositiveSmallIntegerField(default=0)  # how much of the result the room has seen
    seal = models.CharField(max_length=64, blank=True)  # over all that the minutes say
    opened_by = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)

    objects = orm.Manager.from_queryset(BallotQuerySet)()

    class Meta:
        ordering = ["-pk"]
        constraints = CONSTRAINTS

    def __str__(self) -> str:
        return f"{self.cohort}: {self.get_electorate_display()}"

    def get_absolute_url(self) -> str:
        return reverse("pitches:ballot_minutes", kwargs={"team": self.cohort.slug})

    @cached_property
    def listed(self) -> list[Option]:
        """What stands on the paper, asked once: it never changes after opening."""
        if "options" in getattr(self, "_prefetched_objects_cache", {}):
            return list(self.options.all())
        return list(self.options.select_related("pitch__group"))

    @property
    def is_open(self) -> bool:
        return self.state == BallotState.OPEN

    @property
    def is_revealed(self) -> bool:
        return self.state == BallotState.REVEALED

    @property
    def is_final(self) -> bool:
        """Whether the result is known and nothing has to follow: no run-off, no choice of the chair."""
        return self.is_revealed and self.verdict != Verdict.RUN_OFF and not self.awaits_chair

    @property
    def result_line(self) -> str:
        """The result in one sentence; empty before it is shown."""
        if not self.verdict:
            return ""
        lines = {
            Verdict.WON: gettext("%(pitch)s has the most votes."),
            Verdict.LOT: gettext("It is a tie. The lot chose %(pitch)s."),
            Verdict.RUN_OFF: gettext("It is a tie. A run-off between the equals follows."),
            Verdict.MT: gettext("It is a tie. The MT decides."),
            Verdict.CHAIR: gettext("The votes do not decide. The chair of the MT does.")
            if self.awaits_chair
            else gettext("The votes did not decide. The chair of the MT chose %(pitch)s."),
            Verdict.TOO_FEW: gettext("Too few people voted, so there is no winner."),
        }
        if self.agreement.majority == Majority.HALF:
            lines |= {
                Verdict.WON: gettext("%(pitch)s has more than half of the votes."),
                Verdict.RUN_OFF: gettext("No idea has more than half of the votes. A run-off follows."),
                Verdict.MT: gettext("No idea has more than half of the votes. The MT decides."),
            }
        return lines[Verdict(self.verdict)] % {"pitch": self.winner}

    @property
    def paper(self) -> PaperSum:
        """What was voted on real paper, when two people counted the same."""
        return PaperSum.read(self.on_paper)

    @property
    def warning(self) -> str:
        """Say when secrecy promises more than it can hold; empty when it does not."""
        return few_voters(self.invited) if self.agreement.secret else ""

    def voter(self, enrolment: Enrolment) -> "Voter | None":
        """Return the person's line on the roll; asked once, because a roll hardly ever changes."""
        known: dict[int, Voter | None] = self.__dict__.setdefault("_known_voters", {})
        if enrolment.pk not in known:
            known[enrolment.pk] = self.roll.filter(enrolment=enrolment).select_related("own").first()
        return known[enrolment.pk]

    def forget_roll(self) -> None:
        """Ask for the roll again: a member of the MT may have stepped back from an open vote."""
        self.__dict__.pop("_known_voters", None)

    def fetch_result(self, *, names: bool) -> None:
        """Fetch what a page about the result shows, in a query for the options and one for the names."""
        options = Prefetch("options", Option.objects.select_related("pitch__group"))
        signed = Prefetch("turnout", Turnout.objects.select_related("enrolment__user", "signed"))
        models.prefetch_related_objects([self], *([options, signed] if names else [options]))

    def has_voted(self, enrolment: Enrolment) -> bool:
        return self.turnout.filter(enrolment=enrolment).exists()

    def turnout_count(self) -> int:
        return self.turnout.count()

    def handed_out(self) -> int:
        """How many people got a real paper."""
        return self.turnout.filter(on_paper=True).count()

    @property
    def waits_for_paper(self) -> bool:
        """Whether real papers were handed out that two people did not count yet."""
        return not self.on_paper and self.turnout.filter(on_paper=True).exists()

    # --- Rules -------------------------------------------------------------------
    def entry_refusal(self, *, by: Enrolment) -> str:
        """Say why this paper is not for this person at all; empty when it is."""
        if self.voter(by):
            return ""
        if by.role != ROLE[Electorate(self.electorate)]:
            return gettext("In this vote %(people)s vote.") % {"people": self.get_electorate_display()}
        if reason := self.interest_refusal(by=by):
            return reason
        return gettext(
            "You joined the team when this vote was already open, so you are not on the list of voters. "
            "You can vote next time."
        )

    def vote_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot vote now; empty when they can."""
        on_paper = self.turnout.filter(enrolment=by).values_list("on_paper", flat=True).first()
        if on_paper is not None:
            return (
                gettext("You vote on paper: that was agreed with your trainer. This vote was not recorded.")
                if on_paper
                else gettext("You have already voted. Your first vote counts, this one was not recorded.")
            )
        if reason := self.entry_refusal(by=by):
            return reason
        if not self.is_open:
            return gettext("The vote is closed. Your vote was not recorded.")
        return self.declare_refusal(by=by)

    def late_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot vote any more, although the page said so a moment ago."""
        self.state = Ballot.objects.filter(pk=self.pk).values_list("state", flat=True).first() or ""
        if not self.state:
            return gettext("Your trainer took this vote back. Your vote was not recorded.")
        return self.vote_refusal(by=by)

    def choices_refusal(self, choices: list[Pitch], *, by: Enrolment) -> str:
        """Say what is wrong with what somebody fills in; empty when nothing is."""
        if not 1 <= len(choices) <= self.agreement.most:
            return ngettext(
                "Choose one pitch.", "Give at least one dot and at most %(most)s.", self.agreement.most
            ) % {"most": self.agreement.most}
        pitches = {option.pitch_id for option in self.listed}
        if any(pitch.pk not in pitches for pitch in choices):
            return gettext("This pitch is not on the paper. Choose one of the pitches that are.")
        voter = self.voter(by)
        if voter and voter.own and any(pitch.pk == voter.own.pitch_id for pitch in choices):
            return gettext("This is the pitch of your own group. Choose another one: that was agreed.")
        return ""

    def close_refusal(self, *, by: Enrolment) -> str:
        if not leads(by, self.electorate):
            return gettext("Only a trainer can close the vote.")
        return "" if self.is_open else gettext("This vote has already been closed.")

    def reveal_refusal(self, *, by: Enrolment) -> str:
        if not leads(by, self.electorate):
            return gettext("Only a trainer can show the result.")
        if self.is_open:
            return gettext("The vote is still open. Close it first.")
        if self.waits_for_paper:
            return gettext("First two people enter the votes on paper, each by themselves.")
        return gettext("The result has already been shown.") if self.is_revealed else ""

    def withdraw_refusal(self, *, by: Enrolment) -> str:
        """Say why opening this vote cannot be taken back; empty when it can."""
        if not by.is_trainer:
            return gettext("Only a trainer can do this.")
        if not self.is_open:
            return gettext("A vote that was closed stays closed: who opened it again could add votes.")
        return gettext("Somebody has voted, so the vote stays open.") if self.turnout.exists() else ""

    def paper_refusal(self, *, by: Enrolment) -> str:
        """Say why this person hands out no paper now; empty when they can."""
        if not by.is_trainer:
            return gettext("Only a trainer notes who votes on paper.")
        return "" if self.is_open else gettext("The vote is closed, so nobody can get a paper any more.")

    def count_refusal(self, *, by: Enrolment) -> str:
        """Say why this person enters no count of the papers now; empty when they can."""
        if self.is_open:
            return gettext("The vote is still open. Close it first.")
        if self.on_paper or self.is_revealed:
            return gettext("The papers have been counted.")
        counted = {count.by_id: count.by for count in self.paper_counts.all()}
        if by.pk in counted:
            return ""
        if len(counted) > 1:
            return gettext("Two others count the papers.")
        if not by.is_trainer and any(not other.is_trainer for other in counted.values()):
            return gettext("The other count has to come from a trainer.")
        return ""

    def may_count(self, by: Enrolment) -> bool:
        """Whether counting papers is for this person at all: trainers, and whom they asked."""
        return by.is_trainer or by.pk == self.counter_id

    def sum_refusal(self, count: PaperSum) -> str:
        """Say what cannot be right about a count; empty when it can."""
        votes, valid = sum(number for _option, number in count.votes), count.papers - count.invalid
        if count.papers > self.handed_out():
            return gettext("That is more papers than were handed out.")
        if valid < 0:
            return gettext("There cannot be more invalid papers than papers.")
        if not valid <= votes <= valid * self.agreement.most:
            return (
                gettext("Together the votes are not as many as the valid papers.")
                if self.agreement.most == 1
                else gettext("The dots do not fit: every valid paper has one to three.")
            )
        return ""

    def run_off_refusal(self, *, by: Enrolment) -> str:
        if not leads(by, self.electorate):
            return gettext("Only a trainer can open the vote.")
        if self.verdict != Verdict.RUN_OFF:
            return gettext("A run-off is only held after a tie, when that was agreed.")
        if Ballot.objects.filter(run_off_of=self).exists():
            return gettext("This vote has already been opened.")
        return self.agreement.closed_refusal()

    # --- Counting: only from the moment the result is shown ------------------------
    def papers(self) -> list[tuple[str, str]]:
        """Return what the count is made of: (receipt or voter, choices), in an order that says nothing."""
        if self.agreement.secret:
            filled = (vote for vote in self.votes.all() if vote.choices != UNFILLED)
            return sorted((vote.receipt, vote.choices) for vote in filled)
        return sorted((str(turnout.enrolment_id), turnout.signed.choices) for turnout in self.turnout.all())

    def sum_of(self, papers: list[tuple[str, str]]) -> str:
        """Return the checksum of papers: it changes when a single one is added, removed or altered."""
        return sha256(self.list_of(papers).encode()).hexdigest()

    def list_of(self, papers: list[tuple[str, str]]) -> str:
        """Write the papers as lines: receipt word (or number of the voter) and six figures."""
        return "\n".join(f"{name} {choices}" for name, choices in sorted(papers))

    def outcome(self, papers: list[tuple[str, str]]) -> Outcome:
        """Count the papers and apply the agreement to them."""
        return decide(
            self.counts(papers),
            enough=self.enough(papers),
            tie_rule=self.agreement.tie_rule,
            half=self.agreement.majority == Majority.HALF,
        )

    def counts(self, papers: list[tuple[str, str]]) -> dict[int, int]:
        """Return the votes an option, those on paper with them."""
        counts = tally((choices for _name, choices in papers), [o.number for o in self.listed])
        return with_paper(counts, self.paper)

    def enough(self, papers: list[tuple[str, str]]) -> bool:
        """Tell whether the quorum was reached."""
        return quorum_reached(len(papers) + self.paper.papers, self.invited, self.agreement.quorum)

    def bars(self, papers: list[tuple[str, str]]) -> list[Bar]:
        """Return the result as lines, the most votes first; nothing before it is revealed."""
        return self._bars(papers) if self.is_revealed else []

    def _bars(self, papers: list[tuple[str, str]]) -> list[Bar]:
        counts, paper = self.counts(papers), dict(self.paper.votes)
        rows = [
            Bar(
                label=str(option.pitch),
                group=str(option.pitch.group),
                count=counts[option.number],
                paper=paper.get(option.number, 0),
                place=1 + sum(votes > counts[option.number] for votes in counts.values()),
                won=option.pitch_id == self.winner_id,
            )
            for option in self.listed
        ]
        return sorted(rows, key=lambda bar: -bar["count"])

    def below(self, papers: list[tuple[str, str]]) -> int:
        """Return how many places below the first there are to show, one by one; none with too few votes."""
        return len(ranks(self.counts(papers))) - 1 if self.enough(papers) else 0

    def places(self, papers: list[tuple[str, str]]) -> list[Bar]:
        """Return the places that the room has seen: the first step is the turnout, then from the last."""
        if self.is_open or self.is_revealed or not self.step:
            return []
        counts = self.counts(papers)
        shown = [counts[rank[0]] for rank in ranks(counts)[:-1][: self.step - 1]]
        return [bar for bar in self._bars(papers) if bar["count"] in shown]

    def published(self, papers: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return what anybody can count again: receipt word or name, and the pitches chosen."""
        if not self.is_revealed:
            return []
        title = {option.number: str(option.pitch) for option in self.listed}
        secret = self.agreement.secret
        names = {} if secret else {str(t.enrolment_id): str(t.enrolment) for t in self.turnout.all()}
        return sorted(
            (names.get(voter, voter), ", ".join(title[number] for number in numbers(choices)))
            for voter, choices in papers
        )
