"""The site asks how a pilot goes, reminds once, then tells the trainer; everybody hears a line a month."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from notifications.models import Kind, Mailing, Mute, Notification
from pitches.actions.pilot import answer_pulse, end_pilot, set_owner
from pitches.models import Pilot, PilotState, Pulse, PulseCheck
from pitches.upkeep import ask_pulses, months, tell_lines
from tests.pitching import decided, impossible

MONDAY = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)  # in office hours


@pytest.fixture
def pilot(world):
    with time_machine.travel(MONDAY - timedelta(days=60)):
        world.cohort.starts_on = date(2026, 9, 1)
        world.cohort.save()
        made = decided(world).pilot
    made.decision.starts_on = date(2026, 10, 26)
    made.decision.save()
    for check in made.pulses.all():
        made.pulses.filter(pk=check.pk).update(due_on=date(2026, 10, 26) + timedelta(days=check.day))
    set_owner(pilot=made, owner=world.enrolments["participant"], by=world.enrolments["participant"])
    return made


def told(kind=Kind.PULSE, **which):
    rows = Notification.objects.filter(kind=kind, **which)
    return sorted((row.context["act"], row.recipient.first_name) for row in rows)


def test_owner_and_group_are_asked_once_on_the_day(pilot):
    with time_machine.travel(MONDAY):
        assert [ask_pulses(), ask_pulses()] == [1, 0]

    assert told() == [("ask", "Anna"), ("ask", "Hugo")]
    row = Notification.objects.filter(kind=Kind.PULSE).first()
    assert row.mailing == Mailing.WAITING
    assert row.path.endswith("/pilot/30-dagen/")


def test_nobody_is_asked_at_night_or_on_sunday(pilot):
    for moment in (MONDAY.replace(hour=3), MONDAY - timedelta(days=1)):
        with time_machine.travel(moment):
            assert ask_pulses() == tell_lines() == 0


def test_silence_is_reminded_once_and_then_the_trainer_sees_it(pilot):
    for days in (0, 3, 7, 8, 14, 15, 21):
        with time_machine.travel(MONDAY + timedelta(days=days)):
            ask_pulses()

    assert told() == [("again", "Anna"), ("ask", "Anna"), ("ask", "Hugo"), ("trainer", "Tineke")]


def test_an_answer_stops_all_asking(world, pilot):
    with time_machine.travel(MONDAY):
        ask_pulses()
        answer_pulse(
            pulse_check=PulseCheck.objects.get(day=30),
            pulse=Pulse.RUNS,
            sentence="Ja.",
            by=world.enrolments["helper"],
        )
    with time_machine.travel(MONDAY + timedelta(days=8)):
        assert ask_pulses() == 0

    assert told(mailing=Mailing.WAITING) == []


def test_a_later_question_takes_the_place_of_an_older_one(pilot):
    with time_machine.travel(MONDAY + timedelta(days=35)):  # both 30 and 60 days have come
        assert ask_pulses() == 1

    assert PulseCheck.objects.get(asked_at__isnull=False).day == 60


def test_a_pilot_that_stopped_is_not_asked(world, pilot):
    end_pilot(pilot=pilot, state=PilotState.STOPPED, learned="Veel.", by=world.enrolments["participant"])

    with time_machine.travel(MONDAY):
        assert ask_pulses() == tell_lines() == 0


def test_everybody_gets_one_line_a_month(world, pilot):
    with time_machine.travel(MONDAY):
        answer_pulse(
            pulse_check=PulseCheck.objects.get(day=30),
            pulse=Pulse.FALTERS,
            sentence="Te weinig handen.",
            by=world.enrolments["participant"],
        )
        assert [tell_lines(), tell_lines()] == [1, 0]
    with time_machine.travel(MONDAY + timedelta(days=70)):
        assert tell_lines() == 1

    lines = Notification.objects.filter(kind=Kind.PILOT_LINE).order_by("pk")
    assert {(row.about[-2:], row.context["news"], row.context["sentence"]) for row in lines} == {
        (":1", "falters", "Te weinig handen."),
        (":3", "silent", ""),
    }
    assert {row.recipient.first_name for row in lines} == {"Anna", "Hugo", "Piet", "Marit", "Tineke"}
    assert {row.mailing for row in lines} == {Mailing.DIGEST}


def test_who_stopped_the_lines_gets_no_mail_of_them(world, pilot):
    Mute.stop(user_pk=world["other"].pk, kind=Kind.PILOT_LINE, thread=f"pilot:{pilot.pk}")

    with time_machine.travel(MONDAY):
        tell_lines()

    row = Notification.objects.get(kind=Kind.PILOT_LINE, recipient=world["other"])
    assert row.mailing == Mailing.NONE


def test_months_are_whole():
    days = (date(2026, 1, 31), date(2026, 2, 27), date(2026, 3, 1), date(2027, 1, 30), date(2027, 1, 31))
    assert [months(date(2026, 1, 31), day) for day in days] == [0, 0, 1, 11, 12]


def test_the_database_keeps_the_order_of_asking(pilot):
    now = datetime.now(UTC)
    rule = "pulse_is_asked_then_reminded_then_passed_on"
    impossible(lambda: PulseCheck.objects.update(reminded_at=now), rule)
    impossible(lambda: PulseCheck.objects.update(passed_on_at=now), rule)
    assert Pilot.objects.get().lines_told == 0
