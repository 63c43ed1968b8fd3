"""Leading the closing meeting: one row that every screen follows."""

import secrets
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from cohorts.models import Cohort, Enrolment
from lib.refusal import Refused, check
from pitches.actions import ballot as votes
from pitches.models import Agreement, Ballot, Closing, Electorate, Pitch, Tip
from pitches.models.closing import Deed

FOR_GOOD = {Deed.CLOSE, Deed.STEP, Deed.REVEAL, Deed.UNDO}  # no step back after these


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
    closing = Closing.objects.locked().select_related("cohort", "pitch").get(pk=closing.pk)
    check(closing.act_refusal(by=by))
    if closing.version != version:
        return False
    before = closing.as_it_is() | {"stage": closing.cohort.stage}
    change = DEEDS[deed](closing, value, by)
    closing.before = None if deed in FOR_GOOD else before | (change or {})
    closing.deed, closing.deed_by = deed, by
    closing.turn()
    return True


@transaction.atomic
def give_tip(*, closing: Closing, pitch: Pitch, kind: str, text: str, by: Enrolment) -> Tip:
    """Note what somebody says about a pitch, for its group. Raises Refused."""
    check(closing.tip_refusal(pitch, by=by))
    tip: Tip = pitch.tips.create(author=by, kind=kind, text=text)
    return tip


type Change = dict[str, Any] | None  # what one step back has to know beside the scene


def _welcome(closing: Closing, value: int | None, by: Enrolment) -> Change:
    closing.welcome()
    return None


def _card(closing: Closing, value: int | None, by: Enrolment) -> Change:
    closing.show_card()
    return None


def _draw(closing: Closing, value: int | None, by: Enrolment) -> Change:
    order = closing.order()
    drawn = order[:]
    secrets.SystemRandom().shuffle(drawn)
    return _put_in_order(order, drawn)


def _earlier(closing: Closing, value: int | None, by: Enrolment) -> Change:
    return _move(closing, value, -1)


def _later(closing: Closing, value: int | None, by: Enrolment) -> Change:
    return _move(closing, value, +1)


def _move(closing: Closing, value: int | None, step: int) -> Change:
    order = closing.order()
    place = next((place for place, pitch in enumerate(order) if pitch.pk == value), -1)
    if place < 0 or not 0 <= place + step < len(order):
        raise Refused(gettext("There is no other pitch there."))
    moved = order[:]
    moved.insert(place + step, moved.pop(place))
    return _put_in_order(order, moved)


def _put_in_order(before: list[Pitch], after: list[Pitch]) -> Change:
    for number, pitch in enumerate(after, 1):
        pitch.position = number
    Pitch.objects.bulk_update(after, ["position"])
    return {"order": [pitch.pk for pitch in before]}


def _pitch(closing: Closing, value: int | None, by: Enrolment) -> Change:
    return _give_floor(closing, next((pitch for pitch in closing.order() if pitch.pk == value), None))


def _next(closing: Closing, value: int | None, by: Enrolment) -> Change:
    return _give_floor(closing, closing.beside(+1))


def _previous(closing: Closing, value: int | None, by: Enrolment) -> Change:
    return _give_floor(closing, closing.beside(-1))


def _give_floor(closing: Closing, pitch: Pitch | None) -> Change:
    if pitch is None:
        raise Refused(gettext("There is no other pitch there."))
    closing.give_floor(pitch)
    return None


def _clock(closing: Closing, value: int | None, by: Enrolment) -> Change:
    closing.restart_clock()
    return None


def _minutes(closing: Closing, value: int | None, by: Enrolment) -> Change:
    if value is None or not 1 <= value <= 60:
        raise Refused(gettext("A pitch takes 1 to 60 minutes."))
    closing.minutes = value
    return None


def _tips(closing: Closing, value: int | None, by: Enrolment) -> Change:
    if closing.pitch is None:
        raise Refused(gettext("Start a pitch first."))
    new = not closing.heard.filter(pk=closing.pitch.pk).exists()
    closing.heard.add(closing.pitch)
    closing.open_tips()
    return {"heard": closing.pitch.pk} if new else None


def _latest(closing: Closing) -> Ballot:
    ballot: Ballot | None = closing.cohort.ballots.newest()
    if ballot is None:
        raise Refused(gettext("There has been no vote yet."))
    return ballot


def _ballot(closing: Closing, value: int | None, by: Enrolment) -> Change:
    closing.show_ballot(_latest(closing))
    return None


def _open(closing: Closing, value: int | None, by: Enrolment) -> Change:
    return _open_for(Electorate.PARTICIPANTS, closing, by)


def _open_mt(closing: Closing, value: int | None, by: Enrolment) -> Change:
    return _open_for(Electorate.MT, closing, by)


def _open_for(electorate: Electorate, closing: Closing, by: Enrolment) -> Change:
    card = Agreement.current(closing.cohort, electorate)
    check(card.open_refusal(by=by))
    card = votes.agree(cohort=closing.cohort, electorate=electorate, terms={}, by=by)
    return _show_opened(closing, votes.open_ballot(agreement=card, by=by))


def _show_opened(closing: Closing, ballot: Ballot) -> Change:
    closing.show_ballot(ballot)
    return {"opened": ballot.pk}


def _close(closing: Closing, value: int | None, by: Enrolment) -> Change:
    closing.show_ballot(votes.close(ballot=_latest(closing), by=by))
    return None


def _step(closing: Closing, value: int | None, by: Enrolment) -> Change:
    closing.show_ballot(votes.show_next(ballot=_latest(closing), by=by))
    return None


def _reveal(closing: Closing, value: int | None, by: Enrolment) -> Change:
    closing.show_ballot(votes.reveal(ballot=_latest(closing), by=by))
    return None


def _run_off(closing: Closing, value: int | None, by: Enrolment) -> Change:
    return _show_opened(closing, votes.open_run_off(ballot=_latest(closing), by=by))


def _undo(closing: Closing, value: int | None, by: Enrolment) -> Change:
    """Go one step back. A vote that nobody used yet is withdrawn; more than that stays as it is."""
    check(closing.undo_refusal())
    before: dict[str, Any] = closing.before or {}
    if "opened" in before:
        ballot = closing.cohort.ballots.filter(pk=before["opened"]).first()
        if ballot:
            votes.withdraw(ballot=ballot, stage=before["stage"], by=by)
    if "heard" in before:
        closing.heard.remove(before["heard"])
    if "order" in before:
        places = {pk: number for number, pk in enumerate(before["order"])}
        now = closing.order()
        _put_in_order(now, sorted(now, key=lambda pitch: places.get(pitch.pk, len(places))))
    closing.put_back(before)
    return None


DEEDS: dict[Deed, Callable[[Closing, int | None, Enrolment], Change]] = {
    Deed.WELCOME: _welcome,
    Deed.CARD: _card,
    Deed.DRAW: _draw,
    Deed.EARLIER: _earlier,
    Deed.LATER: _later,
    Deed.PITCH: _pitch,
    Deed.NEXT: _next,
    Deed.PREVIOUS: _previous,
    Deed.CLOCK: _clock,
    Deed.MINUTES: _minutes,
    Deed.TIPS: _tips,
    Deed.BALLOT: _ballot,
    Deed.OPEN: _open,
    Deed.OPEN_MT: _open_mt,
    Deed.CLOSE: _close,
    Deed.STEP: _step,
    Deed.REVEAL: _reveal,
    Deed.RUN_OFF: _run_off,
    Deed.UNDO: _undo,
}
