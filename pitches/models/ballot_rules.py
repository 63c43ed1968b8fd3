"""The states of a ballot, and what the database holds true in each of them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pitches.counting import Verdict
from pitches.models.agreement import Electorate
from pitches.models.ballot_of_mt import CONSTRAINTS_OF_THE_MT


class BallotState(models.TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    REVEALED = "revealed", _("revealed")


CONSTRAINTS: list[models.BaseConstraint] = [
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
        | Q(verdict=Verdict.CHAIR)
        | (~Q(verdict__in=[Verdict.WON, Verdict.LOT, Verdict.CHAIR]) & Q(winner=None)),
    ),
    models.CheckConstraint(
        name="ballot_lot_shows_its_seed",
        condition=~Q(verdict=Verdict.LOT) | ~Q(lot_seed=""),
    ),
    models.CheckConstraint(
        name="ballot_lot_is_drawn_at_closing",
        condition=~Q(state=BallotState.OPEN) | Q(lot_seed=""),
    ),
    models.CheckConstraint(
        name="ballot_paper_is_counted_after_closing",
        condition=~Q(state=BallotState.OPEN) | Q(on_paper="", step=0),
    ),
    models.CheckConstraint(
        name="ballot_sealed_when_revealed",
        condition=Q(state=BallotState.REVEALED) | Q(seal=""),
    ),
    *CONSTRAINTS_OF_THE_MT,
]
