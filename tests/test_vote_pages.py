"""Voting on a phone: every answer has a sentence and the right status."""

import re

import pytest
from django.contrib import admin
from django.contrib.sessions.models import Session

from pitches.actions.ballot import agree, cast, close, open_ballot, open_run_off, reveal
from pitches.actions.closing import prepare
from pitches.models import Agreement, Ballot, SignedVote, Turnout, Vote
from pitches.views import ballot as views
from tests.pitching import address as url
from tests.voting import crowd, hand_in, opened


@pytest.fixture
def pitches(world):
    return hand_in(world)


@pytest.fixture
def trainer(world):
    return world.enrolments["trainer"]


def text(response):
    return response.content.decode()


def paper(ballot, **filled):
    return {"ballot": ballot.pk, **filled}


# --- The agreement -------------------------------------------------------------------
def test_agreement_is_written_by_the_trainer_and_read_by_all(as_, world):
    address = url(world, "agreement_edit")
    form = {"method": "dots", "quorum": "60", "tie_rule": "mt", "secret": "on"}
    answer = as_("trainer").post(address, form)
    assert (answer.status_code, answer.url) == (302, address)
    card = Agreement.objects.get()
    assert (card.method, card.quorum, card.tie_rule, card.secret) == ("dots", 60, "mt", True)
    assert (card.own_group_excluded, card.mt_decides) == (False, False)
    page = text(as_("participant").get(address))
    assert "Minstens 60 procent" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]


def test_agreement_with_a_wrong_number_keeps_what_was_typed(as_, world):
    form = {"method": "dots", "quorum": "160", "tie_rule": "mt"}
    answer = as_("trainer").post(url(world, "agreement_edit"), form)
    assert answer.status_code == 422
    assert 'value="160"' in text(answer)
    assert "Kies een percentage" in text(answer)
    assert Agreement.objects.count() == 0


def test_agreement_of_the_mt_has_its_own_card(as_, world):
    address = url(world, "agreement_edit_mt")
    page = text(as_("trainer").get(address))
    assert 'name="mt_decides"' not in page
    assert 'value="mt"' not in page
    as_("trainer").post(address, {"method": "one", "quorum": "0", "tie_rule": "lot"})
    assert Agreement.objects.get().electorate == "mt"
    answer = as_("trainer").post(address, {"method": "one", "quorum": "0", "tie_rule": "mt"})
    assert answer.status_code == 422


def test_agreement_cannot_be_changed_after_opening(as_, world, pitches):
    opened(world, quorum=50)
    answer = as_("trainer").post(
        url(world, "agreement_edit"), {"method": "one", "quorum": "5", "tie_rule": "lot"}
    )
    assert answer.status_code == 409
    assert "blijven de afspraken zoals ze zijn" in text(answer)
    assert Agreement.objects.get().quorum == 50
    assert "niemand dit meer" in text(as_("trainer").get(url(world, "agreement_edit")))


# --- The vote --------------------------------------------------------------------------
def test_voting_takes_a_choice_and_a_confirmation(as_, world, pitches):
    ballot = opened(world)
    client, address = as_("participant"), url(world, "ballot_vote")
    assert pitches[1].title in text(client.get(address))

    sure = client.post(address, paper(ballot, choice="2"))
    assert sure.status_code == 200
    assert "Is dit je stem?" in text(sure)
    assert pitches[1].title in text(sure)
    assert Turnout.objects.count() == 0

    answer = client.post(address, paper(ballot, choice="2", sure="1"))
    assert (answer.status_code, answer.url) == (302, url(world, "closing_phone"))
    ((receipt, choices),) = ballot.papers()
    assert choices == "020000"
    assert receipt in text(client.get(answer.url))
    assert receipt not in text(client.get(answer.url))


def test_receipt_stands_nowhere_but_on_the_paper_and_in_the_browser(as_, world, pitches):
    ballot = opened(world)
    client = as_("participant")
    answer = client.post(url(world, "ballot_vote"), paper(ballot, choice="2", sure="1"))
    ((receipt, _choices),) = ballot.papers()
    assert [
        session.get_decoded() for session in Session.objects.all() if receipt in str(session.get_decoded())
    ] == []
    cookie = answer.cookies["receipt"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        True,
        "Strict",
        url(world, "closing_phone"),
    )


def test_second_vote_is_answered_with_409(as_, world, pitches):
    ballot = opened(world)
    client, address = as_("participant"), url(world, "ballot_vote")
    client.post(address, paper(ballot, choice="2", sure="1"))
    again = client.post(address, paper(ballot, choice="2", sure="1"))
    assert again.status_code == 409
    assert "Je hebt al gestemd. Je eerste stem telt" in text(again)
    assert len(ballot.papers()) == 1


def test_vote_after_closing_is_answered_with_409(as_, world, pitches, trainer):
    ballot = opened(world)
    close(ballot=ballot, by=trainer)
    answer = as_("participant").post(url(world, "ballot_vote"), paper(ballot, choice="2", sure="1"))
    assert answer.status_code == 409
    assert "De stemming is gesloten. Je stem is niet opgeslagen." in text(answer)


