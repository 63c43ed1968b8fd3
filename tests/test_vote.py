"""The vote: its card, opening and casting."""

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from cohorts.models import Stage
from lib.refusal import Refused
from notifications.models import Kind, Notification
from pitches.actions.ballot import agree, cast, close, open_ballot, withdraw
from pitches.models import (
    Agreement,
    Ballot,
    Electorate,
    SignedVote,
    Turnout,
    Vote,
)
from tests.voting import crowd, everybody, finish, hand_in, opened, two_ideas  # noqa: F401 - fixtures


# --- The agreement ---------------------------------------------------------------
def test_agreement_has_usual_terms_until_a_trainer_changes_them(world, people):
    usual = Agreement.current(world.cohort, Electorate.PARTICIPANTS)
    assert (usual.pk, usual.secret, usual.own_group_excluded, usual.tie_rule) == (None, True, True, "run_off")

    card = agree(
        cohort=world.cohort,
        electorate=Electorate.PARTICIPANTS,
        terms={"quorum": 75, "method": "dots"},
        by=people["trainer"],
    )

    assert Agreement.current(world.cohort, Electorate.PARTICIPANTS) == card
    assert (card.quorum, card.most) == (75, 3)
    assert Agreement.objects.count() == 1


def test_agreement_is_changed_by_a_trainer_only(world, people):
    with pytest.raises(Refused, match="Alleen een trainer"):
        agree(cohort=world.cohort, electorate="participants", terms={"quorum": 1}, by=people["participant"])
    assert Agreement.objects.count() == 0


def test_agreement_is_frozen_when_the_vote_opens(world, people, pitches):
    ballot = opened(world, quorum=50)
    with pytest.raises(Refused, match="blijven de afspraken"):
        agree(cohort=world.cohort, electorate="participants", terms={"quorum": 1}, by=people["trainer"])
    ballot.agreement.refresh_from_db()
    assert (ballot.agreement.quorum, ballot.agreement.is_frozen) == (50, True)
    assert Agreement.objects.count() == 1


def test_agreement_says_everything_in_sentences(world):
    card = Agreement.usual(world.cohort, Electorate.PARTICIPANTS)
    assert card.lines == [
        "De deelnemers stemmen.",
        "Iedereen heeft één stem.",
        "Je stemt niet op je eigen groep.",
        "De stemming is geheim.",
        "Minstens 50 procent van de mensen moet stemmen.",
        "Een idee wint met de meeste stemmen.",
        "Staken de stemmen? Dan beslist: een herstemming tussen de gelijken.",
        "De uitslag is een advies. Het MT beslist.",
    ]
    other = Agreement(
        cohort=world.cohort, electorate="mt", method="dots", own_group_excluded=False, secret=False, quorum=0,
        tie_rule="lot", mt_decides=False,
    )  # fmt: skip
    assert other.lines == [
        "De leden van het MT stemmen.",
        "Iedereen heeft drie stippen, om te verdelen of op één idee te plakken.",
        "Wie een belang bij een pitch heeft opgegeven, mag stemmen. Het belang staat in het proces-verbaal.",
        "De stemming is open: met naam.",
        "De uitslag telt, hoeveel mensen er ook stemmen.",
        "Een idee wint met de meeste stemmen.",
        "Staken de stemmen? Dan beslist: het lot.",
        "Wat de stemming zegt, gebeurt.",
    ]


def test_agreement_warns_when_few_people_vote(world):
    card = Agreement.usual(world.cohort, Electorate.PARTICIPANTS)
    assert card.warning() == "Er stemmen maar 3 mensen. Dan kan een uitslag laten zien wie wat koos."
    crowd(world, 2)
    assert card.warning() == ""


