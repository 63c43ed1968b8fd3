"""What a thousand phones ask: has anything changed? Most of the time the answer is 204 and costs nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from pitches import polling
from pitches.actions.ballot import cast
from pitches.models import Ballot, Closing
from tests.meeting import (
    a_meeting,  # noqa: F401 - a fixture
    a_press,  # noqa: F401 - a fixture
    text,
    the_people,  # noqa: F401 - a fixture
    the_pitches,  # noqa: F401 - a fixture
)
from tests.pitching import address as url


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    """Each test asks the database again."""
    monkeypatch.setattr(polling, "_known", {})
    monkeypatch.setattr(polling, "FRESH", -1.0)


# --- Polling -------------------------------------------------------------------------
def stamp(world, view):
    return Closing.stamp(world.cohort, turnout=view in polling.WITH_TURNOUT)


@pytest.mark.parametrize("view", ["phone", "screen", "control", "panel"])
def test_poll_answers_204_until_something_changes(as_, world, pitches, closing, press, view):
    client = as_("trainer")
    ask = url(world, "closing_poll")
    known = stamp(world, view)
    assert client.get(ask, {"view": view, "version": known}).status_code == 204

    press("next")

    answer = client.get(ask, {"view": view, "version": known})
    assert answer.status_code == 200
    assert pitches[0].title in text(answer)
    assert f'data-poll-version="{stamp(world, view)}"' in text(answer)
    assert "<html" not in text(answer)


def test_poll_before_the_meeting_is_quiet(as_, world):
    for view in ("phone", "screen"):
        ask = {"view": view, "version": stamp(world, view)}
        assert as_("participant").get(url(world, "closing_poll"), ask).status_code == 204


def test_poll_tells_the_screen_of_a_vote_and_leaves_phones_alone(as_, world, people, pitches, closing, press):
    press("open")
    known = {view: stamp(world, view) for view in ("phone", "screen")}
    cast(ballot=Ballot.objects.get(), choices=[pitches[1]], by=people["participant"])
    client, ask = as_("other"), url(world, "closing_poll")
    assert client.get(ask, {"view": "phone", "version": known["phone"]}).status_code == 204
    answer = client.get(ask, {"view": "screen", "version": known["screen"]})
    assert "1 van 3 gestemd" in text(answer)


@pytest.mark.parametrize("view", ["control", "panel"])
def test_poll_of_the_control_page_is_for_trainers(as_, world, view):
    assert as_("helper").get(url(world, "closing_poll"), {"view": view}).status_code == 403


def test_poll_without_news_costs_four_queries_and_writes_nothing(
    as_, world, closing, django_assert_num_queries
):
    client = as_("participant")
    ask = {"view": "phone", "version": stamp(world, "phone")}
    with django_assert_num_queries(4) as queries:  # session, user, enrolment, version
        assert client.get(url(world, "closing_poll"), ask).status_code == 204
    assert all(query["sql"].startswith("SELECT") for query in queries)


# --- The ticket ------------------------------------------------------------------------
def ask_with(world, view, person="participant", session_key="of-nobody"):
    ticket = polling.Ticket.of(world.cohort, view, person=world[person].pk, session_key=session_key)
    return {"view": view, "version": stamp(world, view), "ticket": ticket.written}


@pytest.mark.parametrize("view", sorted(polling.VIEWS))
def test_ticket_answers_no_news_with_one_query_and_no_session(
    client, world, closing, view, django_assert_num_queries
):
    ask = ask_with(world, view)
    with django_assert_num_queries(1):
        answer = client.get(url(world, "closing_poll"), ask)
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (204, b"", "no-store")


def test_version_is_asked_of_the_database_four_times_a_second(
    client, world, closing, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(polling, "FRESH", 60)
    ask = ask_with(world, "phone")
    with django_assert_num_queries(1):
        assert {client.get(url(world, "closing_poll"), ask).status_code for _time in range(5)} == {204}


def test_ticket_opens_nothing_when_something_changed(client, as_, world, closing, press):
    ask = ask_with(world, "phone")
    press("next")
    assert client.get(url(world, "closing_poll"), ask).status_code == 302  # to the log-in
    assert as_("outsider").get(url(world, "closing_poll"), ask).status_code == 404
    assert "phone-scene" in text(as_("participant").get(url(world, "closing_poll"), ask))


@pytest.mark.parametrize(
    "changed",
    [{"ticket": ""}, {"ticket": "1.phone:x:y"}, {"ticket": "\x00"}, {"view": "screen"}, {"version": "99"}],
)
def test_request_without_a_good_ticket_goes_through_every_door(client, world, closing, changed):
    answer = client.get(url(world, "closing_poll"), ask_with(world, "phone") | changed)
    assert answer.status_code == 302


def test_old_ticket_is_checked_again_at_the_door(client, world, closing):
    ask = ask_with(world, "phone")
    with time_machine.travel(timezone.now() + timedelta(minutes=polling.MINUTES, seconds=2)):
        assert client.get(url(world, "closing_poll"), ask).status_code == 302


@pytest.mark.parametrize("view", sorted(polling.VIEWS))
def test_ticket_that_ran_out_comes_back_new(as_, world, closing, view, django_assert_num_queries):
    client = as_("trainer")
    ask = {"view": view, "version": stamp(world, view), "ticket": "1.phone:x:y"}
    answer = client.get(url(world, "closing_poll"), ask)
    assert answer.status_code == 204
    with django_assert_num_queries(1):
        assert client.get(url(world, "closing_poll"), ask | {"ticket": answer["X-Ticket"]}).status_code == 204


def test_page_brings_a_ticket_along(as_, world, closing):
    page = text(as_("participant").get(url(world, "closing_phone")))
    assert f"ticket={world.cohort.pk}.phone.{world['participant'].pk}." in page
