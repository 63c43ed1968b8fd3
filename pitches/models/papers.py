"""The rows of a vote: what stands on the paper, who is on the roll, who voted, and the papers."""

import uuid
from string import digits

from django.db import connection, models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from cohorts.models import Enrolment
from lib import orm
from pitches import receipts
from pitches.counting import PaperSum
from pitches.models.agreement import CHOICES
from pitches.models.ballot_rules import BallotState
from pitches.models.plan import Pitch

UNFILLED = "-" * 2 * CHOICES


# Every vote writes every paper again, so what a paper must be is asked a thousand times a vote: a regular
# expression is work for Python on SQLite, and of the word it is the length that secrecy needs.
_REST = Func(F("choices"), Value(digits), function="LTRIM", output_field=models.CharField())
_OPTION_NUMBERS = Q(Exact(Length("choices"), Value(2 * CHOICES)), Exact(_REST, Value("")))


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

    @classmethod
    def tick_off(cls, *, ballot_pk: int, voter: Enrolment) -> "Turnout | None":
        """Lock the ballot and write down that somebody votes; None when it is closed or that was done before.

        Whoever votes on, closes or withdraws the same ballot meanwhile waits until this transaction ends.
        In one statement, because a hall waits for it. Raises no error for a ballot that is gone.
        """
        open_ballot = 'SELECT "id", %s, %s FROM "pitches_ballot" WHERE "id" = %s AND "state" = %s'
        if connection.features.has_select_for_no_key_update:
            open_ballot += " FOR NO KEY UPDATE"
        with connection.cursor() as cursor:
            cursor.execute(
                f'INSERT INTO "pitches_turnout" ("ballot_id", "enrolment_id", "on_paper") {open_ballot} '
                'ON CONFLICT ("ballot_id", "enrolment_id") DO NOTHING RETURNING "id"',
                [voter.pk, False, ballot_pk, BallotState.OPEN],
            )
            row = cursor.fetchone()
        return cls(pk=row[0], ballot_id=ballot_pk, enrolment=voter) if row else None


class VoteQuerySet(models.QuerySet["Vote"]):
    def blank(self) -> "VoteQuerySet":
        return self.filter(choices=UNFILLED)


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
                name="vote_receipt_is_eight_long", condition=Q(Exact(Length("receipt"), Value(8)))
            ),
            models.CheckConstraint(
                name="vote_choices_are_option_numbers",
                condition=Q(choices=UNFILLED) | _OPTION_NUMBERS,
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    @classmethod
    def some_blank(cls, ballot_pk: int) -> str:
        """Return the receipt word of a random blank paper: the first one after a random word.

        Who holds the lock on the ballot asks this, and the next one while the whole hall waits; so it and
        `fill` are written out: finding the words for them took longer than the database needs for them.
        """
        with connection.cursor() as cursor:
            for start in (receipts.word(), ""):
                cursor.execute(
                    'SELECT "receipt" FROM "pitches_vote" WHERE "ballot_id" = %s AND "receipt" >= %s '
                    'AND "choices" = %s ORDER BY "receipt" LIMIT 1',
                    [ballot_pk, start, UNFILLED],
                )
                if row := cursor.fetchone():
                    return str(row[0])
        raise cls.DoesNotExist

    @classmethod
    def fill(cls, *, ballot_pk: int, receipt: str, choices: str, hide_among: int | None = None) -> None:
        """Fill one paper while rewriting all others of the ballot, or so many random ones, in one statement.

        Every row gets the same treatment at the same moment, so neither xmin nor the place on
        disk tells which one was filled. Two statements would leave one dead version more of it.
        """
        statement = (
            'UPDATE "pitches_vote" SET "choices" = CASE "receipt" WHEN %s THEN %s ELSE "choices" END '
            'WHERE "ballot_id" = %s'
        )
        values: list[str | int] = [receipt, choices, ballot_pk]
        if hide_among is not None:
            statement += (
                ' AND ("receipt" = %s OR "key" IN (SELECT "key" FROM "pitches_vote" '
                'WHERE "ballot_id" = %s AND "receipt" <> %s ORDER BY random() LIMIT %s))'
            )
            values += [receipt, ballot_pk, receipt, hide_among]
        with connection.cursor() as cursor:
            cursor.execute(statement, values)


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
