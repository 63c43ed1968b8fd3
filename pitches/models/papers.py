"""The rows of a vote: what stands on the paper, who is on the roll, who voted, and the papers."""

import uuid
from string import ascii_lowercase, digits

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from cohorts.models import Enrolment
from lib import orm
from pitches.counting import PaperSum
from pitches.models.agreement import CHOICES
from pitches.models.plan import Pitch

UNFILLED = "-" * 2 * CHOICES


def _only(column: str, letters: str, length: int) -> Q:
    """Say that a text is so long and made of these letters.

    Every vote writes every paper again, and for SQLite a regular expression is work for Python: that was
    a third of the time in which nobody else can vote.
    """
    rest = Func(F(column), Value(letters), function="LTRIM", output_field=models.CharField())
    return Q(Exact(Length(column), Value(length)), Exact(rest, Value("")))


class Option(models.Model):
    """A pitch as it stands on the paper of one ballot, with the number that votes hold."""

    ballot = models.ForeignKey("pitches.Ballot", models.CASCADE, related_name="options")
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


class VoterQuerySet(models.QuerySet["Voter"]):
    def without_paper(self) -> "VoterQuerySet":
        """Who has no real paper. Whether they voted by phone is not said."""
        holders = Turnout.objects.filter(ballot=OuterRef("ballot"), enrolment=OuterRef("enrolment"))
        rows = self.filter(~Exists(holders.filter(on_paper=True))).select_related("enrolment__user")
        return rows.order_by("enrolment__user__name", "enrolment__user__email")


class Voter(models.Model):
    """A line on the roll: who may vote, fixed when the ballot opens, so that papers and people agree."""

    ballot = models.ForeignKey("pitches.Ballot", models.CASCADE, related_name="roll")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    # The pitch of the person's own group at that moment, when the agreement excludes it.
    own = models.ForeignKey(Option, models.CASCADE, null=True, blank=True, related_name="+")

    objects = orm.Manager.from_queryset(VoterQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "enrolment"], name="voter_once_on_the_roll")]

    def __str__(self) -> str:
        return str(self.enrolment)


class TurnoutQuerySet(models.QuerySet["Turnout"]):
    def paper_holders(self) -> "TurnoutQuerySet":
        rows = self.filter(on_paper=True).select_related("enrolment__user")
        return rows.order_by("enrolment__user__name", "enrolment__user__email")


class Turnout(models.Model):
    """That somebody voted. Not when, and not what.

    Who gets a real paper is ticked off here too: then the phone is refused, and the other way round.
    """

    ballot = models.ForeignKey("pitches.Ballot", models.CASCADE, related_name="turnout")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    on_paper = models.BooleanField(default=False)

    objects = orm.Manager.from_queryset(TurnoutQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "enrolment"],
                name="turnout_once_per_person",
                violation_error_message=_("You have already voted."),
            )
        ]

    def __str__(self) -> str:
        return str(self.enrolment)


class VoteQuerySet(models.QuerySet["Vote"]):
    def blank(self) -> "VoteQuerySet":
        return self.filter(choices=UNFILLED)

    def some_blank(self) -> "Vote":
        """Return a random blank paper: the first one after a random key."""
        blank = self.blank().order_by("key")
        return blank.filter(key__gte=uuid.uuid4()).first() or blank[:1].get()


class Vote(models.Model):
    """A secret paper: no person, no time, no serial number. All rows are equally long.

    `choices` holds three option numbers of two digits; 00 is an empty place and
    dashes are a paper that nobody has filled in. `receipt` is what the voter
    takes home to find the paper in the published list.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey("pitches.Ballot", models.CASCADE, related_name="votes")
    choices = models.CharField(max_length=2 * CHOICES, default=UNFILLED)
    receipt = models.CharField(max_length=8)

    objects = orm.Manager.from_queryset(VoteQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "receipt"], name="vote_receipt_is_unique"),
            models.CheckConstraint(
                name="vote_receipt_has_eight_letters", condition=_only("receipt", ascii_lowercase, 8)
            ),
            models.CheckConstraint(
                name="vote_choices_are_option_numbers",
                condition=Q(choices=UNFILLED) | _only("choices", digits, 2 * CHOICES),
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


class PaperCount(models.Model):
    """What one of two people counted of the votes on real paper; two equal texts make the count."""

    ballot = models.ForeignKey("pitches.Ballot", models.CASCADE, related_name="paper_counts")
    by = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()  # the first or the second
    content = models.CharField(max_length=800)  # see counting.PaperSum

    objects = orm.Manager()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "by"], name="paper_count_once_per_person"),
            models.UniqueConstraint(fields=["ballot", "place"], name="paper_count_place_is_unique"),
            models.CheckConstraint(name="paper_count_by_two_people", condition=Q(place__range=(1, 2))),
            models.CheckConstraint(
                name="paper_count_has_its_form",
                condition=Q(content__regex=r"^[0-9]+/[0-9]+/([0-9]{2}:[0-9]+(,[0-9]{2}:[0-9]+)*)?$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot}: {self.by}"

    @property
    def sum(self) -> PaperSum:
        return PaperSum.read(self.content)
