"""Voting on real paper: ticked off like at a polling station, counted by two people, each alone."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry
from lib.refusal import Refused
from pitches.actions.ballot import cast, close, reveal
from pitches.actions.papers import ask, enter, hand_out, take_back
from pitches.counting import PaperSum
from pitches.models import Ballot, PaperCount
from tests.meeting import (
    text,
    the_people,  # noqa: F401 - a fixture
    the_pitches,  # noqa: F401 - a fixture
)
from tests.pitching import address as url
from tests.voting import crowd, opened

ONE = PaperSum(1, 0, ((1, 0), (2, 1)))
FORM = {"papers": "1", "invalid": "0", "votes_1": "0", "votes_2": "1"}


@pytest.fixture
def trainer(people):
    return people["trainer"]


@pytest.fixture
def ballot(world, pitches):
    return opened(world, quorum=0)


@pytest.fixture
def on_paper(ballot, people, trainer):
    """Anna votes on paper for the second pitch, Piet by phone for the first; the vote is closed."""
    hand_out(ballot=ballot, to=people["participant"], by=trainer)
    cast(ballot=ballot, choices=[ballot.options.get(number=1).pitch], by=people["other"])
    return close(ballot=ballot, by=trainer)


# --- Handing out ---------------------------------------------------------------------------
def test_paper_and_phone_exclude_each_other(ballot, people, pitches, trainer):
    hand_out(ballot=ballot, to=people["participant"], by=trainer)
    with pytest.raises(Refused, match="Jij stemt op papier"):
        cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    cast(ballot=ballot, choices=[pitches[1]], by=people["helper"])
    with pytest.raises(Refused, match="Hugo Bakker heeft al met de telefoon gestemd"):
        hand_out(ballot=ballot, to=people["helper"], by=trainer)
    assert (ballot.turnout_count(), ballot.handed_out(), ballot.votes.blank().count()) == (2, 1, 2)


def test_database_ticks_nobody_off_twice(ballot, people, trainer):
    hand_out(ballot=ballot, to=people["participant"], by=trainer)
    with pytest.raises(IntegrityError), transaction.atomic():
        ballot.turnout.create(enrolment=people["participant"], on_paper=False)


def test_paper_handed_out_twice_is_one_paper(ballot, people, trainer):
    for _time in range(2):
        hand_out(ballot=ballot, to=people["participant"], by=trainer)
    assert ballot.handed_out() == 1


def test_paper_given_back_frees_the_phone(ballot, people, pitches, trainer):
    hand_out(ballot=ballot, to=people["participant"], by=trainer)
    take_back(ballot=ballot, of=people["participant"], by=trainer)
    assert cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    take_back(ballot=ballot, of=people["participant"], by=trainer)  # takes no vote by phone away
    assert ballot.turnout_count() == 1


@pytest.mark.parametrize("name", ["trainer", "mt", "outsider"])
def test_paper_is_for_people_on_the_roll(ballot, people, trainer, name):
    with pytest.raises(Refused):
        hand_out(ballot=ballot, to=people[name], by=trainer)


def test_paper_is_handed_out_by_a_trainer_while_the_vote_is_open(ballot, people, trainer):
    with pytest.raises(Refused, match="Alleen een trainer"):
        hand_out(ballot=ballot, to=people["participant"], by=people["helper"])
    close(ballot=ballot, by=trainer)
    for deed in (lambda: hand_out(ballot=ballot, to=people["participant"], by=trainer),
                 lambda: take_back(ballot=ballot, of=people["participant"], by=trainer)):  # fmt: skip
        with pytest.raises(Refused, match="Niemand kan nog een briefje krijgen"):
            deed()


# --- Counting -------------------------------------------------------------------------------
def test_result_waits_for_two_equal_counts(on_paper, people, trainer):
    with pytest.raises(Refused, match="Eerst voeren twee mensen"):
        reveal(ballot=on_paper, by=trainer)
    ask(ballot=on_paper, counter=people["helper"], by=trainer)
    enter(ballot=on_paper, count=ONE, by=trainer)
    enter(ballot=on_paper, count=PaperSum(1, 0, ((1, 1), (2, 0))), by=people["helper"])
    with pytest.raises(Refused, match="Eerst voeren twee mensen"):
        reveal(ballot=on_paper, by=trainer)
    assert enter(ballot=on_paper, count=ONE, by=people["helper"]).on_paper == "1/0/01:0,02:1"
    ballot = reveal(ballot=on_paper, by=trainer)
    found = [(bar["label"], bar["count"], bar["paper"]) for bar in ballot.bars(ballot.papers())]
    assert sorted(found) == [("Chatten met de bibliotheek", 1, 0), ("Uitleg in één minuut", 1, 1)]
    assert "ballot.paper_counted" in AuditEntry.objects.values_list("deed", flat=True)


def test_count_is_for_a_trainer_and_whom_they_asked(on_paper, people, trainer):
    with pytest.raises(Refused, match="niet gevraagd"):
        enter(ballot=on_paper, count=ONE, by=people["helper"])
    with pytest.raises(Refused, match="Alleen een trainer"):
        ask(ballot=on_paper, counter=people["helper"], by=people["other"])


def test_count_of_one_person_is_not_enough_however_often(on_paper, trainer):
    for _time in range(3):
        enter(ballot=on_paper, count=ONE, by=trainer)
    assert (PaperCount.objects.count(), Ballot.objects.get().on_paper) == (1, "")


def test_somebody_else_asked_starts_anew(on_paper, people, trainer):
    ask(ballot=on_paper, counter=people["helper"], by=trainer)
    enter(ballot=on_paper, count=PaperSum(0, 0, ()), by=people["helper"])
    ask(ballot=on_paper, counter=people["mt"], by=trainer)
    assert PaperCount.objects.count() == 0
    enter(ballot=on_paper, count=ONE, by=people["mt"])
    assert enter(ballot=on_paper, count=ONE, by=trainer).on_paper == str(ONE)
    with pytest.raises(Refused, match="zijn geteld"):
        enter(ballot=on_paper, count=ONE, by=trainer)
    with pytest.raises(Refused, match="zijn geteld"):
        ask(ballot=on_paper, counter=people["helper"], by=trainer)


def test_nothing_is_counted_before_the_vote_is_closed(ballot, people, trainer):
    hand_out(ballot=ballot, to=people["participant"], by=trainer)
    with pytest.raises(Refused, match="Sluit haar eerst"):
        enter(ballot=ballot, count=ONE, by=trainer)


@pytest.mark.parametrize(
    ("count", "reason"),
    [
        (PaperSum(2, 0, ((1, 2), (2, 0))), "meer briefjes dan er zijn uitgedeeld"),
        (PaperSum(1, 2, ()), "meer ongeldige briefjes"),
        (PaperSum(1, 0, ((1, 1), (2, 1))), "niet gelijk aan het aantal geldige"),
        (PaperSum(1, 0, ()), "niet gelijk aan het aantal geldige"),
    ],
)
def test_count_that_cannot_be_is_refused(on_paper, trainer, count, reason):
    with pytest.raises(Refused, match=reason):
        enter(ballot=on_paper, count=count, by=trainer)


def test_paper_with_dots_has_one_to_three(world, pitches, people, trainer):
    ballot = opened(world, method="dots")
    hand_out(ballot=ballot, to=people["participant"], by=trainer)
    close(ballot=ballot, by=trainer)
    for dots in (0, 4):
        with pytest.raises(Refused, match="één tot drie"):
            enter(ballot=ballot, count=PaperSum(1, 0, ((1, 0), (2, dots))), by=trainer)
    enter(ballot=ballot, count=PaperSum(1, 0, ((1, 1), (2, 2))), by=trainer)


def test_lost_paper_counts_for_no_quorum(world, pitches, people, trainer):
    ballot = opened(world, quorum=60)
    for name in ("participant", "helper"):
        hand_out(ballot=ballot, to=people[name], by=trainer)
    ballot = close(ballot=ballot, by=trainer)
    ask(ballot=ballot, counter=people["mt"], by=trainer)
    for by in (trainer, people["mt"]):
        enter(ballot=ballot, count=ONE, by=by)
    assert reveal(ballot=ballot, by=trainer).verdict == "too_few"


# --- Pages ------------------------------------------------------------------------------------
def test_trainer_hands_out_and_asks_on_the_page(as_, world, ballot, people, pitches):
    client, act = as_("trainer"), url(world, "paper_act")
    page = text(client.get(url(world, "paper_desk")))
    assert "Anna de Vries</option>" in page
    anna = people["participant"].pk
    page = text(client.post(act, {"act": "give", "person": anna}, follow=True))
    assert "Anna de Vries stemt op papier." in page
    page = text(client.post(act, {"act": "take", "person": anna}, follow=True))
    assert "kan weer met de telefoon stemmen" in page
    page = text(client.post(act, {"act": "ask", "person": people["helper"].pk}, follow=True))
    assert "Hugo Bakker kan nu een telling invoeren" in page
    for wrong, status in (({"act": "give", "person": "x"}, 400), ({"act": "give", "person": "9" * 18}, 404)):
        assert client.post(act, wrong).status_code == status
    assert client.post(act, {"act": "give", "person": people["outsider"].pk}).status_code == 404


def test_page_does_not_say_who_voted_by_phone(as_, world, ballot, people, pitches):
    before = text(as_("trainer").get(url(world, "paper_desk")))
    cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    after = text(as_("trainer").get(url(world, "paper_desk")))
    assert before.count("</option>") == after.count("</option>")
    assert "Anna de Vries</option>" in after


def test_two_people_enter_their_count_and_see_no_other(as_, world, on_paper, people, trainer):
    ask(ballot=on_paper, counter=people["helper"], by=trainer)
    count = url(world, "paper_count")
    client = as_("helper")
    assert "Tel de briefjes" in text(client.get(url(world, "closing_phone")))
    assert "Bewaard." in text(client.post(count, FORM, follow=True))
    client = as_("trainer")
    assert 'value="1"' not in text(client.get(count))
    refused = client.post(count, FORM | {"papers": "3"})
    assert (refused.status_code, 'value="3"' in text(refused)) == (422, True)
    wrong = FORM | {"votes_1": "1", "votes_2": "0"}
    desk = url(world, "paper_desk")
    assert ("Voer je telling in" in text(client.get(desk)), "Verander" in text(client.get(desk))) == (
        True,
        False,
    )
    assert "niet gelijk" in text(client.post(count, wrong, follow=True))
    assert ("Voer je telling in" in text(client.get(desk)), "Verander" in text(client.get(desk))) == (
        False,
        True,
    )
    assert "De twee tellingen zijn gelijk" in text(client.post(count, FORM, follow=True))
    assert client.post(count, FORM).status_code == 409
    assert as_("other").get(count).status_code == 403
    reveal(ballot=on_paper, by=trainer)
    page = text(as_("mt").get(url(world, "ballot_minutes")))
    assert "Uitgedeelde briefjes: 1. Teruggekomen: 1, waarvan ongeldig: 0." in page
    assert "Hugo Bakker en Tineke Visser telden ze" in page
    assert "Minder dan vijf mensen stemden op papier" in page


@pytest.mark.parametrize("voters", [1, 3])
def test_paper_desk_asks_the_same_for_more_people(
    as_, world, ballot, trainer, people, voters, django_assert_num_queries
):
    for voter in crowd(world, voters):
        ballot.roll.create(enrolment=voter)
        hand_out(ballot=ballot, to=voter, by=trainer)
    client = as_("trainer")
    with django_assert_num_queries(9):
        client.get(url(world, "paper_desk"))


def test_paper_desk_without_a_vote_says_what_to_do(as_, world):
    assert "Open eerst de stemming" in text(as_("trainer").get(url(world, "paper_desk")))
    assert as_("trainer").get(url(world, "paper_count")).status_code == 400
