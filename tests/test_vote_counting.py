"""Counting, against a count so slow and plain that it is obviously right."""

import hashlib

from hypothesis import given, strategies as st

from pitches.counting import Outcome, Verdict, decide, draw, leaders, numbers, quorum_reached, tally, written
from pitches.models import TieRule
from pitches.receipts import CONSONANTS, VOWELS, word, words

OPTIONS = st.lists(st.integers(1, 99), min_size=1, max_size=9, unique=True)


@st.composite
def elections(draw_from):
    options = draw_from(OPTIONS)
    choices = st.lists(st.sampled_from(options), min_size=1, max_size=3)
    return options, draw_from(st.lists(choices, max_size=60))


def slowly(options, votes):
    """Go through every dot by hand, for every option."""
    found = {}
    for option in options:
        found[option] = 0
        for vote in votes:
            for dot in vote:
                if dot == option:
                    found[option] += 1
    return found


@given(elections())
def test_tally_equals_a_count_by_hand(election):
    options, votes = election
    assert tally([written(vote, 3) for vote in votes], options) == slowly(options, votes)


@given(st.lists(st.integers(1, 99), max_size=3))
def test_paper_holds_what_was_written_and_not_in_which_order(chosen):
    paper = written(chosen, 3)
    assert numbers(paper) == sorted(chosen)
    assert paper == written(reversed(chosen), 3)
    assert len(paper) == 6


@given(elections())
def test_leaders_are_beaten_by_nobody(election):
    options, votes = election
    counts = slowly(options, votes)
    first = leaders(counts)
    for option in options:
        ahead = [other for other in options if counts[other] > counts[option]]
        assert (option in first) == (not ahead and counts[option] > 0)


@given(elections(), st.sampled_from(TieRule.values), st.booleans())
def test_outcome_follows_the_agreement(election, rule, enough):
    options, votes = election
    first = leaders(slowly(options, votes))
    expected = Verdict.WON if len(first) == 1 else Verdict(rule)
    if not enough or not votes:
        expected = Verdict.TOO_FEW
    counts = tally([written(vote, 3) for vote in votes], options)
    assert decide(counts, enough=enough, tie_rule=rule) == Outcome(expected, first)


@given(st.integers(0, 200), st.integers(1, 200), st.integers(0, 100))
def test_quorum_is_reached_when_the_share_is_at_least_as_large(cast, invited, quorum):
    assert quorum_reached(cast, invited, quorum) == (cast / invited >= quorum / 100)


def test_quorum_of_half_of_five_is_three():
    assert [quorum_reached(cast, 5, 50) for cast in (2, 3)] == [False, True]


@given(OPTIONS, st.text(max_size=64))
def test_lot_depends_on_the_seed_only(options, seed):
    assert draw(options, seed) == draw(list(reversed(options)), seed)
    assert draw(options, seed) in options


def test_lot_can_be_repeated_by_anybody():
    """`printf 'zaad:2' | sha256sum` and the same for 1, 3: the lowest wins."""
    assert draw([1, 2, 3], "zaad") == min((1, 2, 3), key=by_hand)


def by_hand(number):
    return hashlib.new("sha256", b"zaad:" + str(number).encode()).digest()


def test_lot_is_fair():
    won = [draw([1, 2, 3], str(seed)) for seed in range(3000)]
    assert all(900 < won.count(number) < 1100 for number in (1, 2, 3))


def test_option_that_is_not_on_the_paper_does_not_count():
    assert tally(["010000", "770000", "------"], [1, 2]) == {1: 1, 2: 0}


def test_receipt_can_be_said_aloud():
    for receipt in words(500):
        assert all(letter in CONSONANTS for letter in receipt[::2])
        assert all(letter in VOWELS for letter in receipt[1::2])
        assert len(receipt) == 8


def test_receipts_differ():
    assert len(set(words(2000))) == 2000
    assert word() != word()