def test_vote_for_the_own_group_is_answered_with_422(as_, world, pitches):
    ballot = opened(world)
    answer = as_("participant").post(url(world, "ballot_vote"), paper(ballot, choice="1", sure="1"))
    assert answer.status_code == 422
    assert "Dit is de pitch van je eigen groep" in text(answer)
    assert pitches[1].title in text(answer)
    assert Turnout.objects.count() == 0


@pytest.mark.parametrize(("choice", "status"), [({}, 422), ({"choice": "9"}, 422), ({"choice": "2x"}, 422)])
def test_vote_without_a_valid_choice_keeps_the_paper(as_, world, pitches, choice, status):
    ballot = opened(world)
    answer = as_("participant").post(url(world, "ballot_vote"), paper(ballot, sure="1", **choice))
    assert answer.status_code == status
    assert "nog niet opgeslagen" in text(answer)
    assert Turnout.objects.count() == 0


def test_vote_by_somebody_who_may_not_is_answered_with_403(as_, world, pitches):
    ballot = opened(world)
    answer = as_("mt").post(url(world, "ballot_vote"), paper(ballot, choice="2", sure="1"))
    assert answer.status_code == 403
    assert "dat doen de deelnemers" in text(answer)


def test_vote_without_a_ballot_waits(as_, world):
    answer = as_("participant").post(url(world, "ballot_vote"), {"ballot": "1", "choice": "1"})
    assert answer.status_code == 409
    assert "Er is nog geen stemming" in text(answer)


def test_paper_of_the_first_vote_does_not_count_in_the_run_off(as_, world, pitches, trainer):
    first = opened(world)
    cast(ballot=first, choices=[pitches[1]], by=world.enrolments["participant"])
    cast(ballot=first, choices=[pitches[0]], by=world.enrolments["other"])
    reveal(ballot=close(ballot=first, by=trainer), by=trainer)
    second = open_run_off(ballot=first, by=trainer)
    answer = as_("helper").post(url(world, "ballot_vote"), paper(first, choice="2", sure="1"))
    assert answer.status_code == 409
    assert "een andere stemming" in text(answer)
    assert second.papers() == []


def test_dots_are_numbers_and_stay_when_there_are_too_many(as_, world):
    pitches = hand_in(world, 4)
    ballot = opened(world, method="dots")
    client, address = as_("participant"), url(world, "ballot_vote")
    too_many = client.post(address, paper(ballot, dots_2="2", dots_3="2", sure="1"))
    assert too_many.status_code == 422
    assert "hoogstens 3" in text(too_many)
    assert text(too_many).count('value="2"') == 2

    fewer = text(client.post(address, paper(ballot, dots_2="2")))
    assert fewer.count("<li><strong>") == 1
    assert "2 stippen" in fewer
    assert "Je laat 1 stip over. Dat mag." in fewer

    sure = client.post(address, paper(ballot, dots_2="2", dots_3="1"))
    assert text(sure).count(f"<strong>{pitches[1].title}</strong>") == 1
    assert [(pitch.pk, dots) for pitch, dots in sure.context["form"].spread] == [
        (pitches[1].pk, 2),
        (pitches[2].pk, 1),
    ]
    assert "Je laat" not in text(sure)
    client.post(address, paper(ballot, dots_2="2", dots_3="1", sure="1"))
    assert [choices for _receipt, choices in ballot.papers()] == ["020203"]


def test_vote_by_name_asks_for_a_reason_and_gives_no_receipt(as_, world, pitches):
    ballot = opened(world, secret=False)
    client, address = as_("participant"), url(world, "ballot_vote")
    assert "met naam" in text(client.get(address))
    answer = client.post(address, paper(ballot, choice="2", reason="Dit helpt.", sure="1"))
    assert "receipt" not in answer.cookies
    assert SignedVote.objects.get().reason == "Dit helpt."


def test_vote_between_look_and_press_says_so(as_, world, pitches, monkeypatch):
    """The other device was faster, after this page had looked."""
    ballot = opened(world)
    client = as_("participant")

    def faster(**kwargs):
        cast(**kwargs)
        return cast(**kwargs)

    monkeypatch.setattr(views, "cast", faster)
    answer = client.post(url(world, "ballot_vote"), paper(ballot, choice="2", sure="1"))
    assert answer.status_code == 409
    assert "Je hebt al gestemd" in text(answer)


# --- No tally before the result ----------------------------------------------------------
PAGES = ["closing_phone", "closing_screen", "ballot_minutes", "pitch_list"]


def words_of_every_page(as_, world):
    return {
        (person, page): text(as_(person).get(url(world, page)))
        for person, pages in {
            "participant": PAGES,
            "mt": [*PAGES, "mt_desk"],
            "trainer": [*PAGES, "closing_control", "agreement_edit"],
        }.items()
        for page in pages
    }


