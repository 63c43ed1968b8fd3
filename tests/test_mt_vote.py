"""The MT among itself: interests, the chair, and its own vote outside the closing meeting."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import AuditEntry
from cohorts.models import Role, State
from lib.refusal import Refused
from notifications.models import Kind, Mailing, Notification
from notifications.tasks import deliver_one
from pitches.actions import ballot as votes, mt
from pitches.actions.ballot import agree, cast
from pitches.models import Agreement, Ballot, Chair, Declaration, Electorate, Interest, Vote
from pitches.models.standing import Standing
from tests.at_once import all_at_once
from tests.pitching import address, handed_in, impossible, two_pitches, voted  # noqa: F401 - a fixture
from tests.voting import crowd


@pytest.fixture
def board(world, pitches):
    """Marit (in the chair), and two colleagues; the participants have chosen the first pitch."""
    voted(world, winner=pitches[0])
    found = [world.enrolments["mt"], *crowd(world, 2, Role.MT)]
    mt.set_chair(cohort=world.cohort, enrolment=found[0], by=world.enrolments["trainer"])
    return found


def card(world, **terms):
    return agree(cohort=world.cohort, electorate=Electorate.MT, terms=terms, by=world.enrolments["trainer"])


def at_desk(world, board, **terms):
    """The vote of the MT, open; everybody has declared that they have no interest."""
    card(world, **terms)
    for member in board:
        mt.declare(interests={}, by=member)
    return mt.open_at_desk(cohort=world.cohort, by=board[0])


def counted(ballot, by):
    votes.close(ballot=ballot, by=by)
    return votes.reveal(ballot=ballot, by=by)


# --- Interests ------------------------------------------------------------------------


def test_nobody_votes_or_decides_before_declaring(world, board, pitches):
    card(world)
    ballot = mt.open_at_desk(cohort=world.cohort, by=board[0])

    with pytest.raises(Refused, match="belang"):
        cast(ballot=ballot, choices=[pitches[0]], by=board[1])
    mt.declare(interests={}, by=board[1])
    cast(ballot=ballot, choices=[pitches[0]], by=board[1])

    assert ballot.turnout_count() == 1
    Declaration.objects.all().delete()
    assert Standing(world.cohort).declare_refusal(board[1])


def test_an_interest_stands_in_the_minutes_and_with_the_decision(as_, world, board, pitches):
    mt.declare(interests={pitches[1]: "Mijn eigen afdeling."}, by=board[1])
    ballot = at_desk(world, [board[0]], secret=False)
    cast(ballot=ballot, choices=[pitches[0]], by=board[0], reason="Klanten vragen erom.")
    counted(ballot, board[0])

    minutes = as_("participant").get(address(world, "ballot_minutes")).content.decode()

    assert "Mijn eigen afdeling." in minutes
    assert "Klanten vragen erom." in minutes
    assert "Mijn eigen afdeling." in as_("mt").get(address(world, "mt_desk")).content.decode()
    entry = AuditEntry.objects.get(deed="mt.interest_declared", actor=f"user:{board[1].user_id}")
    assert entry.result == f"pitch:{pitches[1].pk}"


@pytest.mark.parametrize("who", ["participant", "trainer"])
def test_only_the_mt_declares(world, pitches, who):
    with pytest.raises(Refused):
        mt.declare(interests={}, by=world.enrolments[who])


def test_what_was_declared_stands_after_voting(world, board, pitches):
    ballot = at_desk(world, board)
    cast(ballot=ballot, choices=[pitches[0]], by=board[1])

    with pytest.raises(Refused, match="gestemd"):
        mt.declare(interests={pitches[0]: "Toch wel."}, by=board[1])

    assert not Interest.objects.exists()


def test_who_has_an_interest_stays_out_when_the_card_says_so(world, board, pitches):
    mt.declare(interests={pitches[0]: "Familie."}, by=board[1])
    ballot = at_desk(world, [board[0]], interested_out=True)
    assert (ballot.invited, ballot.votes.count(), bool(ballot.voter(board[2]))) == (2, 2, True)

    mt.declare(interests={pitches[0]: "Ik huur er."}, by=board[2])  # steps back while it is open

    ballot.refresh_from_db()
    assert (ballot.invited, ballot.votes.count()) == (1, 1)
    for member in board[1:]:
        with pytest.raises(Refused, match="belang"):
            cast(ballot=ballot, choices=[pitches[0]], by=member)
    cast(ballot=ballot, choices=[pitches[0]], by=board[0])
    assert counted(ballot, board[0]).winner == pitches[0]


def test_an_interest_may_vote_when_the_card_does_not_keep_it_out(world, board, pitches):
    ballot = at_desk(world, board)
    mt.declare(interests={pitches[0]: "Familie."}, by=board[1])

    cast(ballot=ballot, choices=[pitches[0]], by=board[1])

    assert ballot.turnout_count() == 1


# --- The chair ------------------------------------------------------------------------


def test_the_mt_or_the_trainer_chooses_the_chair(world, board):
    mt.set_chair(cohort=world.cohort, enrolment=board[1], by=board[2])

    assert Chair.objects.get().enrolment == board[1]
    assert AuditEntry.objects.filter(deed="mt.chair_set").count() == 2


@pytest.mark.parametrize(
    ("who", "by"), [("participant", "trainer"), ("mt", "participant"), ("outsider", "mt")]
)
def test_who_may_not_be_or_choose_the_chair(world, who, by):
    with pytest.raises(Refused):
        mt.set_chair(cohort=world.cohort, enrolment=world.enrolments[who], by=world.enrolments[by])


def test_a_chair_who_left_is_no_chair(world, board):
    board[0].left_at = timezone.now()
    board[0].save()
    Chair.forget(world.cohort)

    assert Chair.of(world.cohort) is None


def test_the_chair_changes_the_card_and_leads_the_vote_and_a_colleague_does_not(world, board):
    agree(cohort=world.cohort, electorate=Electorate.MT, terms={"quorum": 60}, by=board[0])
    with pytest.raises(Refused):
        agree(cohort=world.cohort, electorate=Electorate.MT, terms={"quorum": 10}, by=board[1])
    with pytest.raises(Refused):
        agree(cohort=world.cohort, electorate=Electorate.PARTICIPANTS, terms={"quorum": 10}, by=board[0])
    with pytest.raises(Refused):
        mt.open_at_desk(cohort=world.cohort, by=board[1])
    ballot = mt.open_at_desk(cohort=world.cohort, by=board[0])
    with pytest.raises(Refused):
        votes.close(ballot=ballot, by=board[1])

    assert Agreement.current(world.cohort, Electorate.MT).quorum == 60


def test_a_tie_is_for_the_chair_when_that_was_agreed(world, board, pitches):
    ballot = at_desk(world, board, tie_rule="chair", quorum=0)
    for member, pitch in zip(board, pitches, strict=False):
        cast(ballot=ballot, choices=[pitch], by=member)
    ballot = counted(ballot, board[0])
    assert (ballot.verdict, ballot.winner, ballot.is_final) == ("chair", None, False)
    assert "voorzitter" in Standing(world.cohort).decision_refusal(by=board[1])

    with pytest.raises(Refused):
        mt.choose_of_equals(ballot=ballot, pitch=pitches[1], reason="Ja.", by=board[1])
    with pytest.raises(Refused):
        mt.choose_of_equals(ballot=ballot, pitch=pitches[1], reason=" ", by=board[0])
    ballot = mt.choose_of_equals(ballot=ballot, pitch=pitches[1], reason="Kan meteen.", by=board[0])

    assert (ballot.winner, ballot.tie_reason, ballot.is_final) == (pitches[1], "Kan meteen.", True)
    with pytest.raises(Refused):
        mt.choose_of_equals(ballot=ballot, pitch=pitches[0], reason="Toch.", by=board[0])
    assert Standing(world.cohort).decision_refusal(by=board[1]) == ""
    assert Standing(world.cohort).choice_refusal(pitches[0])


def test_a_vote_with_a_tie_for_the_chair_needs_one(world, board):
    Chair.objects.all().delete()
    Chair.forget(world.cohort)
    card(world, tie_rule="chair")

    with pytest.raises(Refused, match="voorzitter"):
        mt.open_at_desk(cohort=world.cohort, by=world.enrolments["trainer"])


# --- The vote at the desk ---------------------------------------------------------------


def test_the_desk_opens_outside_the_hall_also_when_the_team_is_closed(world, board):
    world.cohort.state = State.CLOSED
    world.cohort.save()

    ballot = at_desk(world, board)

    assert not ballot.in_hall
    assert world.cohort.ballots.newest().electorate == Electorate.PARTICIPANTS
    told = Notification.objects.filter(kind=Kind.MT_VOTE)
    assert {one.recipient_id for one in told} == {member.user_id for member in board[1:]}


def test_the_participants_come_first(world, pitches):
    agree(
        cohort=world.cohort,
        electorate=Electorate.PARTICIPANTS,
        terms={},
        by=world.enrolments["trainer"],
    )

    with pytest.raises(Refused, match="deelnemers"):
        mt.open_at_desk(cohort=world.cohort, by=world.enrolments["trainer"])


def test_a_member_who_votes_by_name_gives_a_reason(world, board, pitches):
    ballot = at_desk(world, board, secret=False)

    with pytest.raises(Refused):
        cast(ballot=ballot, choices=[pitches[0]], by=board[1], reason="  ")
    cast(ballot=ballot, choices=[pitches[0]], by=board[1], reason="Het kost weinig.")

    assert ballot.turnout.get().signed.reason == "Het kost weinig."


def test_the_winner_of_the_mt_is_what_the_mt_decides(world, board, pitches):
    ballot = at_desk(world, board)
    for member in board:
        cast(ballot=ballot, choices=[pitches[1]], by=member)
    counted(ballot, board[0])

    assert Standing(world.cohort).winner == pitches[1]
    assert Standing(world.cohort).choice_refusal(pitches[0])
    assert Standing(world.cohort).choice_refusal(pitches[1]) == ""


def test_a_reminder_goes_to_who_has_not_voted_and_once_a_day(
    world, board, pitches, django_capture_on_commit_callbacks, mailoutbox
):
    ballot = at_desk(world, board)
    cast(ballot=ballot, choices=[pitches[0]], by=board[1])

    with django_capture_on_commit_callbacks(execute=True):
        assert mt.remind(ballot=ballot, by=board[0]) == 2

    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([board[0].user.email, board[2].user.email])
    with pytest.raises(Refused):
        mt.remind(ballot=ballot, by=board[0])
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert mt.remind(ballot=ballot, by=board[0]) == 2
    with pytest.raises(Refused):
        mt.remind(ballot=ballot, by=board[1])


def test_who_votes_before_the_reminder_is_sent_gets_none(world, board, pitches, mailoutbox):
    ballot = at_desk(world, board)
    mt.remind(ballot=ballot, by=board[0])
    cast(ballot=ballot, choices=[pitches[0]], by=board[2])

    waiting = Notification.objects.filter(recipient=board[2].user, kind=Kind.MT_VOTE)

    assert {(one.mailing, one.read_at) for one in waiting} == {(Mailing.NONE, None)}
    assert [deliver_one(one.pk) for one in waiting] == [False, False]
    assert mailoutbox == []


@pytest.mark.django_db(transaction=True)
def test_two_reminders_at_once_are_one(world):
    handed_in(world)
    voted(world)
    members = [world.enrolments["mt"], *crowd(world, 1, Role.MT)]
    trainer = world.enrolments["trainer"]
    mt.set_chair(cohort=world.cohort, enrolment=members[0], by=trainer)
    ballot = at_desk(world, members)

    results = all_at_once(*(lambda by=by: mt.remind(ballot=ballot, by=by) for by in (trainer, members[0])))

    assert sorted(type(result).__name__ for result in results) == ["int", "str"]
    assert Notification.objects.filter(about__startswith=f"ballot:{ballot.pk}:").count() == 2


def test_the_database_refuses_impossible_votes_of_the_mt(world, board, pitches):
    ballot = at_desk(world, board, tie_rule="chair", quorum=0)
    rows = Ballot.objects.filter(pk=ballot.pk)
    participants = Ballot.objects.filter(electorate=Electorate.PARTICIPANTS)

    impossible(lambda: rows.update(tie_reason="Zomaar."), "ballot_chair_chooses_with_a_reason")
    impossible(lambda: participants.update(in_hall=False), "ballot_outside_the_hall_is_of_the_mt")
    cards = Agreement.objects.filter(electorate=Electorate.PARTICIPANTS)
    impossible(lambda: cards.update(tie_rule="chair"), "agreement_chair_and_interests_are_of_the_mt")
    impossible(lambda: cards.update(interested_out=True), "agreement_chair_and_interests_are_of_the_mt")
    mt.declare(interests={pitches[0]: "Familie."}, by=board[1])
    impossible(lambda: Interest.objects.update(what=""), "interest_says_what")
    one = Interest.objects.get()
    impossible(
        lambda: Interest.objects.create(declaration=one.declaration, pitch=one.pitch, what="Nog een."),
        "interest_once_per_pitch",
    )


# --- Pages ------------------------------------------------------------------------------


def test_the_whole_vote_from_the_pages(as_, world, board, pitches):
    card(world, quorum=0)
    client = as_("mt")
    where, act = address(world, "mt_ballot"), address(world, "mt_ballot_act")
    client.post(act, {"act": "open", "ballot": ""})
    ballot = Ballot.objects.get(electorate=Electorate.MT)
    client.post(act, {"act": "open", "ballot": ""})  # pressed twice
    assert Ballot.objects.filter(electorate=Electorate.MT).count() == 1
    Declaration.objects.all().delete()
    assert client.get(address(world, "mt_vote")).headers["Location"] == address(world, "interest_declare")
    client.post(address(world, "interest_declare"), {"has": "none"})

    assert address(world, "mt_vote") in client.get(where).content.decode()
    paper = {"ballot": ballot.pk, "choice": "1", "sure": "1"}
    response = client.post(address(world, "mt_vote"), paper)
    assert response.headers["Location"] == where
    word = Vote.objects.get(choices="010000").receipt
    assert word in client.get(where).content.decode()
    assert word not in client.get(where).content.decode()  # once

    again = client.post(address(world, "mt_vote"), paper)
    assert again.status_code == 409
    for deed in ("close", "reveal"):
        client.post(act, {"act": deed, "ballot": ballot.pk})
    ballot.refresh_from_db()
    assert (ballot.state, ballot.winner) == ("revealed", pitches[0])
    assert str(pitches[0]) in client.get(where).content.decode()
    assert client.get(address(world, "decision_create")).context["form"]["pitch"].value() == pitches[0].pk


def test_the_desk_says_nothing_of_the_tally_while_it_is_open(as_, world, board, pitches):
    ballot = at_desk(world, board)
    cast(ballot=ballot, choices=[pitches[0]], by=board[1])

    page = as_("mt").get(address(world, "mt_ballot")).content.decode()

    assert "1 van 3" in page
    assert board[1].user.name not in page.split("Opgegeven belangen")[0]
    assert "vote-result" not in page


def test_an_interest_form_keeps_what_was_typed(as_, world, board, pitches):
    client, where = as_("mt"), address(world, "interest_declare")
    name = f"interest_{pitches[0].pk}"

    response = client.post(address(world, "interest_declare"), {"has": "none", name: "Familie."})
    assert response.status_code == 422
    assert "Familie." in response.content.decode()
    assert client.post(address(world, "interest_declare"), {"has": "some"}).status_code == 422
    assert client.post(where, {"has": "some", name: "x" * 201}).status_code == 422
    assert not Declaration.objects.exclude(enrolment=world.enrolments["mt"]).exists()

    client.post(address(world, "interest_declare"), {"has": "some", name: "Familie."})

    assert Interest.objects.get().what == "Familie."
    assert client.get(address(world, "interest_declare")).context["form"]["has"].value() == "some"


def test_the_chair_decides_the_tie_from_the_page(as_, world, board, pitches):
    ballot = at_desk(world, board, tie_rule="chair", quorum=0)
    for member, pitch in zip(board, pitches, strict=False):
        cast(ballot=ballot, choices=[pitch], by=member)
    counted(ballot, board[0])
    client = as_("mt")

    refused = client.post(address(world, "mt_tie"), {"pitch": pitches[0].pk})
    assert refused.status_code == 422
    client.post(address(world, "mt_tie"), {"pitch": pitches[0].pk, "reason": "Kan meteen."})

    assert "Kan meteen." in client.get(address(world, "mt_ballot")).content.decode()
    second = client.post(address(world, "mt_tie"), {"pitch": pitches[1].pk, "reason": "Toch."})
    assert second.status_code == 409


@pytest.mark.parametrize("state", ["none", "open", "revealed"])
@pytest.mark.parametrize("members", [1, 3])
def test_the_vote_of_the_mt_asks_as_much_for_three_members_as_for_one(
    as_, world, pitches, members, state, django_assert_max_num_queries
):
    voted(world, winner=pitches[0])
    board = [world.enrolments["mt"], *crowd(world, members - 1, Role.MT)]
    mt.set_chair(cohort=world.cohort, enrolment=board[0], by=board[0])
    if state != "none":
        ballot = at_desk(world, board, secret=False)
        mt.declare(interests={pitches[0]: "Familie."}, by=board[-1])
    if state == "revealed":
        for member in board:
            cast(ballot=ballot, choices=[pitches[0]], by=member, reason="Ja.")
        counted(ballot, board[0])
    client = as_("mt")
    exact = {"none": 12, "open": 12, "revealed": 12}[state]

    with django_assert_max_num_queries(exact):
        client.get(address(world, "mt_ballot"))
