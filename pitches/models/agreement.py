"""The card that says beforehand how a vote goes (afsprakenkaart)."""

from django.db import models
from django.db.models import Count, Exists, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _, ngettext

from cohorts.models import Cohort, Enrolment, Role
from cohorts.models.cohort import EnrolmentQuerySet
from lib import orm
from pitches.models.chair import Chair
from pitches.models.plan import Pitch

CHOICES = 3  # a paper has room for three dots; with one choice only the first place is used
FEWEST_PITCHES = 2
FEW_VOTERS = 5  # below this a secret vote hides little, and the pages say so


class Electorate(models.TextChoices):
    PARTICIPANTS = "participants", _("the participants")
    MT = "mt", _("the MT")


ROLE = {Electorate.PARTICIPANTS: Role.PARTICIPANT, Electorate.MT: Role.MT}


class Method(models.TextChoices):
    ONE = "one", _("one vote each")
    DOTS = "dots", _("three dots each")


class Majority(models.TextChoices):
    MOST = "most", _("the most votes")
    HALF = "half", _("more than half of the votes")


class TieRule(models.TextChoices):
    RUN_OFF = "run_off", _("a run-off between the equals")
    MT = "mt", _("the MT decides")
    LOT = "lot", _("lot")
    CHAIR = "chair", _("the chair of the MT decides")


def leads(by: Enrolment, electorate: str) -> bool:
    """Tell whether this person opens and closes the vote: the trainer, and the chair for the MT."""
    return by.is_trainer or (electorate == Electorate.MT and Chair.is_taken_by(by))


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def locked(self) -> "AgreementQuerySet":
        """Take the rows for this transaction; readers go on."""
        return self.select_for_update(no_key=True)


