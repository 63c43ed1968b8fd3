"""My dates in my own calendar, read back by a real parser."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from icalendar import Calendar

from accounts.models import SecretAddress
from cohorts.agenda import owner_of, renew
from cohorts.models import AgendaEntry, Enrolment, Role, State
from tests.at_once import all_at_once
from tests.conftest import make_cohort, make_ding

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def path(user):
    return renew(user).removeprefix(settings.SITE_URL)


@pytest.fixture
def mine(world):
    """The address of Anna; her team has a kick-off, a closing meeting and a must-do that opens."""
    world.cohort.closing_at = datetime(2027, 3, 30, 15, 0, tzinfo=AMSTERDAM)
    world.cohort.closing_place = "De grote zaal; boven, links"
    world.cohort.save()
    meet(world, "Kick-off", datetime(2027, 3, 26, 10, 0, tzinfo=AMSTERDAM))
    world.cohort.plan.filter(number=1).update(opens_on=date(2027, 3, 29))
    return path(world["participant"])


def meet(world, title, at):
    return world.cohort.meetings.create(
        kind="gathering", title=title, place="Leeszaal", starts_at=at, ends_at=at + timedelta(hours=2)
    )


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    calendar = Calendar.from_ical(response.content)
    return {str(one["UID"]): one for one in calendar.walk("VEVENT")}


def by_title(events):
    return {str(one["SUMMARY"]): one for one in events.values()}


def test_the_dates_come_back_as_they_are_on_both_sides_of_the_clock_change(client, mine):
    events = by_title(read(client, mine))

    before, after = events["Kick-off (Lindenhof)"], events["Slotbijeenkomst (Lindenhof)"]
    opens = events["Ding 1. Eerste ding gaat open (Lindenhof)"]
    assert before.start == datetime(2027, 3, 26, 9, 0, tzinfo=UTC)
    assert after.start == datetime(2027, 3, 30, 13, 0, tzinfo=UTC)
    assert (before.start.hour, after.start.hour) == (10, 15)
    assert before["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    assert (opens.start, opens.end) == (date(2027, 3, 29), date(2027, 3, 30))
    assert str(after["LOCATION"]) == "De grote zaal; boven, links"
    assert {str(one["STATUS"]) for one in events.values()} == {"CONFIRMED"}
    assert str(before["URL"]) == f"{settings.SITE_URL}/teams/lindenhof/"


def test_the_file_tells_how_the_clock_goes(client, mine):
    calendar = Calendar.from_ical(client.get(mine).content)
    [zone] = calendar.walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Europe/Amsterdam"
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    assert (str(calendar["VERSION"]), str(calendar["METHOD"])) == ("2.0", "PUBLISH")
    lines = client.get(mine).content.split(b"\r\n")
    assert max(map(len, lines)) <= 75


def test_the_hour_is_that_of_the_library(client, mine, world):
    world.ours.timezone = "America/Curacao"
    world.ours.save()
    events = by_title(read(client, mine))
    kick_off = events["Kick-off (Lindenhof)"]
    assert kick_off["DTSTART"].params["TZID"] == "America/Curacao"
    assert kick_off.start == datetime(2027, 3, 26, 9, 0, tzinfo=UTC)


def test_a_date_that_moves_keeps_its_uid_and_counts_up(client, mine, world):
    first = read(client, mine)
    assert {int(one["SEQUENCE"]) for one in first.values()} == {0}

    meeting = world.cohort.meetings.get()
    meeting.starts_at += timedelta(days=1)
    meeting.ends_at += timedelta(days=1)
    meeting.save()
    world.cohort.plan.filter(number=1).update(opens_on=date(2027, 4, 1))
    moved = read(client, mine)

    assert set(moved) == set(first)
    assert {uid.partition("@")[0].partition("-")[2]: int(one["SEQUENCE"]) for uid, one in moved.items()} == {
        f"meeting-{meeting.pk}": 1,
        "closing": 0,
        f"ding-{world.dingen[0].pk}": 1,
    }
    assert read(client, mine).keys() == first.keys()
    assert AgendaEntry.objects.filter(sequence__gt=1).count() == 0


def test_a_date_that_is_called_off_is_told_for_a_while_and_can_come_back(client, mine, world, time_machine):
    time_machine.move_to("2027-03-01T12:00Z")
    read(client, mine)
    place = world.cohort.closing_at
    world.cohort.closing_at = None
    world.cohort.save()

    gone = by_title(read(client, mine))["Slotbijeenkomst (Lindenhof)"]

    assert (str(gone["STATUS"]), int(gone["SEQUENCE"])) == ("CANCELLED", 1)
    time_machine.move_to("2027-06-01T12:00Z")
    assert "Slotbijeenkomst (Lindenhof)" not in by_title(read(client, mine))
    world.cohort.closing_at = place
    world.cohort.save()
    back = by_title(read(client, mine))["Slotbijeenkomst (Lindenhof)"]
    assert (str(back["STATUS"]), int(back["SEQUENCE"])) == ("CONFIRMED", 2)


def test_writing_the_plan_anew_changes_no_date(client, mine, world):
    before = client.get(mine).content
    item = world.cohort.plan.get(number=1)
    item.delete()
    world.cohort.plan.create(ding=item.ding, number=1, weight="must", opens_on=item.opens_on)
    assert client.get(mine).content == before


def test_many_that_open_on_one_day_are_one_date(client, mine, world):
    theme = world.dingen[0].theme
    for number in range(11, 14):
        ding = make_ding(f"ding-{number}", theme)
        world.cohort.plan.create(ding=ding, number=number, weight="must", opens_on=date(2027, 3, 29))
    events = by_title(read(client, mine))
    assert "4 Dingen gaan open (Lindenhof)" in events
    assert len(events) == 3


def test_the_dates_are_those_of_all_my_teams_and_of_no_other(client, mine, world):
    world.elsewhere.closing_at = None
    world.elsewhere.save()
    elsewhere = make_cohort(world.theirs, world.programme, "derde")
    elsewhere.enrolments.create(user=world["participant"], role=Role.PARTICIPANT)
    titles = set(by_title(read(client, mine)))
    assert "Slotbijeenkomst (Derde)" in titles
    assert not any("Zandpoort" in title for title in titles)


def test_who_left_the_team_loses_its_dates_at_once(client, mine, world):
    assert read(client, mine)
    Enrolment.objects.filter(pk=world.enrolments["participant"].pk).update(left_at="2026-01-01T00:00Z")
    assert read(client, mine) == {}


def test_a_team_that_is_being_set_up_has_no_dates_yet(client, mine, world):
    type(world.cohort).objects.filter(pk=world.cohort.pk).update(state=State.DRAFT, stage=1)
    assert read(client, mine) == {}


def test_the_mt_gets_the_meetings_and_not_the_dingen(client, mine, world):
    titles = set(by_title(read(client, path(world["mt"]))))
    assert titles == {"Kick-off (Lindenhof)", "Slotbijeenkomst (Lindenhof)"}


def test_a_program_that_asks_again_hears_that_nothing_changed(client, mine):
    tag = client.get(mine).headers["ETag"]
    assert client.get(mine, headers={"if-none-match": tag}).status_code == 304


def test_a_new_address_ends_the_old_one_and_nobody_guesses(client, mine, world):
    fresh = path(world["participant"])
    assert client.get(mine).status_code == 404
    assert client.get(fresh).status_code == 200
    assert client.get(reverse("cohorts:agenda", args=["geraden"])).status_code == 404
    assert client.post(fresh).status_code == 405
    token = fresh.removeprefix("/agenda/").removesuffix(".ics")
    assert token not in str(list(SecretAddress.objects.values_list("token_hash", flat=True)))
    assert owner_of(token) == world["participant"]
    type(world["participant"]).objects.update(is_active=False)
    assert client.get(fresh).status_code == 404


def test_the_news_address_is_no_calendar(client, world):
    from notifications.feed import renew as news  # noqa: PLC0415 - two rooms with the same verb

    token = news(world["participant"]).rpartition("/")[2].removesuffix(".atom")
    assert client.get(reverse("cohorts:agenda", args=[token])).status_code == 404


def test_the_page_shows_the_address_once_and_stops_it(as_, world):
    client, page = as_("participant"), reverse("cohorts:my_agenda")
    shown = client.post(page, {"act": "renew"}).context["address"]
    assert client.get(shown.removeprefix(settings.SITE_URL)).status_code == 200
    assert shown not in client.get(page).content.decode()
    client.post(page, {"act": "stop"})
    assert not SecretAddress.objects.exists()
    assert page in client.get("/mijn/").content.decode()
    assert page in client.get(world.cohort.get_absolute_url()).content.decode()


@pytest.mark.parametrize("teams", [1, 3])
def test_the_calendar_queries(client, world, django_assert_num_queries, teams):
    for number in range(teams - 1):
        cohort = make_cohort(world.theirs, world.programme, f"team-{number}")
        cohort.enrolments.create(user=world["participant"], role=Role.PARTICIPANT)
        cohort.meetings.create(
            kind="gathering", title="x", starts_at="2027-01-01T10:00Z", ends_at="2027-01-01T11:00Z"
        )
    mine = path(world["participant"])
    client.get(mine)
    with django_assert_num_queries(5):
        client.get(mine)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"day": "2027-01-01", "starts_at": "2027-01-01T10:00Z", "ends_at": "2027-01-01T11:00Z"},
        {"starts_at": "2027-01-01T10:00Z"},
        {"starts_at": "2027-01-01T10:00Z", "ends_at": "2027-01-01T10:00Z"},
    ],
)
def test_the_database_refuses_half_a_date(world, wrong):
    with pytest.raises(IntegrityError, match="agenda_entry_has_a_day_or_hours"), transaction.atomic():
        world.cohort.agenda.create(key="x", **wrong)


def test_the_database_keeps_a_date_once(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        [world.cohort.agenda.create(key="x", day="2027-01-01") for _ in range(2)]


@pytest.mark.django_db(transaction=True)
def test_two_programs_that_ask_at_once_write_it_once(world, client):
    from django.db import connection  # noqa: PLC0415 - SQLite in memory has one connection

    from cohorts.agenda import ical  # noqa: PLC0415

    if connection.vendor == "sqlite":
        pytest.skip("one connection")
    world.cohort.plan.update(opens_on="2027-01-01")
    all_at_once(*(lambda name=name: ical(world[name]) for name in ("participant", "helper", "other")))
    assert sorted(AgendaEntry.objects.values_list("key", "sequence")) == [
        ("closing", 0),
        (f"ding:{world.dingen[0].pk}", 0),
    ]
