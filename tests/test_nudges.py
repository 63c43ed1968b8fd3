"""Kind words of a trainer: one a week, in office hours, and only to whom they help."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from cohorts import actions
from cohorts.models import Enrolment, Nudge, Role
from cohorts.nudge_sending import send_nudges
from lib.refusal import Refused
from notifications.models import Kind, Mailing, Mute, Notification
from tests.at_once import TOGETHER, all_at_once
from tests.conftest import make_cohort
from tests.desk import tick
from tests.teams import close
from tests.watching import LONG_AGO, MONDAY_MORNING, SUNDAY_NIGHT

WORDS = "Hoi Anna, zullen we samen kijken?"


@pytest.fixture(autouse=True)
def monday(time_machine, world):
    time_machine.move_to(MONDAY_MORNING, tick=False)
    Enrolment.objects.update(created_at=timezone.now() - LONG_AGO)


def nudge(world, name="participant", by="trainer", text=WORDS):
    return actions.nudge(enrolment=world.enrolments[name], text=text, by=world.enrolments[by])


def told():
    return [row.context["text"] for row in Notification.objects.filter(kind=Kind.NUDGE)]


def refusal(deed):
    with pytest.raises(Refused) as refused:
        deed()
    return str(refused.value)


def test_in_office_hours_it_goes_at_once(world, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = nudge(world)
    assert row.state == "sent"
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (["anna@example.org"], "Een bericht van Tineke Visser")
    assert WORDS in mail.body
    assert "Geen duwtjes meer, met één klik: http" in mail.body
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_on_sunday_night_it_waits_for_monday(world, time_machine):
    time_machine.move_to(SUNDAY_NIGHT, tick=False)
    row = nudge(world)
    assert (row.state, send_nudges(), told()) == ("waiting", 0, [])
    # The next Monday is another week: what was meant for last week is not sent any more.
    time_machine.move_to(SUNDAY_NIGHT + timedelta(hours=12), tick=False)
    assert (send_nudges(), told()) == (0, [])
    row.refresh_from_db()
    assert row.state == "dropped"


def test_in_the_evening_it_waits_for_the_morning_and_goes_once(world, time_machine, capsys):
    time_machine.move_to(MONDAY_MORNING + timedelta(hours=10), tick=False)
    nudge(world)
    assert (send_nudges(), told()) == (0, [])
    time_machine.move_to(MONDAY_MORNING + timedelta(hours=24), tick=False)
    call_command("tick")
    assert "nudges sent: 1" in capsys.readouterr().out
    assert (send_nudges(), told()) == (0, [WORDS])


def test_a_closed_day_of_the_library_counts(world, time_machine):
    world.ours.closed_days.create(day="2026-11-23", name="Verbouwing")
    assert (nudge(world).state, send_nudges()) == ("waiting", 0)
    time_machine.move_to(MONDAY_MORNING + timedelta(days=1), tick=False)
    assert (send_nudges(), told()) == (1, [WORDS])


@pytest.mark.parametrize("meanwhile", ["did something", "said stop", "left", "paused", "team closed"])
def test_it_is_looked_at_again_when_it_goes(world, time_machine, meanwhile):
    time_machine.move_to(MONDAY_MORNING + timedelta(hours=10), tick=False)
    row = nudge(world)
    time_machine.move_to(MONDAY_MORNING + timedelta(hours=12), tick=False)
    if meanwhile == "did something":
        tick(world)
    elif meanwhile == "said stop":
        Mute.stop(user_pk=world["participant"].pk, kind=Kind.NUDGE)
    elif meanwhile == "paused":
        anna = world.enrolments["participant"]
        actions.pause(enrolment=anna, until=None, by=anna)
    elif meanwhile == "left":
        actions.remove_member(enrolment=world.enrolments["participant"], by=world.enrolments["trainer"])
    else:
        close(world)
    time_machine.move_to(MONDAY_MORNING + timedelta(hours=24), tick=False)
    assert (send_nudges(), told()) == (0, [])
    row.refresh_from_db()
    assert (row.state, row.settled_at) == ("dropped", timezone.now())


def test_a_mail_that_waited_for_the_server_is_looked_at_too(world, mailoutbox, capsys, time_machine):
    nudge(world)
    assert Notification.objects.get(kind=Kind.NUDGE).mailing == Mailing.WAITING
    time_machine.move_to(MONDAY_MORNING + timedelta(minutes=5), tick=False)
    tick(world)
    call_command("tick")
    assert mailoutbox == []
    assert Notification.objects.get(kind=Kind.NUDGE).mailing == Mailing.NONE


def test_one_a_week_whichever_team_it_comes_from(world, time_machine):
    nudge(world)
    elsewhere = make_cohort(world.theirs, world.programme, "tweede")
    there = elsewhere.enrolments.create(user=world["participant"], role=Role.PARTICIPANT)
    trainer = elsewhere.enrolments.create(user=world["outsider"], role=Role.TRAINER)
    again = "Anna heeft deze week al een duwtje gehad. Eén per week is genoeg."
    assert refusal(lambda: nudge(world)) == again
    assert refusal(lambda: actions.nudge(enrolment=there, text="Nog een", by=trainer)) == again
    time_machine.move_to(MONDAY_MORNING + timedelta(days=7), tick=False)
    actions.nudge(enrolment=there, text="Nog een", by=trainer)
    assert Nudge.objects.count() == 2


def test_who_should_not_get_one(world, time_machine):
    trainer = world.enrolments["trainer"]
    assert refusal(lambda: nudge(world, by="helper")) == "Alleen de trainer kan dit."
    assert refusal(lambda: nudge(world, "mt")) == "Alleen deelnemers van dit team krijgen een duwtje."
    tick(world)
    assert refusal(lambda: nudge(world)).startswith("Anna heeft net iets gedaan.")
    Mute.stop(user_pk=world["helper"].pk, kind=Kind.NUDGE)
    assert refusal(lambda: nudge(world, "helper")).startswith("Hugo krijgt liever geen duwtjes.")
    world["other"].mark_bounced("550")
    assert refusal(lambda: nudge(world, "other")).startswith("Mail naar Piet komt terug.")
    close(world)
    assert "gesloten" in refusal(lambda: nudge(world))
    assert not Nudge.objects.filter(by=trainer).exists()


def test_skipped_is_remembered_and_may_still_be_sent(world):
    person, trainer = world.enrolments["participant"], world.enrolments["trainer"]
    actions.skip_nudge(enrolment=person, by=trainer)
    actions.skip_nudge(enrolment=person, by=trainer)
    assert [row.state for row in Nudge.objects.all()] == ["dropped"]
    nudge(world)
    assert [row.state for row in Nudge.objects.all()] == ["sent"]
    actions.skip_nudge(enrolment=person, by=trainer)  # what went cannot be taken back
    assert [row.state for row in Nudge.objects.all()] == ["sent"]


def test_what_waits_can_be_taken_back(world, time_machine):
    time_machine.move_to(SUNDAY_NIGHT, tick=False)
    nudge(world)
    actions.skip_nudge(enrolment=world.enrolments["participant"], by=world.enrolments["trainer"])
    assert [row.state for row in Nudge.objects.all()] == ["dropped"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "waiting", "text": ""},
        {"state": "sent", "text": "Hoi"},
        {"state": "shouted", "text": "Hoi"},
        {"state": "waiting", "text": "Hoi", "settled_at": MONDAY_MORNING},
    ],
)
def test_the_database_refuses_what_cannot_be(world, wrong):
    row = Nudge(
        enrolment=world.enrolments["other"], by=world.enrolments["trainer"], week="2026-11-23", **wrong
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_database_holds_one_a_week(world):
    nudge(world)
    row = Nudge(
        enrolment=world.enrolments["participant"],
        by=world.enrolments["trainer"],
        week="2026-11-23",
        text="Hoi",
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_stopping_is_one_click_in_the_mail(world, client):
    from notifications.mail import compose  # noqa: PLC0415 - of this test only

    nudge(world)
    mail = compose(Notification.objects.get(kind=Kind.NUDGE))
    address = mail.extra_headers["List-Unsubscribe"].strip("<>").partition("://")[2].partition("/")[2]
    assert "een duwtje van je trainer" in client.get(f"/{address}").text
    assert not Mute.objects.exists()  # looking changes nothing
    client.post(f"/{address}", {"List-Unsubscribe": "One-Click"})
    assert [(row.user.first_name, row.kind) for row in Mute.objects.all()] == [("Anna", "nudge")]


class TestAtOnce:
    pytestmark = TOGETHER

    @pytest.fixture
    def second(self, world):
        """A second trainer of the team."""
        return world.cohort.enrolments.create(user=world["admin"], role=Role.TRAINER)

    def test_two_trainers_send_the_same_and_it_is_one_mail(self, world, second, mailoutbox):
        person = world.enrolments["participant"]
        said = all_at_once(
            lambda: nudge(world).text,
            lambda: actions.nudge(enrolment=person, text=WORDS, by=second).text,
        )
        assert sorted(said) == [
            "Anna heeft deze week al een duwtje gehad. Eén per week is genoeg.",
            WORDS,
        ]
        assert told() == [WORDS]
        assert [mail.to for mail in mailoutbox] == [["anna@example.org"]]

    def test_from_two_teams_it_is_one_mail(self, world, mailoutbox):
        elsewhere = make_cohort(world.theirs, world.programme, "tweede")
        there = elsewhere.enrolments.create(user=world["participant"], role=Role.PARTICIPANT)
        Enrolment.objects.update(created_at=timezone.now() - LONG_AGO)
        theirs = elsewhere.enrolments.create(user=world["outsider"], role=Role.TRAINER)
        all_at_once(lambda: nudge(world), lambda: actions.nudge(enrolment=there, text="Nog een", by=theirs))
        assert (Nudge.objects.count(), len(told()), len(mailoutbox)) == (1, 1, 1)

    def test_two_workers_send_what_waited_once(self, world, time_machine, mailoutbox):
        time_machine.move_to(MONDAY_MORNING + timedelta(hours=10), tick=False)
        nudge(world)
        time_machine.move_to(MONDAY_MORNING + timedelta(hours=24), tick=False)
        assert sorted(all_at_once(send_nudges, send_nudges)) == [0, 1]
        assert (told(), len(mailoutbox)) == ([WORDS], 1)

    def test_taken_back_while_it_goes_it_went_or_it_did_not(self, world, second, time_machine, mailoutbox):
        time_machine.move_to(MONDAY_MORNING + timedelta(hours=10), tick=False)
        row = nudge(world)
        time_machine.move_to(MONDAY_MORNING + timedelta(hours=24), tick=False)
        person = world.enrolments["participant"]
        sent, _none = all_at_once(send_nudges, lambda: actions.skip_nudge(enrolment=person, by=second))
        row.refresh_from_db()
        assert (row.state, len(mailoutbox)) == (("sent", 1) if sent else ("dropped", 0))
