"""Leading the closing meeting: one row that every screen follows."""

from collections.abc import Callable

from django.db import models, transaction
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.models import Cohort, Enrolment
from lib.refusal import Refused, check
from pitches.actions import ballot as votes
from pitches.models import Agreement, Ballot, Closing, Electorate, Pitch, Tip


class Deed(models.TextChoices):
    """The buttons of the trainer's control page."""

    WELCOME = "welcome", _("Back to the welcome")
    PITCH = "pitch", _("Start this pitch")
    NEXT = "next", _("Next pitch")
    PREVIOUS = "previous", _("Previous pitch")
    CLOCK = "clock", _("Start the clock again")
    MINUTES = "minutes", _("Change the minutes")
    BALLOT = "ballot", _("Show the vote")
    OPEN = "open", _("Open the vote")
    OPEN_MT = "open_mt", _("Open the vote of the MT")
    CLOSE = "close", _("Close the vote")
    REVEAL = "reveal", _("Show the result")
    RUN_OFF = "run_off", _("Open the run-off")


@transaction.atomic
def prepare(*, cohort: Cohort, by: Enrolment) -> Closing:
    """Return the team's closing meeting, made when it is not there yet. Raises Refused."""
    closing: Closing = Closing.of(cohort)
    if closing.pk is None:
        check(closing.lead_refusal(by=by))
        Closing.objects.get_or_create(cohort=cohort)
        closing = Closing.of(cohort)
    return closing


@transaction.atomic
def act(*, closing: Closing, deed: Deed, version: int, by: Enrolment, value: int | None = None) -> bool:
    """Do what a button says and tell whether it was done; `value` is a pitch or a number of minutes.

    A button on a page of an older version does nothing and returns False: somebody else was
    first. Raises Refused.
    """
    closing = Closing.objects.locked().select_related("cohort").get(pk=closing.pk)
    check(closing.act_refusal(by=by))
    if closing.version != version:
        return False
    DEEDS[deed](closing, value, by)
    closing.turn()
    return True


@transaction.atomic
def give_tip(*, closing: Closing, pitch: Pitch, kind: str, text: str, by: Enrolment) -> Tip:
    """Note what somebody says about a pitch, for its group. Raises Refused."""
    check(closing.tip_refusal(pitch, by=by))
    tip: Tip = pitch.tips.create(author=by, kind=kind, text=text)
    return tip


def _welcome(closing: Closing, value: int | None, by: Enrolment) -> None:
    closing.welcome()


def _pitch(closing: Closing, value: int | None, by: Enrolment) -> None:
    _give_floor(closing, next((pitch for pitch in closing.order() if pitch.pk == value), None))


def _next(closing: Closing, value: int | None, by: Enrolment) -> None:
    _give_floor(closing, closing.beside(+1))


def _previous(closing: Closing, value: int | None, by: Enrolment) -> None:
    _give_floor(closing, closing.beside(-1))


def _give_floor(closing: Closing, pitch: Pitch | None) -> None:
    if pitch is None:
        raise Refused(gettext("There is no other pitch there."))
    closing.give_floor(pitch)


def _clock(closing: Closing, value: int | None, by: Enrolment) -> None:
    closing.restart_clock()


def _minutes(closing: Closing, value: int | None, by: Enrolment) -> None:
    if value is None or not 1 <= value <= 60:
        raise Refused(gettext("A pitch takes 1 to 60 minutes."))
    closing.minutes = value


def _latest(closing: Closing) -> Ballot:
    ballot: Ballot | None = closing.cohort.ballots.newest()
    if ballot is None:
        raise Refused(gettext("There has been no vote yet."))
    return ballot


def _ballot(closing: Closing, value: int | None, by: Enrolment) -> None:
    closing.show_ballot(_latest(closing))


def _open(closing: Closing, value: int | None, by: Enrolment) -> None:
    _open_for(Electorate.PARTICIPANTS, closing, by)


def _open_mt(closing: Closing, value: int | None, by: Enrolment) -> None:
    _open_for(Electorate.MT, closing, by)


def _open_for(electorate: Electorate, closing: Closing, by: Enrolment) -> None:
    card = Agreement.current(closing.cohort, electorate)
    check(card.open_refusal(by=by))
    card = votes.agree(cohort=closing.cohort, electorate=electorate, terms={}, by=by)
    closing.show_ballot(votes.open_ballot(agreement=card, by=by))


def _close(closing: Closing, value: int | None, by: Enrolment) -> None:
    closing.show_ballot(votes.close(ballot=_latest(closing), by=by))


def _reveal(closing: Closing, value: int | None, by: Enrolment) -> None:
    closing.show_ballot(votes.reveal(ballot=_latest(closing), by=by))


def _run_off(closing: Closing, value: int | None, by: Enrolment) -> None:
    closing.show_ballot(votes.open_run_off(ballot=_latest(closing), by=by))


DEEDS: dict[Deed, Callable[[Closing, int | None, Enrolment], None]] = {
    Deed.WELCOME: _welcome,
    Deed.PITCH: _pitch,
    Deed.NEXT: _next,
    Deed.PREVIOUS: _previous,
    Deed.CLOCK: _clock,
    Deed.MINUTES: _minutes,
    Deed.BALLOT: _ballot,
    Deed.OPEN: _open,
    Deed.OPEN_MT: _open_mt,
    Deed.CLOSE: _close,
    Deed.REVEAL: _reveal,
    Deed.RUN_OFF: _run_off,
}
