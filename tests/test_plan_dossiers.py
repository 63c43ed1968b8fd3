"""The dossiers: the list of pitches, what one page of it shows, and tips with their answers."""

import pytest
from django.utils import timezone

from pitches.actions import plan
from pitches.models import Tip, TipState
from tests.pitching import (
    a_plan,  # noqa: F401 - a fixture
    address,
    decided,
    handed_in,
    voted,
)


def test_the_trainer_orders_the_pitches_from_the_list(as_, world):
    first, second = handed_in(world)
    client = as_("trainer")

    client.post(address(world, "pitch_place", pitch_id=second.pk), {"place": 1})

    page = client.get(address(world, "pitch_list")).content.decode()
    assert page.index(second.title) < page.index(first.title)
    assert address(world, "pitch_place", pitch_id=first.pk) in page
    assert (
        address(world, "pitch_place", pitch_id=first.pk)
        not in as_("mt").get(address(world, "pitch_list")).content.decode()
    )


@pytest.mark.parametrize("place", ["", "-1", "x", "99999"])
def test_a_crafted_place_is_a_bad_request(as_, world, place):
    pitch = handed_in(world)[0]

    response = as_("trainer").post(address(world, "pitch_place", pitch_id=pitch.pk), {"place": place})

    assert response.status_code == 400


def test_the_list_leads_to_the_decision_and_the_pilot_when_they_are_there(as_, world):
    handed_in(world)
    ways = [address(world, "decision_detail"), address(world, "pilot_detail")]
    page = as_("other").get(address(world, "pitch_list")).content.decode()
    assert [way in page for way in ways] == [False, False]

    decided(world)

    page = as_("other").get(address(world, "pitch_list")).content.decode()
    assert [way in page for way in ways] == [True, True]
    assert address(world, "mt_desk") not in page
    assert address(world, "mt_desk") in as_("mt").get(address(world, "pitch_list")).content.decode()


def test_the_list_before_anything_was_handed_in(as_, world, pitch):
    page = as_("participant").get(address(world, "pitch_list")).content.decode()

    assert 'class="empty"' in page
    assert world.groups[0].get_absolute_url() in page


def test_the_dossier_opens_with_what_it_takes(as_, world):
    pitch = handed_in(world, groups=1)[0]

    page = as_("mt").get(pitch.get_absolute_url()).content.decode()

    assert page.index("Over money.") < page.index("Over problem.")
    assert "Klanten stellen hun vraag in een berichten-app." in page
    assert "Anna de Vries" in page
    assert "tip_answer" not in page


def test_the_dossier_of_an_empty_plan(as_, world, pitch):
    assert 'class="empty"' in as_("participant").get(pitch.get_absolute_url()).content.decode()


def test_the_mt_reads_the_tips_without_their_authors(as_, world):
    pitch = handed_in(world, groups=1)[0]
    pitch.tips.create(author=world.enrolments["other"], kind="tip", text="Begin klein.")

    assert "Piet Jansen" in as_("participant").get(pitch.get_absolute_url()).content.decode()
    page = as_("mt").get(pitch.get_absolute_url()).content.decode()
    assert "Begin klein." in page
    assert "Piet Jansen" not in page


def test_the_advice_appears_only_when_it_is_revealed(as_, world):
    first, second = handed_in(world)
    assert 'icon "vote"' not in as_("mt").get(first.get_absolute_url()).content.decode()
    agreement = world.cohort.agreements.create(frozen_at=timezone.now())
    ballot = world.cohort.ballots.create(
        agreement=agreement, electorate="participants", opened_by=world.enrolments["trainer"]
    )
    for state in ("open", "closed"):
        if state == "closed":
            ballot.state, ballot.closed_at, ballot.checksum = "closed", timezone.now(), "0" * 64
            ballot.save()
        assert as_("mt").get(first.get_absolute_url()).context["vote"] is None

    ballot.delete()
    voted(world, winner=first)

    assert as_("mt").get(first.get_absolute_url()).context["won"] is True
    assert as_("mt").get(second.get_absolute_url()).context["won"] is False
    assert first.title in as_("mt").get(second.get_absolute_url()).content.decode()


@pytest.fixture
def tip(world):
    pitch = handed_in(world, groups=1)[0]
    return pitch.tips.create(author=world.enrolments["other"], kind="tip", text="Begin klein.")


def tip_address(world, tip):
    return address(world, "tip_answer", pitch_id=tip.pitch_id, tip_id=tip.pk)


def test_the_group_answers_a_tip(as_, world, tip):
    client = as_("participant")
    assert tip_address(world, tip) in client.get(tip.pitch.get_absolute_url()).content.decode()
    assert client.get(tip_address(world, tip)).status_code == 200

    response = client.post(tip_address(world, tip), {"state": "not_adopted", "because": "Het is al klein."})

    assert response.headers["Location"] == f"{tip.pitch.get_absolute_url()}#tip-{tip.pk}"
    tip.refresh_from_db()
    assert (tip.state, tip.because) == (TipState.NOT_ADOPTED, "Het is al klein.")
    assert "Het is al klein." in client.get(tip.pitch.get_absolute_url()).content.decode()
    assert "Het is al klein." in client.get(tip_address(world, tip)).content.decode()


@pytest.mark.parametrize("data", [{}, {"state": "not_adopted"}, {"state": "open"}, {"because": "Zomaar."}])
def test_an_answer_that_is_not_complete_is_kept(as_, world, tip, data):
    response = as_("participant").post(tip_address(world, tip), data)

    assert response.status_code == 422
    assert data.get("because", "") in response.content.decode()
    assert Tip.objects.get().state == TipState.OPEN


def test_another_group_does_not_answer_a_tip(as_, world, tip):
    response = as_("other").post(tip_address(world, tip), {"state": "adopted"})

    assert response.status_code == 422
    assert Tip.objects.get().state == TipState.OPEN
    assert tip_address(world, tip) not in as_("other").get(tip.pitch.get_absolute_url()).content.decode()


def test_a_tip_of_another_pitch_does_not_exist(as_, world, tip):
    other = plan.open_plan(group=world.groups[1], by=world.enrolments["other"])

    assert as_("other").get(address(world, "tip_answer", pitch_id=other.pk, tip_id=tip.pk)).status_code == 404