def test_no_page_tells_the_count_before_the_result(as_, world, pitches, trainer):
    """Seen from outside: all votes for one and all for the other give the same pages."""
    voters = crowd(world, 7)
    prepare(cohort=world.cohort, by=trainer)
    ballot = opened(world)
    for voter in voters:
        cast(ballot=ballot, choices=[pitches[0]], by=voter)
    seen = []
    for choices in ("010000", "020000"):
        Vote.objects.exclude(choices="------").update(choices=choices)
        seen.append(words_of_every_page(as_, world))
    close(ballot=ballot, by=trainer)
    for choices in ("010000", "020000"):
        Vote.objects.update(choices=choices)
        seen.append(words_of_every_page(as_, world))
    assert without_tokens(seen[0]) == without_tokens(seen[1])
    assert without_tokens(seen[2]) == without_tokens(seen[3])


def without_tokens(pages):
    return {
        key: re.sub(r'(csrfmiddlewaretoken|nonce)" value="[^"]+"|ticket=[^&"]+|[0-9.]+ms', "", page)
        for key, page in pages.items()
    }


def test_admin_does_not_know_votes():
    assert not {Vote, SignedVote, Turnout, Ballot} & set(admin.site._registry)


def test_no_receipt_is_published_before_the_result(as_, world, pitches):
    ballot = opened(world)
    receipt = cast(ballot=ballot, choices=[pitches[1]], by=world.enrolments["participant"])
    assert receipt not in text(as_("trainer").get(url(world, "ballot_minutes")))
    assert ballot.published(ballot.papers()) == []


# --- Minutes -------------------------------------------------------------------------------
def test_minutes_publish_every_receipt_and_count_again(as_, world, pitches, trainer):
    ballot = opened(world)
    receipt = cast(ballot=ballot, choices=[pitches[1]], by=world.enrolments["participant"])
    cast(ballot=ballot, choices=[pitches[1]], by=world.enrolments["helper"])
    reveal(ballot=close(ballot=ballot, by=trainer), by=trainer)
    page = text(as_("mt").get(url(world, "ballot_minutes")))
    assert f"<strong>{receipt}</strong>: {pitches[1].title}" in page
    assert "2 van 3 gestemd" in page
    assert "Klopt niet" not in page
    Vote.objects.filter(receipt=receipt).update(choices="010000")
    assert "Klopt niet" in text(as_("mt").get(url(world, "ballot_minutes")))


def test_minutes_of_a_vote_by_name_show_names(as_, world, pitches, trainer):
    ballot = opened(world, secret=False)
    cast(ballot=ballot, choices=[pitches[1]], by=world.enrolments["participant"])
    cast(ballot=ballot, choices=[pitches[1]], by=world.enrolments["helper"])
    reveal(ballot=close(ballot=ballot, by=trainer), by=trainer)
    assert f"<strong>Anna de Vries</strong>: {pitches[1].title}" in text(
        as_("mt").get(url(world, "ballot_minutes"))
    )


def test_minutes_of_a_lot_show_the_seed(as_, world, pitches, trainer):
    ballot = opened(world, tie_rule="lot")
    cast(ballot=ballot, choices=[pitches[1]], by=world.enrolments["participant"])
    cast(ballot=ballot, choices=[pitches[0]], by=world.enrolments["other"])
    ballot = reveal(ballot=close(ballot=ballot, by=trainer), by=trainer)
    assert ballot.lot_seed in text(as_("mt").get(url(world, "ballot_minutes")))


def test_minutes_before_any_vote_invite_to_read_the_agreement(as_, world):
    assert "Er is nog niet gestemd" in text(as_("participant").get(url(world, "ballot_minutes")))


@pytest.mark.parametrize("groups", [2, 4])
def test_pages_of_a_vote_ask_the_same_for_more_pitches(
    as_, world, trainer, django_assert_num_queries, groups
):
    hand_in(world, groups)
    opened(world)
    client = as_("participant")
    for page, most in (("closing_phone", 9), ("closing_screen", 8), ("ballot_vote", 8)):
        client.get(url(world, page))
        with django_assert_num_queries(most):
            assert client.get(url(world, page)).status_code == 200


@pytest.mark.parametrize("secret", [True, False])
@pytest.mark.parametrize("times", [1, 3])
def test_minutes_ask_the_same_for_more_votes(as_, world, trainer, django_assert_num_queries, times, secret):
    pitches = hand_in(world, 3)
    for _time in range(times):
        card = Agreement.objects.create(cohort=world.cohort, secret=secret)
        ballot = open_ballot(agreement=card, by=trainer)
        for name in ("participant", "helper"):
            cast(ballot=ballot, choices=[pitches[2]], by=world.enrolments[name])
        reveal(ballot=close(ballot=ballot, by=trainer), by=trainer)
    client = as_("participant")
    with django_assert_num_queries(11):
        page = client.get(url(world, "ballot_minutes"))
    assert text(page).count("2 van 3 gestemd") == times


def test_agree_keeps_the_other_terms(world, trainer):
    agree(cohort=world.cohort, electorate="participants", terms={"quorum": 10}, by=trainer)
    card = agree(cohort=world.cohort, electorate="participants", terms={"method": "dots"}, by=trainer)
    assert (card.quorum, card.method) == (10, "dots")