# --- Opening ---------------------------------------------------------------------
def test_open_ballot_lays_out_paper_roll_and_blank_votes(world, people, pitches):
    ballot = opened(world)

    assert [(o.number, o.pitch) for o in ballot.options.all()] == [(1, pitches[0]), (2, pitches[1])]
    assert {(v.enrolment, v.own and v.own.pitch) for v in ballot.roll.all()} == {
        (people["participant"], pitches[0]),
        (people["helper"], pitches[0]),
        (people["other"], pitches[1]),
    }
    assert (ballot.invited, ballot.votes.blank().count()) == (3, 3)
    world.cohort.refresh_from_db()
    assert world.cohort.stage == Stage.VOTE
    entry = AuditEntry.objects.last()
    assert (entry.deed, entry.on, entry.actor) == (
        "ballot.opened",
        f"ballot:{ballot.pk}",
        f"user:{people['trainer'].user_id}",
    )


def test_open_ballot_twice_opens_one(world, people, pitches):
    ballot = opened(world)
    with pytest.raises(Refused, match="al geopend"):
        open_ballot(agreement=Agreement.objects.get(), by=people["trainer"])
    assert Ballot.objects.get() == ballot
    assert Vote.objects.count() == 3


def test_open_ballot_needs_a_trainer_two_pitches_and_voters(world, people):
    card = agree(cohort=world.cohort, electorate="participants", terms={}, by=people["trainer"])
    with pytest.raises(Refused, match="vanaf twee pitches"):
        open_ballot(agreement=card, by=people["trainer"])
    hand_in(world)
    with pytest.raises(Refused, match="Alleen een trainer"):
        open_ballot(agreement=card, by=people["helper"])
    world.cohort.enrolments.participants().update(left_at=timezone.now())
    with pytest.raises(Refused, match="nog niemand"):
        open_ballot(agreement=card, by=people["trainer"])
    card.refresh_from_db()
    assert (card.frozen_at, Ballot.objects.count()) == (None, 0)


def test_open_ballot_leaves_out_people_who_left_or_cannot_log_in(world, people, pitches):
    people["helper"].left_at = timezone.now()
    people["helper"].save()
    people["other"].user.is_active = False
    people["other"].user.save()
    assert [voter.enrolment for voter in opened(world).roll.all()] == [people["participant"]]


# --- Casting ---------------------------------------------------------------------
def test_cast_fills_one_paper_and_notes_the_turnout(world, people, pitches):
    ballot = opened(world)

    receipt = cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])

    assert ballot.papers() == [(receipt, "020000")]
    assert ballot.votes.blank().count() == 2
    assert [turnout.enrolment for turnout in ballot.turnout.all()] == [people["participant"]]
    assert receipt.isalpha()
    assert len(receipt) == 8


def test_cast_twice_keeps_the_first(world, people, pitches):
    ballot = opened(world, own_group_excluded=False)
    cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    with pytest.raises(Refused, match="Je hebt al gestemd"):
        cast(ballot=ballot, choices=[pitches[0]], by=people["participant"])
    assert [choices for _receipt, choices in ballot.papers()] == ["020000"]
    assert Turnout.objects.count() == 1


def test_cast_for_the_own_group_is_refused_when_agreed(world, people, pitches):
    ballot = opened(world)
    with pytest.raises(Refused, match="je eigen groep"):
        cast(ballot=ballot, choices=[pitches[0]], by=people["participant"])
    assert (ballot.papers(), Turnout.objects.count()) == ([], 0)


def test_cast_for_the_own_group_counts_when_allowed(world, people, pitches):
    ballot = opened(world, own_group_excluded=False)
    cast(ballot=ballot, choices=[pitches[0]], by=people["participant"])
    assert [choices for _receipt, choices in ballot.papers()] == ["010000"]


def test_own_group_is_the_group_at_opening(world, people, pitches):
    """Changing seats during the vote does not free anybody's own pitch."""
    ballot = opened(world)
    seat = people["participant"].seat
    seat.group, seat.number = world.groups[1], 5
    seat.save()
    with pytest.raises(Refused, match="je eigen groep"):
        cast(ballot=ballot, choices=[pitches[0]], by=people["participant"])


