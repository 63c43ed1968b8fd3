"""What the database itself refuses about a vote and a closing meeting."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from pitches.actions.closing import prepare
from pitches.models import Agreement, Ballot, Closing, Option, PaperCount, SignedVote, Turnout, Vote, Voter
from tests.voting import hand_in, opened


@pytest.fixture
def ballot(world):
    hand_in(world)
    return opened(world)


@pytest.fixture
def refuses(db):
    """Check that the database refuses a deed by this constraint; SQLite names the columns of unique ones."""

    def check(name, deed, columns=""):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            deed()
        assert name in str(refused.value) or (columns and columns in str(refused.value))

    return check


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("agreement_electorate_is_known", {"electorate": "all"}),
        ("agreement_method_is_known", {"method": "two"}),
        ("agreement_tie_rule_is_known", {"tie_rule": "duel"}),
        ("agreement_majority_is_known", {"majority": "all"}),
        ("agreement_half_is_not_drawn", {"majority": "half", "tie_rule": "lot"}),
        ("agreement_quorum_is_a_percentage", {"quorum": 101}),
        ("agreement_tie_of_the_mt_not_to_the_mt", {"electorate": "mt", "tie_rule": "mt"}),
    ],
)
def test_agreement_refuses(world, refuses, name, wrong):
    refuses(name, lambda: Agreement.objects.create(cohort=world.cohort, **wrong))


def test_agreement_has_one_draft_for_each_electorate(world, refuses):
    Agreement.objects.create(cohort=world.cohort)
    Agreement.objects.create(cohort=world.cohort, frozen_at=timezone.now())
    Agreement.objects.create(cohort=world.cohort, electorate="mt")
    refuses(
        "agreement_one_draft_per_electorate",
        lambda: Agreement.objects.create(cohort=world.cohort),
        "pitches_agreement.cohort_id, pitches_agreement.electorate",
    )


NOW = timezone.now()
CLOSED = {"state": "closed", "closed_at": NOW + timedelta(days=1), "checksum": "0" * 64}
REVEALED = CLOSED | {"state": "revealed", "revealed_at": NOW, "verdict": "too_few"}


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("ballot_electorate_is_known", {"electorate": "all"}),
        ("ballot_state_is_known", CLOSED | {"state": "lost"}),
        ("ballot_closed_has_a_time", CLOSED | {"closed_at": None}),
        ("ballot_closed_has_a_time", CLOSED | {"checksum": ""}),
        ("ballot_revealed_has_a_time", REVEALED | {"revealed_at": None}),
        ("ballot_closes_after_it_opens", CLOSED | {"closed_at": NOW - timedelta(days=1)}),
        ("ballot_verdict_when_revealed", REVEALED | {"verdict": ""}),
        ("ballot_verdict_when_revealed", {"verdict": "mt"}),
        ("ballot_winner_fits_the_verdict", REVEALED | {"verdict": "won"}),
        ("ballot_lot_is_drawn_at_closing", {"lot_seed": "f" * 64}),
        ("ballot_paper_is_counted_after_closing", {"on_paper": "0/0/"}),
        ("ballot_paper_is_counted_after_closing", {"step": 1}),
        ("ballot_sealed_when_revealed", CLOSED | {"seal": "f" * 64}),
    ],
)
def test_ballot_refuses(ballot, refuses, name, wrong):
    refuses(name, lambda: Ballot.objects.filter(pk=ballot.pk).update(**wrong))


def test_ballot_accepts_the_states_it_goes_through(ballot):
    for state in (CLOSED, REVEALED):
        Ballot.objects.filter(pk=ballot.pk).update(**state)
    ballot.refresh_from_db()
    assert ballot.is_revealed


def test_ballot_is_open_once_for_each_electorate(world, ballot, refuses):
    card = Agreement.objects.create(cohort=world.cohort)
    trainer = world.enrolments["trainer"]
    refuses(
        "ballot_one_open_per_electorate",
        lambda: world.cohort.ballots.create(electorate="participants", agreement=card, opened_by=trainer),
        "pitches_ballot.cohort_id, pitches_ballot.electorate",
    )


def test_ballot_of_a_lot_shows_its_seed(ballot, refuses):
    winner = ballot.options.first().pitch_id
    lot = REVEALED | {"verdict": "lot", "winner_id": winner}
    refuses("ballot_lot_shows_its_seed", lambda: Ballot.objects.filter(pk=ballot.pk).update(**lot))


def test_paper_is_counted_by_two_different_people(world, ballot, refuses):
    trainer, other = world.enrolments["trainer"], world.enrolments["other"]

    def count(by, place, content="1/0/01:1"):
        return PaperCount.objects.create(ballot=ballot, by=by, place=place, content=content)

    count(trainer, 1)
    refuses("paper_count_once_per_person", lambda: count(trainer, 2), "by_id")
    refuses("paper_count_place_is_unique", lambda: count(other, 1), "place")
    refuses("paper_count_by_two_people", lambda: count(other, 3))
    refuses("paper_count_has_its_form", lambda: count(other, 2, "een/0/"))


def test_option_refuses_the_same_pitch_or_number_twice(ballot, refuses):
    first = ballot.options.first()
    refuses("option_once_per_pitch", lambda: ballot.options.create(pitch=first.pitch, number=9), "pitch_id")
    other = ballot.options.last()
    refuses("option_number_is_unique", lambda: Option.objects.filter(pk=other.pk).update(number=1), "number")
    for number in (0, 100):
        refuses(
            "option_number_has_two_digits",
            lambda number=number: Option.objects.filter(pk=other.pk).update(number=number),
        )


def test_person_stands_once_on_the_roll_and_votes_once(world, ballot, refuses):
    anna = world.enrolments["participant"]
    refuses(
        "voter_once_on_the_roll", lambda: Voter.objects.create(ballot=ballot, enrolment=anna), "enrolment_id"
    )
    Turnout.objects.create(ballot=ballot, enrolment=anna)
    refuses(
        "turnout_once_per_person",
        lambda: Turnout.objects.create(ballot=ballot, enrolment=anna),
        "enrolment_id",
    )


@pytest.mark.parametrize("choices", ["", "1", "01020x", "-----0", "0102030"[:5], "x10203"])
def test_vote_holds_option_numbers_only(ballot, refuses, choices):
    refuses("vote_choices_are_option_numbers", lambda: ballot.votes.update(choices=choices))


def test_vote_receipt_is_unique_and_eight_long(ballot, refuses):
    refuses("vote_receipt_is_unique", lambda: ballot.votes.update(receipt="tibolanu"), "receipt")
    refuses("vote_receipt_is_eight_long", lambda: ballot.votes.update(receipt="Anna"))


def test_signed_vote_holds_option_numbers_only(world, ballot, refuses):
    turnout = Turnout.objects.create(ballot=ballot, enrolment=world.enrolments["participant"])
    refuses(
        "signed_choices_are_option_numbers",
        lambda: SignedVote.objects.create(turnout=turnout, choices="------"),
    )


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("closing_scene_is_known", {"scene": "dance"}),
        ("closing_minutes_are_short", {"minutes": 0}),
        ("closing_minutes_are_short", {"minutes": 61}),
        ("closing_pitch_scene_has_a_pitch", {"scene": "pitch"}),
        ("closing_clock_runs_during_a_pitch", {"timer_started_at": NOW}),
    ],
)
def test_closing_refuses(world, refuses, name, wrong):
    refuses(name, lambda: Closing.objects.create(cohort=world.cohort, **wrong))


def test_rows_can_be_named(world, ballot):
    """The administrator's error pages and logs show these; none names a choice."""
    anna = world.enrolments["participant"]
    turnout = Turnout.objects.create(ballot=ballot, enrolment=anna)
    signed = SignedVote.objects.create(turnout=turnout, choices="010000")
    vote = ballot.votes.first()
    closing = prepare(cohort=world.cohort, by=world.enrolments["trainer"])
    assert [str(row) for row in (ballot, ballot.agreement)] == ["Lindenhof: de deelnemers"] * 2
    assert [str(row) for row in (turnout, signed, ballot.voter(anna))] == ["Anna de Vries"] * 3
    assert str(vote) == str(vote.key)
    assert str(closing) == "Lindenhof"
    assert str(ballot.options.first()) == "1. Chatten met de bibliotheek"


def test_vote_of_nobody_is_blank(ballot):
    assert {vote.choices for vote in Vote.objects.all()} == {"------"}
