"""Order, one step back, and the result step by step."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from cohorts.models import Role, Stage
from lib.refusal import Refused
from pitches.actions.ballot import cast
from pitches.actions.closing import act
from pitches.models import Agreement, Ballot, Closing, Pitch, Scene
from pitches.models.closing import Deed
from tests.meeting import (
    a_meeting,  # noqa: F401 - a fixture
    a_press,  # noqa: F401 - a fixture
    text,
    the_people,  # noqa: F401 - a fixture
)
from tests.pitching import address as url
from tests.voting import crowd, hand_in


@pytest.fixture(name="pitches")
def four_pitches(world):
    return hand_in(world, 4)


def order():
    return list(Pitch.objects.order_by("position", "pk"))


# --- Order -----------------------------------------------------------------------------
def test_order_is_chosen_by_hand(pitches, closing, press):
    press("later", pitches[0].pk)
    press("earlier", pitches[3].pk)
    assert order() == [pitches[1], pitches[0], pitches[3], pitches[2]]
    for deed, value in (
        ("earlier", pitches[1].pk),
        ("later", pitches[2].pk),
        ("later", None),
        ("later", 9999),
    ):
        with pytest.raises(Refused, match="geen pitch meer"):
            press(deed, value)


def test_order_is_drawn_and_everybody_has_a_chance(pitches, closing, press):
    first = set()
    for _time in range(60):
        press("draw")
        first.add(order()[0])
        assert sorted(pitch.position for pitch in order()) == [1, 2, 3, 4]
    assert first == set(pitches)


# --- One step back ---------------------------------------------------------------------
def test_undo_shows_what_was_shown_with_the_clock_as_it_ran(pitches, closing, press):
    started = press("next").timer_started_at
    press("next")
    back = press("undo")
    assert (back.scene, back.pitch, back.timer_started_at) == (Scene.PITCH, pitches[0], started)
    with pytest.raises(Refused, match="niets om ongedaan te maken"):
        press("undo")


@pytest.mark.parametrize("deed", ["welcome", "card", "next", "previous", "clock", "minutes", "tips"])
def test_undo_takes_any_button_of_the_pitches_back(pitches, closing, press, deed):
    press("pitch", pitches[1].pk)
    was = Closing.objects.get().as_it_is()
    press(deed, 9)
    press("undo")
    assert Closing.objects.get().as_it_is() == was
    assert list(Closing.objects.get().heard.all()) == []


def test_undo_puts_the_order_back(pitches, closing, press):
    press("later", pitches[0].pk)
    before = order()
    press("draw")
    press("undo")
    assert order() == before


def test_undo_after_a_pitch_was_taken_back_shows_the_welcome(pitches, closing, press):
    press("pitch", pitches[1].pk)
    press("card")
    Pitch.objects.filter(pk=pitches[1].pk).update(state="plan", handed_in_at=None, position=None)
    assert press("undo").scene == Scene.WELCOME


def test_undo_withdraws_a_vote_that_nobody_used(world, pitches, closing, press):
    stage = world.cohort.stage
    press("open")
    assert press("undo").scene == Scene.WELCOME
    assert Ballot.objects.count() == 0
    card = Agreement.objects.get()
    assert (card.is_frozen, card.edit_refusal(by=world.enrolments["trainer"])) == (False, "")
    world.cohort.refresh_from_db()
    assert world.cohort.stage == stage != Stage.VOTE
    assert list(AuditEntry.objects.values_list("deed", flat=True)) == ["ballot.opened", "ballot.withdrawn"]
    assert press("open").scene == Scene.VOTE


def test_undo_keeps_a_vote_in_which_somebody_voted(world, people, pitches, closing, press):
    press("open")
    cast(ballot=Ballot.objects.get(), choices=[pitches[1]], by=people["participant"])
    with pytest.raises(Refused, match="heeft al iemand gestemd"):
        press("undo")
    assert Ballot.objects.get().turnout_count() == 1


def test_undo_of_closing_and_showing_is_refused_with_the_reason(people, pitches, closing, press):
    press("open")
    cast(ballot=Ballot.objects.get(), choices=[pitches[1]], by=people["participant"])
    for deed in ("close", "step", "reveal"):
        press(deed)
        with pytest.raises(Refused, match="gezien is gezien"):
            press("undo")
    assert Ballot.objects.get().is_revealed


def test_undo_of_a_run_off_leaves_the_tie(people, pitches, closing, press):
    press("open")
    ballot = Ballot.objects.get()
    cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    cast(ballot=ballot, choices=[pitches[0]], by=people["other"])
    for deed in ("close", "reveal", "run_off", "undo"):
        press(deed)
    assert (Ballot.objects.get(), Agreement.objects.count()) == (ballot, 1)
    assert press("run_off").scene == Scene.VOTE


def test_too_late_press_hears_who_did_what(as_, world, pitches, closing):
    (other,) = crowd(world, 1, Role.TRAINER)
    act(closing=closing, deed=Deed.NEXT, version=1, by=other)
    form = {"act": "open", "version": "1"}
    page = text(as_("trainer").post(url(world, "closing_act"), form, follow=True))
    assert "Je knop deed niets: Iemand 0 drukte net op “Volgende pitch”." in page
    assert Ballot.objects.count() == 0


# --- Step by step -----------------------------------------------------------------------
@pytest.fixture
def counted(world, people, pitches, closing, press):
    """Nine voters: 4 for the second pitch, 2 for the first and 2 for the third, 1 for the last."""
    voters = crowd(world, 9)
    press("open")
    ballot = Ballot.objects.get()
    for voter, choice in zip(voters, [1, 1, 1, 1, 0, 0, 2, 2, 3], strict=True):
        cast(ballot=ballot, choices=[pitches[choice]], by=voter)
    press("close")
    return Ballot.objects.get()


def seen(as_, world, page):
    """The places that somebody reads, and nothing else of the count."""
    source = text(as_("helper").get(url(world, page)))
    return [pitch.title for pitch in order() if f"<span>{pitch.title}</span>" in source]


@pytest.mark.parametrize("page", ["closing_screen", "closing_phone"])
def test_result_is_shown_from_the_last_place_up(as_, world, pitches, counted, press, page):
    titles = [pitch.title for pitch in pitches]
    assert seen(as_, world, page) == []
    press("step")
    assert seen(as_, world, page) == []
    assert "9 van 12 gestemd" in text(as_("helper").get(url(world, page)))
    press("step")
    assert seen(as_, world, page) == [titles[3]]
    press("step")
    assert seen(as_, world, page) == [titles[0], titles[2], titles[3]]  # equals share a place
    assert not Ballot.objects.get().is_revealed
    assert press("step").scene == Scene.RESULT
    assert Ballot.objects.get().winner == pitches[1]
    assert f"{titles[1]} heeft de meeste stemmen." in text(as_("helper").get(url(world, page)))


def test_nothing_else_tells_the_result_while_it_is_shown_step_by_step(as_, world, pitches, counted, press):
    for _time in range(3):
        press("step")
    for person, page in (("mt", "mt_desk"), ("helper", "ballot_minutes"), ("trainer", "closing_control")):
        source = text(as_(person).get(url(world, page)))
        assert "bar-count" not in source
        assert "heeft de meeste stemmen" not in source


def test_too_few_votes_show_no_places(as_, world, people, pitches, closing, press):
    press("open")
    cast(ballot=Ballot.objects.get(), choices=[pitches[1]], by=people["participant"])
    press("close")
    press("step")
    assert "te weinig voor een uitslag" in text(as_("helper").get(url(world, "closing_screen")))
    assert press("step").scene == Scene.RESULT
    assert Ballot.objects.get().verdict == "too_few"


# --- The clock ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("minutes", "gone", "phase"),
    [(5, 0, "calm"), (5, 239, "calm"), (5, 241, "soon"), (5, 301, "late"), (1, 39, "calm"), (1, 41, "soon")],
)
def test_clock_has_a_colour_a_shape_and_words(as_, world, pitches, closing, press, minutes, gone, phase):
    press("minutes", minutes)
    press("next")
    Closing.objects.update(timer_started_at=timezone.now() - timedelta(seconds=gone))
    page = text(as_("helper").get(url(world, "closing_screen")))
    assert f'data-phase="{phase}"' in page
    assert all(words in page for words in ("Ruim de tijd", "Rond af", "De tijd is om"))


def test_every_scene_shows_address_and_code(as_, world, pitches, closing, press):
    for deed in ("card", "next", "tips", "open", "close", "step", "reveal"):
        press(deed)
        page = text(as_("mt").get(url(world, "closing_screen")))
        assert f"/s/{closing.code}<" in page
        assert url(world, "closing_qr") in page


@pytest.mark.parametrize("groups", [2, 4])
def test_control_page_asks_at_most_twelve_times(as_, world, people, groups, django_assert_max_num_queries):
    hand_in(world, groups)
    client = as_("trainer")
    client.get(url(world, "closing_control"))
    with django_assert_max_num_queries(12):
        client.get(url(world, "closing_control"))


@pytest.mark.parametrize("page", ["closing_screen", "closing_phone", "closing_control"])
def test_shown_result_asks_at_most_twelve_times(
    as_, world, counted, press, page, django_assert_max_num_queries
):
    press("reveal")
    client = as_("trainer")
    with django_assert_max_num_queries(12):
        client.get(url(world, page))
