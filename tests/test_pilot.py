"""What becomes of the idea."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Stage, State
from lib.refusal import Refused
from notifications.models import Kind, Notification
from pitches.actions.pilot import answer_pulse, end_pilot, set_owner
from pitches.models import Pilot, PilotState, Pulse, PulseCheck
from tests.pitching import address, decided, impossible, means


@pytest.fixture
def pilot(world):
    return decided(world).pilot


@pytest.fixture
def anna(world):
    return world.enrolments["participant"]


def first_check():
    return PulseCheck.objects.get(day=30)


def test_the_group_says_who_keeps_it_going(world, pilot, anna):
    set_owner(pilot=pilot, owner=world.enrolments["helper"], by=anna)
    set_owner(pilot=pilot, owner=anna, by=world.enrolments["trainer"])

    pilot.refresh_from_db()
    assert pilot.owner == anna


@pytest.mark.parametrize(
    ("by", "owner"), [("other", "participant"), ("mt", "participant"), ("trainer", "other")]
)
def test_who_may_not_be_or_choose_the_owner(world, pilot, by, owner):
    with pytest.raises(Refused):
        set_owner(pilot=pilot, owner=world.enrolments[owner], by=world.enrolments[by])

    pilot.refresh_from_db()
    assert pilot.owner is None


def test_a_pulse_is_answered_once_and_everybody_can_read_it(world, pilot, anna, mailoutbox):
    answer_pulse(pulse_check=first_check(), pulse=Pulse.RUNS, sentence="Tien vragen per week.", by=anna)

    with pytest.raises(Refused, match="Anna de Vries"):
        answer_pulse(
            pulse_check=first_check(),
            pulse=Pulse.STOPPED,
            sentence="Toch niet.",
            by=world.enrolments["helper"],
        )

    check = first_check()
    assert (check.pulse, check.sentence, check.answered_by) == (Pulse.RUNS, "Tien vragen per week.", anna)
    assert Notification.objects.filter(kind=Kind.PILOT, mailing="none").count() == 5
    assert mailoutbox == []


def test_a_pulse_of_somebody_who_is_gone(world, pilot, anna):
    answer_pulse(pulse_check=first_check(), pulse=Pulse.RUNS, sentence="Ja.", by=anna)
    PulseCheck.objects.update(answered_by=None)

    assert first_check().answer_refusal(by=anna)


def test_a_pulse_needs_a_sentence(world, pilot, anna):
    with pytest.raises(Refused):
        answer_pulse(pulse_check=first_check(), pulse=Pulse.RUNS, sentence="", by=anna)

    assert not first_check().is_answered


@pytest.mark.parametrize("who", ["other", "mt", "outsider"])
def test_others_do_not_write_about_the_pilot(world, pilot, who):
    stranger = world.enrolments[who]

    with pytest.raises(Refused):
        answer_pulse(pulse_check=first_check(), pulse=Pulse.RUNS, sentence="Ja.", by=stranger)
    with pytest.raises(Refused):
        end_pilot(pilot=pilot, state=PilotState.IN_USE, learned="Veel.", by=stranger)


def test_an_owner_who_left_the_group_still_answers(world, pilot, anna):
    set_owner(pilot=pilot, owner=anna, by=anna)
    anna.seat.delete()

    answer_pulse(
        pulse_check=PulseCheck.objects.get(day=30), pulse=Pulse.FALTERS, sentence="Het hapert.", by=anna
    )

    assert first_check().pulse == Pulse.FALTERS


def test_a_pulse_is_due_on_its_day(world, pilot):
    assert not first_check().is_due

    PulseCheck.objects.filter(day=30).update(due_on=world.cohort.today)
    assert first_check().is_due


def test_ending_the_pilot_ends_the_thread(world, pilot, anna):
    end_pilot(pilot=pilot, state=PilotState.STOPPED, learned="Begin met één balie.", by=anna)

    pilot.refresh_from_db()
    assert (pilot.state, pilot.learned) == (PilotState.STOPPED, "Begin met één balie.")
    assert pilot.ended_at is not None
    world.cohort.refresh_from_db()
    assert world.cohort.stage == Stage.OUTCOME
    news = Notification.objects.for_digest().filter(kind=Kind.PILOT, about=f"pilot:{pilot.pk}")
    assert sorted(one.recipient.email for one in news) == [
        "anna@example.org",
        "hugo@example.org",
        "marit@example.org",
        "piet@example.org",
        "tineke@example.org",
    ]
    assert {one.context["sentence"] for one in news} == {"Begin met één balie."}


def test_a_pilot_ends_once(world, pilot, anna):
    end_pilot(pilot=pilot, state=PilotState.IN_USE, learned="Het loopt.", by=anna)

    with pytest.raises(Refused):
        end_pilot(pilot=pilot, state=PilotState.STOPPED, learned="Toch niet.", by=anna)

    pilot.refresh_from_db()
    assert pilot.state == PilotState.IN_USE


@pytest.mark.parametrize(("state", "learned"), [(PilotState.IN_USE, ""), (PilotState.RUNNING, "Veel.")])
def test_an_end_says_what_came_of_it(pilot, anna, state, learned):
    with pytest.raises(Refused):
        end_pilot(pilot=pilot, state=state, learned=learned, by=anna)


def test_the_year_is_asked_of_a_pilot_in_use_and_not_of_one_that_stopped(world, pilot, anna):
    end_pilot(pilot=pilot, state=PilotState.IN_USE, learned="Het loopt.", by=anna)
    assert PulseCheck.objects.get(day=365).answer_refusal(by=anna) == ""

    Pilot.objects.update(state=PilotState.STOPPED)
    assert PulseCheck.objects.get(day=365).answer_refusal(by=anna)


def test_the_pilot_outlives_the_team(world, pilot, anna):
    world.cohort.state = State.CLOSED
    world.cohort.save()

    answer_pulse(pulse_check=first_check(), pulse=Pulse.RUNS, sentence="Ja.", by=anna)

    assert first_check().is_answered


# --- Pages --------------------------------------------------------------------------


def test_before_the_decision_the_page_says_so(as_, world):
    assert 'class="empty"' in as_("participant").get(address(world, "pilot_detail")).content.decode()


def test_a_pilot_of_another_team_does_not_show(as_, world, pilot):
    world.elsewhere.enrolments.create(user=world["admin"], role="participant")

    page = as_("admin").get(reverse("pitches:pilot_detail", kwargs={"team": world.elsewhere.slug}))

    assert 'class="empty"' in page.content.decode()


def test_everybody_reads_and_the_group_writes(as_, world, pilot):
    for person in ("other", "mt"):
        page = as_(person).get(address(world, "pilot_detail")).content.decode()
        assert "Appen met de bieb" in page
        assert address(world, "pulse_answer", day=30) not in page
        assert address(world, "pilot_end") not in page
    page = as_("participant").get(address(world, "pilot_detail")).content.decode()
    assert address(world, "pulse_answer", day=30) in page
    assert address(world, "pilot_end") in page


def test_choosing_the_owner_from_the_page(as_, world, pilot):
    client = as_("participant")

    client.post(address(world, "owner_set"), {"owner": world.enrolments["helper"].pk})
    client.post(address(world, "owner_set"), {"owner": world.enrolments["other"].pk})
    client.post(address(world, "owner_set"))

    pilot.refresh_from_db()
    assert pilot.owner == world.enrolments["helper"]
    assert "Hugo Bakker" in client.get(address(world, "pilot_detail")).content.decode()


def test_answering_a_pulse_from_the_page(as_, world, pilot):
    PulseCheck.objects.filter(day=30).update(due_on=world.cohort.today - timedelta(days=1))
    client = as_("participant")
    where = address(world, "pulse_answer", day=30)
    assert client.get(where).status_code == 200

    response = client.post(where, {"pulse": "falters", "sentence": "Te weinig tijd."})

    assert response.headers["Location"] == address(world, "pilot_detail")
    assert first_check().sentence == "Te weinig tijd."
    page = client.get(address(world, "pilot_detail")).content.decode()
    assert "Te weinig tijd." in page
    assert where not in page
    assert client.get(where).headers["Location"] == address(world, "pilot_detail")
    second = client.post(where, {"pulse": "runs", "sentence": "Mijn zin."})
    assert second.status_code == 422
    assert "Mijn zin." in second.content.decode()


@pytest.mark.parametrize(
    "data", [{}, {"pulse": "runs"}, {"pulse": "great", "sentence": "Ja."}, {"sentence": "z" * 251}]
)
def test_a_pulse_that_is_not_complete_is_kept(as_, world, pilot, data):
    response = as_("participant").post(address(world, "pulse_answer", day=30), data)

    assert response.status_code == 422
    assert data.get("sentence", "") in response.content.decode()
    assert not first_check().is_answered


def test_a_day_that_is_not_asked_does_not_exist(as_, world, pilot):
    assert as_("participant").get(address(world, "pulse_answer", day=31)).status_code == 404


@pytest.mark.parametrize(
    ("state", "words"), [("in_use", "in_use"), ("scaled_up", "scaled_up"), ("stopped", "stopped")]
)
def test_ending_the_pilot_from_the_page(as_, world, pilot, state, words):
    client = as_("trainer")
    where = address(world, "pilot_end")
    assert client.get(where).status_code == 200
    assert client.post(where, {"state": "running", "learned": "x"}).status_code == 422
    assert client.post(where, {"state": state, "learned": ""}).status_code == 422

    client.post(where, {"state": state, "learned": "Begin klein."})

    pilot.refresh_from_db()
    assert pilot.state == words
    page = client.get(address(world, "pilot_detail")).content.decode()
    assert "Begin klein." in page
    assert where not in page
    assert client.get(where).headers["Location"] == address(world, "pilot_detail")
    again = client.post(where, {"state": "stopped", "learned": "Mijn zin."})
    assert again.status_code == 422
    assert "Mijn zin." in again.content.decode()


@pytest.mark.parametrize("pulse", ["runs", "stopped"])
def test_every_pulse_has_its_words(as_, world, pilot, anna, pulse):
    answer_pulse(pulse_check=first_check(), pulse=pulse, sentence="Zo is het.", by=anna)

    assert "Zo is het." in as_("mt").get(address(world, "pilot_detail")).content.decode()


# --- Constraints ----------------------------------------------------------------------


def test_the_database_refuses_impossible_pilots(world, pilot):
    rows = Pilot.objects.filter(pk=pilot.pk)
    now = timezone.now()

    impossible(lambda: rows.update(state="lost", ended_at=now, learned="x"), "pilot_state_is_known")
    impossible(lambda: rows.update(ended_at=now), "pilot_ends_with_what_was_learned")
    impossible(lambda: rows.update(state="stopped", ended_at=now), "pilot_ends_with_what_was_learned")
    impossible(lambda: rows.update(state="stopped", learned="x"), "pilot_ends_with_what_was_learned")
    with pytest.raises(IntegrityError), transaction.atomic():
        Pilot.objects.create(decision=pilot.decision)


def test_the_database_refuses_impossible_pulses(world, pilot):
    rows = PulseCheck.objects.filter(day=30)
    due = means(world)["starts_on"]

    impossible(lambda: rows.update(pulse="runs"), "pulse_answer_is_complete")
    impossible(lambda: rows.update(answered_at=timezone.now(), pulse="runs"), "pulse_answer_is_complete")
    impossible(
        lambda: rows.update(answered_at=timezone.now(), pulse="great", sentence="x"),
        "pulse_answer_is_complete",
    )
    impossible(lambda: rows.update(day=31), "pulse_day_is_known")
    with pytest.raises(IntegrityError), transaction.atomic():
        pilot.pulses.create(day=30, due_on=due)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pilot_asks_as_much_for_three_answers_as_for_one(
    as_, world, pilot, rows, django_assert_num_queries
):
    people = list(world.cohort.enrolments.order_by("pk"))
    for check, person in list(zip(pilot.pulses.all(), people, strict=False))[:rows]:
        PulseCheck.objects.filter(pk=check.pk).update(
            pulse="runs", sentence="Ja.", answered_by=person, answered_at=timezone.now()
        )
    client = as_("participant")

    with django_assert_num_queries(11):
        client.get(address(world, "pilot_detail"))


def test_how_rows_call_themselves(pilot):
    decision = pilot.decision

    assert [str(row) for row in (decision, pilot, first_check(), decision.answers.get())] == [
        "Appen met de bieb",
        "Appen met de bieb",
        "Appen met de bieb: 30",
        "Kijk maar mee",
    ]