class Agreement(models.Model):
    """How a vote goes; frozen when the ballot opens."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="agreements")
    electorate = models.CharField(
        _("who votes"), max_length=12, choices=Electorate, default=Electorate.PARTICIPANTS
    )
    method = models.CharField(_("how many votes"), max_length=4, choices=Method, default=Method.ONE)
    own_group_excluded = models.BooleanField(_("nobody votes for their own group"), default=True)
    secret = models.BooleanField(_("the vote is secret"), default=True)
    quorum = models.PositiveSmallIntegerField(_("how many per cent have to vote"), default=50)
    majority = models.CharField(
        _("what an idea needs to win"), max_length=4, choices=Majority, default=Majority.MOST
    )
    tie_rule = models.CharField(_("when it is a tie"), max_length=8, choices=TieRule, default=TieRule.RUN_OFF)
    mt_decides = models.BooleanField(_("the vote advises, the MT decides"), default=True)
    interested_out = models.BooleanField(_("who declared an interest does not vote"), default=False)
    frozen_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(AgreementQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "electorate"],
                condition=Q(frozen_at=None),
                name="agreement_one_draft_per_electorate",
            ),
            models.CheckConstraint(
                name="agreement_electorate_is_known", condition=Q(electorate__in=Electorate)
            ),
            models.CheckConstraint(name="agreement_method_is_known", condition=Q(method__in=Method)),
            models.CheckConstraint(name="agreement_tie_rule_is_known", condition=Q(tie_rule__in=TieRule)),
            models.CheckConstraint(name="agreement_majority_is_known", condition=Q(majority__in=Majority)),
            models.CheckConstraint(
                name="agreement_half_is_not_drawn",
                condition=~Q(majority=Majority.HALF, tie_rule=TieRule.LOT),
                violation_error_message=_(
                    "A lot makes no majority. With “more than half”, choose a run-off or the MT."
                ),
            ),
            models.CheckConstraint(
                name="agreement_quorum_is_a_percentage",
                condition=Q(quorum__lte=100),
                violation_error_message=_("The quorum is between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                name="agreement_tie_of_the_mt_not_to_the_mt",
                condition=~Q(electorate=Electorate.MT, tie_rule=TieRule.MT),
                violation_error_message=_("When the MT itself votes, it cannot break its own tie."),
            ),
            models.CheckConstraint(
                name="agreement_chair_and_interests_are_of_the_mt",
                condition=Q(electorate=Electorate.MT) | ~Q(tie_rule=TieRule.CHAIR) & Q(interested_out=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.get_electorate_display()}"

    @classmethod
    def current(cls, cohort: Cohort, electorate: str) -> "Agreement":
        """Return the card that holds for these voters; the usual one, not stored yet, when there is none."""
        cards = cls.objects.filter(cohort=cohort, electorate=electorate)
        found: Agreement | None = cards.order_by("-pk").first()
        return found or cls.usual(cohort, electorate)

    @classmethod
    def cards(cls, cohort: Cohort) -> list["Agreement"]:
        """Return the cards that hold, of the participants and of the MT, in one query."""
        newest = list(cls.objects.filter(cohort=cohort).order_by("-pk"))
        found = []
        for electorate in Electorate:
            rows = (card for card in newest if card.electorate == electorate)
            card = next(rows, None) or cls.usual(cohort, electorate)
            card.cohort = cohort
            found.append(card)
        return found

    @classmethod
    def usual(cls, cohort: Cohort, electorate: str) -> "Agreement":
        of_mt = electorate == Electorate.MT
        return cls(cohort=cohort, electorate=electorate, mt_decides=not of_mt, own_group_excluded=not of_mt)

    def for_run_off(self) -> "Agreement":
        """Return a frozen copy for the vote between equals, not stored yet.

        The most votes win it. A second tie leads to the MT, or to lot when the MT itself votes:
        never to a third vote.
        """
        terms = {
            field.name: getattr(self, field.name) for field in self._meta.fields if not field.primary_key
        }
        rule = TieRule.LOT if self.electorate == Electorate.MT else TieRule.MT
        return Agreement(**terms | {"majority": Majority.MOST, "tie_rule": rule, "frozen_at": timezone.now()})

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def most(self) -> int:
        """How many choices fit on one paper."""
        return CHOICES if self.method == Method.DOTS else 1

    @property
    def lines(self) -> list[str]:
        """The card in plain sentences: the same on the phone, the projector and in the minutes."""
        one = self.method == Method.ONE
        return [
            gettext("The participants vote.")
            if self.electorate == Electorate.PARTICIPANTS
            else gettext("The members of the MT vote."),
            gettext("Everybody has one vote.")
            if one
            else gettext("Everybody has three dots, to spread or to put together."),
            self._who_stays_out,
            gettext("The vote is secret.") if self.secret else gettext("The vote is open: by name."),
            gettext("At least %(quorum)s per cent of the people have to vote.") % {"quorum": self.quorum}
            if self.quorum
            else gettext("The result counts, however many people vote."),
            gettext("An idea wins with the most votes.")
            if self.majority == Majority.MOST
            else gettext("An idea wins with more than half of the votes."),
            self._otherwise,
            gettext("The result is advice. The MT decides.")
            if self.mt_decides
            else gettext("What the vote says, happens."),
        ]

    @property
    def _who_stays_out(self) -> str:
        if self.is_of_mt:
            return (
                gettext("Who declared an interest in a pitch does not vote.")
                if self.interested_out
                else gettext("Who declared an interest in a pitch may vote; the minutes show the interest.")
            )
        return (
            gettext("You do not vote for your own group.")
            if self.own_group_excluded
            else gettext("You may vote for your own group.")
        )

    @property
    def is_of_mt(self) -> bool:
        return self.electorate == Electorate.MT

    @property
    def _otherwise(self) -> str:
        sentence = (
            gettext("Is it a tie? Then this decides: %(rule)s.")
            if self.majority == Majority.MOST
            else gettext("Does no idea get there? Then this decides: %(rule)s.")
        )
        rule = (
            gettext("a run-off between the two with the most votes")
            if self.majority == Majority.HALF and self.tie_rule == TieRule.RUN_OFF
            else self.get_tie_rule_display()
        )
        return sentence % {"rule": rule}

    def voters(self) -> EnrolmentQuerySet:
        """Who may vote if the ballot opened now."""
        found: EnrolmentQuerySet = self.cohort.enrolments.present().filter(
            role=ROLE[Electorate(self.electorate)], user__is_active=True
        )
        return found.filter(declaration__interests=None) if self.interested_out else found

    def pitches(self) -> models.QuerySet[Pitch]:
        """What stands on the paper if the ballot opened now."""
        handed_in: models.QuerySet[Pitch] = Pitch.objects.of(self.cohort).handed_in()
        return handed_in

    def edit_refusal(self, *, by: Enrolment) -> str:
        """Say why this card cannot be changed; empty when it can."""
        if not leads(by, self.electorate):
            return gettext("Only a trainer can change the agreement.")
        if self.is_frozen:
            return gettext("The vote has been opened, so the agreement stays as it is.")
        return self.closed_refusal()

    def open_refusal(self, *, by: Enrolment) -> str:
        """Say why the vote on this card cannot be opened; empty when it can."""
        if not leads(by, self.electorate):
            return gettext("Only a trainer can open the vote.")
        if self.is_frozen:
            return gettext("This vote has already been opened.")
        if self.tie_rule == TieRule.CHAIR and not Chair.of(self.cohort):
            return gettext("It was agreed that the chair decides a tie. Choose a chair first.")
        return self.closed_refusal() or self._nothing_to_vote_on()

    def closed_refusal(self) -> str:
        """Say why nothing changes any more: the team is closed. The MT may decide after that."""
        return "" if self.is_of_mt else self.cohort.write_refusal()

    def _nothing_to_vote_on(self) -> str:
        handed_in = self.pitches().order_by().values("group__cohort").annotate(n=Count("pk")).values("n")
        going_on, pitches, voters = Cohort.objects.values_list(
            Exists(self.cohort.ballots.going_on()), Coalesce(Subquery(handed_in), 0), Exists(self.voters())
        ).get(pk=self.cohort_id)
        if going_on:
            return gettext("Another vote is still going on. Close it and show its result first.")
        if pitches < FEWEST_PITCHES:
            return gettext("There is something to choose from two pitches on. Wait for another group.")
        if not voters:
            return gettext("There is nobody yet who may vote.")
        return ""

    def warning(self) -> str:
        """Say when secrecy promises more than it can hold; empty when it does not."""
        return few_voters(self.voters().count()) if self.secret else ""


def few_voters(voters: int) -> str:
    """Say that a secret vote of so few people hides little; empty from five people up."""
    if voters >= FEW_VOTERS:
        return ""
    return ngettext(
        "Only %(voters)s person votes. Then a result can show who chose what.",
        "Only %(voters)s people vote. Then a result can show who chose what.",
        voters,
    ) % {"voters": voters}
