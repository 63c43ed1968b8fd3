"""The vote: closing, revealing, and what follows a tie."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from cohorts.models import Role, Stage
from lib.refusal import Refused
from notifications.models import Kind, Notification
from pitches.actions.ballot import agree, cast, close, open_ballot, open_run_off, reveal
from pitches.models import (
    Ballot,
    BallotState,
    Electorate,
    TieRule,
    Verdict,
    Vote,
)
from tests.voting import crowd, everybody, finish, hand_in, opened, two_ideas  # noqa: F401 - fixtures


def test_close_keeps_the_filled_papers_under_new_keys(world, people, pitches):
    ballot = opened(world)
    before = {
        cast(ballot=ballot, choices=[pitches[1]], by=people[name]) for name in ("participant", "helper")
    }
    keys = set(ballot.votes.values_list("key", flat=True))

    ballot = close(ballot=ballot, by=people["trainer"])

    assert ballot.state == BallotState.CLOSED
    assert {receipt for receipt, _choices in ballot.papers()} == before
    assert ballot.votes.count() == 2
    assert not keys & set(ballot.votes.values_list("key", flat=True))
    assert ballot.checksum == ballot.sum_of(ballot.papers())
    assert AuditEntry.objects.last().result == ballot.checksum


def test_close_survives_a_clock_that_was_set_back(world, people, pitches):
    ballot = opened(world)
    Ballot.objects.update(opened_at=timezone.now() + timedelta(hours=1))
    ballot = close(ballot=ballot, by=people["trainer"])
    assert ballot.closed_at == ballot.opened_at


def test_close_and_reveal_once_and_by_a_trainer(world, people, pitches):
    ballot = opened(world)
    with pytest.raises(Refused, match="Alleen een trainer"):
        close(ballot=ballot, by=people["participant"])
    with pytest.raises(Refused, match="Sluit haar eerst"):
        reveal(ballot=ballot, by=people["trainer"])
    close(ballot=ballot, by=people["trainer"])
    with pytest.raises(Refused, match="al gesloten"):
        close(ballot=ballot, by=people["trainer"])
    with pytest.raises(Refused, match="Alleen een trainer"):
        reveal(ballot=ballot, by=people["mt"])
    reveal(ballot=ballot, by=people["trainer"])
    with pytest.raises(Refused, match="al getoond"):
        reveal(ballot=ballot, by=people["trainer"])


def test_checksum_changes_with_every_paper(world, people, pitches):
    ballot = opened(world)
    cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    ballot = close(ballot=ballot, by=people["trainer"])
    Vote.objects.update(choices="010000")
    assert ballot.sum_of(ballot.papers()) != ballot.checksum


def test_reveal_names_the_winner_and_tells_everybody(world, people, pitches):
    ballot = opened(world)
    cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    cast(ballot=ballot, choices=[pitches[1]], by=people["helper"])
    cast(ballot=ballot, choices=[pitches[0]], by=people["other"])

    ballot = finish(ballot, people["trainer"])

    assert (ballot.verdict, ballot.winner, ballot.is_final) == (Verdict.WON, pitches[1], True)
    assert [(bar["label"], bar["count"], bar["won"]) for bar in ballot.bars(ballot.papers())] == [
        (pitches[1].title, 2, True),
        (pitches[0].title, 1, False),
    ]
    world.cohort.refresh_from_db()
    assert world.cohort.stage == Stage.NOMINATION
    told = {(n.kind, n.recipient, n.path) for n in Notification.objects.all()}
    team = world.cohort.slug
    assert told == {
        (Kind.NOMINATION, world["participant"], f"/teams/{team}/slot/verslag/"),
        (Kind.NOMINATION, world["helper"], f"/teams/{team}/slot/verslag/"),
        (Kind.NOMINATION, world["other"], f"/teams/{team}/slot/verslag/"),
        (Kind.DOSSIERS, world["mt"], f"/teams/{team}/mt/"),
    }


def test_result_is_empty_before_it_is_revealed(world, people, pitches):
    ballot = opened(world)
    cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    assert ballot.bars(ballot.papers()) == []
    ballot = close(ballot=ballot, by=people["trainer"])
    assert ballot.bars(ballot.papers()) == []


def test_too_few_votes_make_no_winner(world, people, pitches):
    ballot = opened(world, quorum=50)
    cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    ballot = finish(ballot, people["trainer"])
    assert (ballot.verdict, ballot.winner, ballot.is_final) == (Verdict.TOO_FEW, None, True)


def test_nobody_voted_makes_no_winner(world, people, pitches):
    ballot = finish(opened(world, quorum=0), people["trainer"])
    assert (ballot.verdict, ballot.winner) == (Verdict.TOO_FEW, None)


def tie(world, people, pitches, **terms):
    ballot = opened(world, **terms)
    cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    cast(ballot=ballot, choices=[pitches[0]], by=people["other"])
    return finish(ballot, people["trainer"])


def test_tie_goes_to_the_mt_when_agreed(world, people, pitches):
    ballot = tie(world, people, pitches, tie_rule=TieRule.MT)
    assert (ballot.verdict, ballot.winner, ballot.is_final) == (Verdict.MT, None, True)


def test_tie_is_drawn_with_a_published_seed_when_agreed(world, people, pitches):
    ballot = tie(world, people, pitches, tie_rule=TieRule.LOT)
    assert (ballot.verdict, len(ballot.lot_seed)) == (Verdict.LOT, 64)
    assert ballot.winner in pitches


def test_run_off_is_between_the_equals_on_a_copy_of_the_card(world, people):
    pitches = hand_in(world, 3)
    first = tie(world, people, pitches, quorum=10)
    assert (first.verdict, first.is_final) == (Verdict.RUN_OFF, False)
    assert Notification.objects.count() == 0

    second = open_run_off(ballot=first, by=people["trainer"])

    assert [option.pitch for option in second.options.all()] == pitches[:2]
    assert second.run_off_of == first
    assert (second.agreement.quorum, second.agreement.tie_rule) == (10, TieRule.MT)
    assert second.agreement.is_frozen
    first.agreement.refresh_from_db()
    assert first.agreement.tie_rule == TieRule.RUN_OFF
    cast(ballot=second, choices=[pitches[1]], by=people["participant"])
    assert finish(second, people["trainer"]).winner == pitches[1]
    assert Notification.objects.filter(kind=Kind.NOMINATION).count() == 3


def test_run_off_after_a_tie_once_and_by_a_trainer(world, people, pitches):
    ballot = tie(world, people, pitches)
    with pytest.raises(Refused, match="Alleen een trainer"):
        open_run_off(ballot=ballot, by=people["other"])
    open_run_off(ballot=ballot, by=people["trainer"])
    with pytest.raises(Refused, match="al geopend"):
        open_run_off(ballot=ballot, by=people["trainer"])


def test_run_off_without_a_tie_is_refused(world, people, pitches):
    with pytest.raises(Refused, match="alleen als de stemmen staken"):
        open_run_off(ballot=opened(world), by=people["trainer"])


def test_run_off_of_the_mt_ends_in_a_lot(world, people, pitches):
    crowd(world, 1, Role.MT)
    ballot = opened(world, Electorate.MT)
    for enrolment, pitch in zip(world.cohort.enrolments.mt(), pitches, strict=True):
        cast(ballot=ballot, choices=[pitch], by=enrolment)
    ballot = finish(ballot, people["trainer"])
    assert open_run_off(ballot=ballot, by=people["trainer"]).agreement.tie_rule == TieRule.LOT


def test_closed_team_opens_no_vote(world, people, pitches):
    card = agree(cohort=world.cohort, electorate="participants", terms={}, by=people["trainer"])
    world.cohort.state = "closed"
    world.cohort.save()
    people["trainer"].cohort = card.cohort = world.cohort
    with pytest.raises(Refused) as refused:
        open_ballot(agreement=card, by=people["trainer"])
    assert str(refused.value) == world.cohort.write_refusal() != ""
