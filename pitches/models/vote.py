"""The vote. Why it looks like this: DESIGN, "Secret means secret", and docs/adr/."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Enrolment
from lib import orm
from pitches.models.plan import Pitch

CHOICES = 3  # a paper has room for three dots; with one choice only the first place is used
UNFILLED = "-" * 2 * CHOICES


class Electorate(models.TextChoices):
    PARTICIPANTS = "participants", _("the participants")
    MT = "mt", _("the MT")


class Method(models.TextChoices):
    ONE = "one", _("one vote each")
    DOTS = "dots", _("three dots each")


class TieRule(models.TextChoices):
    RUN_OFF = "run_off", _("a run-off between the equals")
    MT = "mt", _("the MT decides")
    LOT = "lot", _("lot")


class Agreement(models.Model):
    """The card that says how a vote goes (afsprakenkaart); frozen when the ballot opens."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="agreements")
    electorate = models.CharField(
        _("who votes"), max_length=12, choices=Electorate, default=Electorate.PARTICIPANTS
    )
    method = models.CharField(_("how many votes"), max_length=4, choices=Method, default=Method.ONE)
    own_group_excluded = models.BooleanField(_("nobody votes for their own group"), default=True)
    secret = models.BooleanField(_("the vote is secret"), default=True)
    quorum = models.PositiveSmallIntegerField(_("how many per cent have to vote"), default=50)
    tie_rule = models.CharField(_("when it is a tie"), max_length=8, choices=TieRule, default=TieRule.RUN_OFF)
    mt_decides = models.BooleanField(_("the vote advises, the MT decides"), default=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

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
            models.CheckConstraint(
                name="agreement_quorum_is_a_percentage",
                condition=Q(quorum__lte=100),
                violation_error_message=_("The quorum is between 0 and 100 per cent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.get_electorate_display()}"


class BallotState(models.TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    REVEALED = "revealed", _("revealed")


class Ballot(models.Model):
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="ballots")
    electorate = models.CharField(max_length=12, choices=Electorate)
    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="ballot")
    run_off_of = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="run_off")
    state = models.CharField(max_length=10, choices=BallotState, default=BallotState.OPEN)
    invited = models.PositiveIntegerField(default=0)  # how many people may vote
    winner = models.ForeignKey(Pitch, models.PROTECT, null=True, blank=True, related_name="+")
    lot_seed = models.CharField(max_length=64, blank=True)  # published when a lot decided
    checksum = models.CharField(max_length=64, blank=True)  # over the votes as they were at closing
    opened_by = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "electorate"],
                condition=Q(state=BallotState.OPEN),
                name="ballot_one_open_per_electorate",
                violation_error_message=_("There is already an open vote."),
            ),
            models.CheckConstraint(name="ballot_state_is_known", condition=Q(state__in=BallotState)),
            models.CheckConstraint(
                name="ballot_closed_has_a_time",
                condition=Q(state=BallotState.OPEN, closed_at=None)
                | (~Q(state=BallotState.OPEN) & Q(closed_at__isnull=False)),
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
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.get_electorate_display()}"


class Option(models.Model):
    """A pitch as it stands on the paper of one ballot, with the number that votes hold."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="options")
    pitch = models.ForeignKey(Pitch, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()

    objects = orm.Manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "pitch"], name="option_once_per_pitch"),
            models.UniqueConstraint(fields=["ballot", "number"], name="option_number_is_unique"),
            models.CheckConstraint(name="option_number_has_two_digits", condition=Q(number__range=(1, 99))),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.pitch}"


class Turnout(models.Model):
    """That somebody voted. Not when, and not what."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="turnout")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "enrolment"],
                name="turnout_once_per_person",
                violation_error_message=_("You have already voted."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}"


class Vote(models.Model):
    """A secret paper: no person, no time, no serial number. All rows are equally long.

    `choices` holds three option numbers of two digits; 00 is an empty place and
    dashes are a paper that nobody has filled in. `receipt` is what the voter
    takes home to find the paper in the published list.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="votes")
    choices = models.CharField(max_length=2 * CHOICES, default=UNFILLED)
    receipt = models.CharField(max_length=8)

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "receipt"], name="vote_receipt_is_unique"),
            models.CheckConstraint(
                name="vote_choices_are_option_numbers", condition=Q(choices__regex=r"^([0-9]{6}|------)$")
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)


class SignedVote(models.Model):
    """A vote by name, when the agreement says that the vote is not secret."""

    turnout = models.OneToOneField(Turnout, models.CASCADE, related_name="signed")
    choices = models.CharField(max_length=2 * CHOICES)
    reason = models.CharField(_("your reason"), max_length=500, blank=True)

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="signed_choices_are_option_numbers", condition=Q(choices__regex=r"^[0-9]{6}$")
            )
        ]

    def __str__(self) -> str:
        return str(self.turnout)