def test_cast_after_closing_is_refused(world, people, pitches):
    ballot = opened(world)
    close(ballot=ballot, by=people["trainer"])
    with pytest.raises(Refused, match="gesloten"):
        cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    assert Turnout.objects.count() == 0


@pytest.mark.parametrize("name", ["trainer", "mt", "outsider"])
def test_cast_by_somebody_else_is_refused(world, people, pitches, name):
    with pytest.raises(Refused):
        cast(ballot=opened(world), choices=[pitches[1]], by=people[name])
    assert Turnout.objects.count() == 0


def test_cast_by_somebody_who_joined_later_is_refused(world, people, pitches):
    ballot = opened(world)
    (late,) = crowd(world, 1)
    with pytest.raises(Refused, match="toen de stemming al liep"):
        cast(ballot=ballot, choices=[pitches[1]], by=late)


def test_cast_on_a_vote_that_was_taken_back_is_refused(world, people, pitches):
    """The phone still had the paper in its hand."""
    ballot = opened(world)
    withdraw(ballot=Ballot.objects.get(pk=ballot.pk), stage=ballot.cohort.stage, by=people["trainer"])
    with pytest.raises(Refused, match="heeft deze stemming teruggenomen"):
        cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    assert Turnout.objects.count() == 0


def test_cast_takes_one_choice_or_up_to_three_dots(world, people, pitches):
    ballot = opened(world)
    for choices in ([], [pitches[1], pitches[1]]):
        with pytest.raises(Refused, match="Kies één pitch"):
            cast(ballot=ballot, choices=choices, by=people["participant"])
    assert Turnout.objects.count() == 0


def test_cast_spreads_or_stacks_three_dots(world, people):
    pitches = hand_in(world, 4)
    ballot = opened(world, method="dots")
    with pytest.raises(Refused, match="hoogstens 3"):
        cast(ballot=ballot, choices=[pitches[1]] * 4, by=people["participant"])
    cast(ballot=ballot, choices=[pitches[3], pitches[1], pitches[2]], by=people["participant"])
    cast(ballot=ballot, choices=[pitches[3]] * 3, by=people["helper"])
    cast(ballot=ballot, choices=[pitches[0]], by=people["other"])
    assert sorted(choices for _receipt, choices in ballot.papers()) == ["010000", "020304", "040404"]


def test_cast_for_a_pitch_that_is_not_on_the_paper_is_refused(world, people, pitches):
    ballot = opened(world)
    late = hand_in_third(world)
    with pytest.raises(Refused, match="staat niet op het stembiljet"):
        cast(ballot=ballot, choices=[late], by=people["participant"])


def hand_in_third(world):
    group = world.cohort.groups.create(name="Laat")
    pitch = group._meta.get_field("pitch").related_model(group=group, title="Te laat", state="handed_in")
    pitch.handed_in_at = timezone.now()
    pitch.save()
    return pitch


def test_cast_by_name_when_the_vote_is_open(world, people, pitches):
    ballot = opened(world, secret=False)
    word = cast(ballot=ballot, choices=[pitches[1]], by=people["participant"], reason="Dit helpt klanten.")
    signed = SignedVote.objects.get()
    assert (word, signed.turnout.enrolment, signed.choices) == ("", people["participant"], "020000")
    assert signed.reason == "Dit helpt klanten."
    assert Vote.objects.count() == 0


def test_mt_votes_in_its_own_ballot(world, people, pitches):
    ballot = opened(world, Electorate.MT)
    with pytest.raises(Refused, match="het MT"):
        cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    cast(ballot=ballot, choices=[pitches[0]], by=people["mt"])
    ballot = finish(ballot, people["trainer"])
    assert (ballot.invited, ballot.winner) == (1, pitches[0])
    assert {(told.kind, told.about) for told in Notification.objects.all()} == {
        (Kind.MT_VOTE, f"result:{ballot.pk}")
    }
    world.cohort.refresh_from_db()
    assert world.cohort.stage == Stage.VOTE
