"""The rules of the agreement, from card to winner, against a count so slow that it is plainly right."""

from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from lib.refusal import Refused
from pitches.actions.ballot import cast, close, open_run_off, reveal
from pitches.counting import PaperSum, Verdict, decide, lot, quorum_reached, ranks, tally, with_paper, written
from pitches.models import Majority, TieRule
from tests.voting import crowd, hand_in, opened

OPTIONS = [1, 2, 3, 4]
# The chair breaks a tie of the MT alone: see tests/test_mt_vote.py.
RULES = [(Majority.MOST, rule) for rule in TieRule if rule != TieRule.CHAIR] + [
    (Majority.HALF, TieRule.RUN_OFF), (Majority.HALF, TieRule.MT)
]  # fmt: skip
papers = st.lists(st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=3), max_size=25)


def by_hand(votes, options, invited, quorum, majority, rule):
    """The verdict and the numbers it is about, by going through every vote for every option."""
    voted = len(votes)
    if not votes or voted / invited < quorum / 100:
        return Verdict.TOO_FEW, None
    got = {option: sum(1 for vote in votes for dot in vote if dot == option) for option in options}
    top = [option for option in options if all(got[option] >= got[other] for other in options)]
    if len(top) > 1:
        return Verdict(rule), top
    if majority == Majority.MOST or got[top[0]] > sum(got.values()) / 2:
        return Verdict.WON, top
    rest = [option for option in options if option not in top]
    second = [option for option in rest if all(got[option] >= got[other] for other in rest)]
    return Verdict(rule), sorted(top + second)


@given(papers, st.integers(0, 20), st.integers(0, 100), st.sampled_from(RULES))
def test_verdict_equals_a_count_by_hand(votes, absent, quorum, terms):
    invited = max(1, len(votes) + absent)
    counts = tally([written(vote, 3) for vote in votes], OPTIONS)
    majority, rule = terms
    found = decide(
        counts,
        enough=quorum_reached(len(votes), invited, quorum),
        tie_rule=rule,
        half=majority == Majority.HALF,
    )
    verdict, about = by_hand(votes, OPTIONS, invited, quorum, majority, rule)
    assert found.verdict == verdict
    assert about is None or found.leaders == about


@given(papers, papers)
def test_paper_and_phone_together_are_one_count(by_phone, on_paper):
    paper = PaperSum(len(on_paper), 0, tuple(tally([written(v, 3) for v in on_paper], OPTIONS).items()))
    assert PaperSum.read(str(paper)) == paper
    together = tally([written(vote, 3) for vote in by_phone + on_paper], OPTIONS)
    assert with_paper(tally([written(vote, 3) for vote in by_phone], OPTIONS), paper) == together


@given(papers)
def test_places_go_from_the_last_to_the_first_and_miss_nobody(votes):
    counts = tally([written(vote, 3) for vote in votes], OPTIONS)
    found = ranks(counts)
    assert sorted(option for rank in found for option in rank) == OPTIONS
    heights = [{counts[option] for option in rank} for rank in found]
    assert all(len(height) == 1 for height in heights)
    assert [min(height) for height in heights] == sorted({*counts.values()})


# --- The whole way, through the database --------------------------------------------------
@dataclass
class Hall:
    pitches: list
    voters: list
    own: dict


@pytest.fixture
def hall(world):
    """Three pitches and six voters; the first three sit in the groups of the pitches."""
    pitches = hand_in(world, 3)
    world.cohort.enrolments.participants().delete()
    voters = crowd(world, 6)
    for voter, group in zip(voters, world.groups, strict=False):
        group.seats.create(enrolment=voter, number=5)
    return Hall(pitches, voters, {voter.pk: pitch for voter, pitch in zip(voters, pitches, strict=False)})


@st.composite
def meetings(draw):
    majority, rule = draw(st.sampled_from(RULES))
    method = draw(st.sampled_from(["one", "dots"]))
    most = 1 if method == "one" else 3
    terms = {"majority": majority, "tie_rule": rule, "method": method, "quorum": draw(st.integers(0, 100))}
    terms["own_group_excluded"] = draw(st.booleans())
    terms["secret"] = draw(st.booleans())
    choice = st.one_of(st.none(), st.lists(st.integers(0, 2), min_size=1, max_size=most))
    return terms, [draw(st.lists(choice, min_size=6, max_size=6)) for _round in range(2)]


def play(ballot, hall, choices, terms):
    """Let everybody vote; return the votes that have to count, in option numbers."""
    number = {option.pitch_id: option.number for option in ballot.options.all()}
    counted = []
    for voter, wish in zip(hall.voters, choices, strict=True):
        if wish is None:
            continue
        chosen = [hall.pitches[place] for place in wish]
        own = terms["own_group_excluded"] and hall.own.get(voter.pk) in chosen
        if own or any(pitch.pk not in number for pitch in chosen):
            with pytest.raises(Refused):
                cast(ballot=ballot, choices=chosen, by=voter)
            continue
        cast(ballot=ballot, choices=chosen, by=voter)
        counted.append([number[pitch.pk] for pitch in chosen])
    return counted


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(meetings())
def test_meeting_ends_as_agreed(world, hall, meeting):
    terms, rounds = meeting
    trainer = world.enrolments["trainer"]
    with transaction.atomic():
        ballot, majority, rule = opened(world, **terms), terms["majority"], terms["tie_rule"]
        for choices in rounds:
            votes = play(ballot, hall, choices, terms)
            ballot = reveal(ballot=close(ballot=ballot, by=trainer), by=trainer)
            options = [option.number for option in ballot.options.all()]
            verdict, about = by_hand(votes, options, 6, terms["quorum"], majority, rule)
            assert ballot.verdict == verdict
            assert ballot.winner == expected(ballot, verdict, about)
            if verdict != Verdict.RUN_OFF:
                break
            ballot = open_run_off(ballot=ballot, by=trainer)
            assert ballot.options.count() == len(about)
            majority, rule = Majority.MOST, TieRule.MT
        transaction.set_rollback(True)


def expected(ballot, verdict, about):
    """The winner by hand: the only leader, or the lowest lot of the published seed."""
    by_number = {option.number: option.pitch for option in ballot.options.all()}
    if verdict == Verdict.WON:
        return by_number[about[0]]
    if verdict == Verdict.LOT:
        return by_number[min(about, key=lambda number: lot(number, ballot.lot_seed))]
    return None
