"""Away for a while: no mail, no reminders, no reasons; and a soft landing."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from accounts.models import User
from cohorts import actions
from cohorts.models import Enrolment
from lib.refusal import Refused
from notifications import digest
from notifications.models import Away, Kind, Mailing, Notification
from notifications.notify import notify
from tests.desk import address, desk, finish, read, tick, turn_of
from tests.forum import make_topic
from tests.teams import close

NOON = "2026-11-25T12:00+01:00"  # a Wednesday


def pause(world, days=None, name="participant"):
    place = world.enrolments[name]
    until = place.cohort.today + timedelta(days=days) if days else None
    return actions.pause(enrolment=place, until=until, by=place)


def fresh(world, name="participant"):
    return Enrolment.objects.select_related("cohort__organisation").get(pk=world.enrolments[name].pk)


def after(world, days, name="participant"):
    """Let these days go by since the pause was set."""
    row = Enrolment.objects.filter(pk=world.enrolments[name].pk)
    place = fresh(world, name)
    gone = timedelta(days=days)
    row.update(
        paused_on=place.paused_on - gone, paused_until=place.paused_until and place.paused_until - gone
    )
    for away in Away.objects.filter(user=place.user):
        away.until = away.until and away.until - gone
        away.save()


def tell(world, name="participant", kind=Kind.MENTION, about="post:1", path="/teams/lindenhof/forum/1/"):
    notify([world[name]], kind, about=about, path=path, author="Hugo", title="Titel", team="Lindenhof")
    return Notification.objects.get(about=about, recipient=world[name])


def test_a_pause_lasts_until_the_day_somebody_is_back(world):
    assert pause(world, 3).is_paused
    assert list(Enrolment.objects.away(world.cohort.today)) == [world.enrolments["participant"]]
    assert world.enrolments["participant"] not in Enrolment.objects.awake(world.cohort.today)

    after(world, 3)

    place = fresh(world)
    assert (place.is_paused, place.is_back) == (False, True)
    assert place in Enrolment.objects.awake(world.cohort.today)


def test_a_pause_without_an_end_lasts_until_somebody_says_so(world):
    pause(world)
    after(world, 300)
    assert fresh(world).is_paused

    place = actions.come_back(enrolment=fresh(world), by=world.enrolments["participant"])

    assert (place.is_paused, place.is_back) == (False, True)
    assert not Away.objects.exists()


def test_setting_it_again_changes_the_end_only(world):
    pause(world, 3)
    after(world, 1)
    began = fresh(world).paused_on

    place = pause(world, 9)

    assert (place.paused_on, place.paused_until) == (began, world.cohort.today + timedelta(days=9))
    assert Away.objects.get().until == place.paused_until


@pytest.mark.parametrize("days", [0, -4])
def test_a_pause_does_not_end_in_the_past(world, days):
    place = world.enrolments["participant"]
    until = world.cohort.today + timedelta(days=days)
    with pytest.raises(Refused, match="Kies een dag na vandaag"):
        actions.pause(enrolment=place, until=until, by=place)
    assert not fresh(world).paused_on


def test_nobody_sets_it_for_somebody_else_nor_in_a_closed_team(world):
    place = world.enrolments["participant"]
    with pytest.raises(Refused):
        actions.pause(enrolment=place, until=None, by=world.enrolments["trainer"])
    with pytest.raises(Refused):
        actions.pause(enrolment=world.enrolments["trainer"], until=None, by=world.enrolments["trainer"])
    close(world)
    with pytest.raises(Refused):
        pause(world)


def test_the_database_refuses_an_end_without_a_start(world):
    row = Enrolment.objects.filter(pk=world.enrolments["participant"].pk)
    today = world.cohort.today
    for wrong in (
        {"paused_until": today},
        {"paused_on": today, "paused_until": today - timedelta(days=1)},
    ):
        with pytest.raises(IntegrityError, match="enrolment_pause"), transaction.atomic():
            row.update(**wrong)
    for wrong in ({"place": "teams/x/"}, {"place": "/teams/x"}):
        with pytest.raises(IntegrityError, match="away_place_is_ours"), transaction.atomic():
            world["mt"].aways.create(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        [world["mt"].aways.create(place="/teams/x/") for _ in range(2)]


def test_who_is_away_gets_no_mail_of_this_team_but_of_another(world):
    pause(world)

    assert tell(world).mailing == Mailing.NONE
    assert tell(world, about="post:2", path="/teams/zandpoort/forum/1/").mailing != Mailing.NONE
    assert tell(world, "helper").mailing != Mailing.NONE
    actions.come_back(enrolment=fresh(world), by=world.enrolments["participant"])
    assert tell(world, about="post:3").mailing != Mailing.NONE


@pytest.mark.parametrize("gathered", [False, True])
def test_a_digest_that_waited_is_not_sent_to_who_is_away(world, time_machine, gathered):
    time_machine.move_to(NOON)
    tell(world, kind=Kind.REPLY)
    if gathered:
        digest.gather()
    pause(world)
    digest.gather()
    digest.deliver()
    assert mail.outbox == []
    assert Notification.objects.get(recipient=world["participant"]).read_at is None


def test_mail_that_failed_before_the_pause_is_not_tried_again(world):
    told = tell(world)
    pause(world)
    assert told.needless()


def test_a_question_calls_the_other_helpers_while_the_own_is_away(world):
    pause(world, name="helper")
    world.enrolments["other"].seat.refresh_from_db()
    make_topic(world, kind="question")
    assert set(Notification.objects.filter(kind=Kind.QUESTION).values_list("recipient__name", flat=True)) == {
        "Piet Jansen"
    }


def test_who_is_away_or_just_back_is_not_called_quiet(world):
    long_ago = timezone.now() - timedelta(days=40)
    Enrolment.objects.update(active_at=long_ago)
    Enrolment.objects.update(created_at=long_ago)
    quiet = Enrolment.objects.filter(cohort=world.cohort).quiet
    assert quiet(timezone.now()).count() == 3

    pause(world, 2)
    assert world.enrolments["participant"] not in quiet(timezone.now())
    after(world, 4)
    assert world.enrolments["participant"] not in quiet(timezone.now())
    after(world, 14)
    assert world.enrolments["participant"] in quiet(timezone.now())


def test_the_first_step_ends_the_landing(as_, world):
    pause(world, 2)
    after(world, 2)
    page = read(desk(as_("participant"), world))
    assert "Fijn dat je er weer bent" in page
    assert "Je hebt niets in te halen" in page
    world.enrolments["participant"].refresh_from_db()

    tick(world)

    assert fresh(world).paused_on is None
    assert "Je hebt niets in te halen" not in read(desk(as_("participant"), world))


def test_the_landing_shows_three_small_steps_the_shortest_first(as_, world):
    step = world.dingen[1].revision.steps.get(key="stap-1")
    step.minutes = 4
    step.save()
    pause(world, 2)
    after(world, 2)

    picks = desk(as_("participant"), world).context["landing"]

    assert [(pick.candidate.ding, pick.minutes) for pick in picks] == [
        (world.dingen[1], 4),
        (world.dingen[0], 15),
        (world.dingen[2], 15),
    ]


def test_the_pages_of_a_pause(as_, world):
    client, path = as_("participant"), address(world, "cohorts:pause")
    until = world.cohort.today + timedelta(days=5)

    client.post(path, {"act": "pause", "until": until.isoformat()})
    assert "Je bent even weg" in read(client.get(path))
    assert turn_of(world).calm
    assert "Ik ben er weer" in read(desk(client, world))
    client.post(path, {"act": "back"})
    client.post(path, {"act": "land"})

    assert fresh(world).paused_on is None


def test_a_wrong_day_is_said_beside_what_was_typed(as_, world):
    client, path = as_("participant"), address(world, "cohorts:pause")
    for typed in ("2020-01-01", "morgen", "0000-00-00"):
        response = client.post(path, {"act": "pause", "until": typed})
        assert (response.status_code, typed in response.content.decode()) == (422, True)
    assert not fresh(world).paused_on


def test_the_trainer_and_the_own_group_see_it_and_nobody_else(as_, world):
    pause(world, 5)
    members, groups = world.cohort.members_url, world.cohort.groups_url
    assert "even weg" in read(as_("trainer").get(members))
    assert "even weg" in read(as_("trainer").get(groups))
    assert "even weg" in read(as_("helper").get(groups))
    assert "Anna de Vries is even weg." in read(desk(as_("helper"), world))
    assert "even weg" not in read(as_("other").get(groups))
    for name in ("other", "mt"):
        assert "even weg" not in read(as_(name).get(members))
    day = f"{(world.cohort.today + timedelta(days=5)).day} "
    assert f"even weg tot {day}" not in read(as_("trainer").get(members))


def test_a_pause_costs_no_queries_for_each_who_is_away(as_, world, django_assert_num_queries):
    client = as_("trainer")
    for names in (["participant"], ["helper", "other"]):
        for name in names:
            pause(world, name=name)
        with django_assert_num_queries(9):
            client.get(world.cohort.groups_url)


def test_it_is_in_my_file_and_goes_with_me(as_, world):
    pause(world, 5)
    finish(world, by="helper")
    team = as_("participant").get("/mijn/gegevens/").json()
    assert team["teams"][0]["pause"]["until"] == str(world.cohort.today + timedelta(days=5))
    assert team["no_mail_from"][0]["place"] == "/teams/lindenhof/"

    as_("participant").post("/mijn/wissen/", {"nonce": "w" * 20})

    assert not Away.objects.exists()
    assert Enrolment.objects.get(pk=world.enrolments["participant"].pk).paused_on is None
    assert User.objects.get(pk=world["participant"].pk).erased


def test_refusals_read_in_dutch(world):
    with translation.override("nl"):
        assert world.enrolments["mt"].pause_refusal(by=world.enrolments["mt"]).startswith("Deelnemers")
