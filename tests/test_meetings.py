"""The fourth step of the set-up: kick-off, meetings and the closing meeting."""

import re
from datetime import UTC, date, datetime

import pytest

from cohorts.models import Meeting, Step
from tests.teams import close, draft


@pytest.fixture
def cohort(world):
    return draft(world, starts_on=date(2027, 1, 9), ends_on=date(2027, 11, 30), steps_done=Step.RHYTHM)[0]


KICK_OFF = {"kind": "kick_off", "title": "Kick-off", "day": "2027-01-11", "begins": "09:30", "ends": "11:00"}


def form(*rows, **closing):
    data = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": 0} | closing
    for number, row in enumerate(rows):
        data |= {f"form-{number}-{name}": value for name, value in row.items()}
    return data


def test_a_new_team_is_proposed_a_kick_off_on_its_first_working_day(cohort, as_):
    page = as_("trainer").get(cohort.meetings_url).text
    assert re.findall(r'type="date" name="form-0-day" value="([^"]+)"', page) == ["2027-01-11"]
    assert cohort.meetings.count() == 0


def test_the_meetings_are_saved_on_the_clock_of_the_library(cohort, world, as_):
    world.ours.timezone = "America/Curacao"
    world.ours.save()
    blank = {"kind": "gathering", "title": "", "day": "", "begins": "", "ends": ""}
    half_way = {"kind": "gathering", "day": "2027-03-01", "begins": "15:00", "place": "De leeszaal"}
    closing = {"closing_day": "2027-04-02", "closing_hour": "15:00", "closing_place": "Theater"}
    response = as_("trainer").post(cohort.meetings_url, form(KICK_OFF, half_way, blank, **closing))
    cohort.refresh_from_db()
    assert (response.url, cohort.steps_done) == (cohort.members_url, Step.MEETINGS)
    assert (cohort.closing_at, cohort.closing_place) == (datetime(2027, 4, 2, 19, 0, tzinfo=UTC), "Theater")
    assert list(cohort.meetings.values_list("title", "place", "starts_at", "ends_at")) == [
        ("Kick-off", "", datetime(2027, 1, 11, 13, 30, tzinfo=UTC), datetime(2027, 1, 11, 15, tzinfo=UTC)),
        ("Bijeenkomst", "De leeszaal", *(datetime(2027, 3, 1, hour, tzinfo=UTC) for hour in (19, 21))),
    ]


def test_a_meeting_that_stays_keeps_its_key_and_one_that_goes_is_gone(cohort, as_):
    browser = as_("trainer")
    browser.post(cohort.meetings_url, form(KICK_OFF, KICK_OFF | {"title": "Tweede"}))
    first, second = cohort.meetings.order_by("pk")
    moved = KICK_OFF | {"pk": first.pk, "day": "2027-01-12"}
    browser.post(cohort.meetings_url, form(moved, KICK_OFF | {"pk": second.pk, "drop": "on", "day": "soon"}))
    assert list(cohort.meetings.values_list("pk", "starts_at__day")) == [(first.pk, 12)]


def test_the_key_of_another_team_is_a_new_meeting(cohort, world, as_):
    theirs = world.elsewhere.meetings.create(
        kind="kick_off", title="Van hen", starts_at="2027-01-11T09:00Z", ends_at="2027-01-11T10:00Z"
    )
    as_("trainer").post(cohort.meetings_url, form(KICK_OFF | {"pk": theirs.pk}))
    assert Meeting.objects.get(pk=theirs.pk).title == "Van hen"
    assert cohort.meetings.get().pk != theirs.pk


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"day": ""}, "Op welke dag is het?"),
        ({"begins": ""}, "Hoe laat begint het?"),
        ({"ends": "09:30"}, "Een bijeenkomst eindigt nadat ze begint."),
        (
            {"kind": "gathering", "day": "2027-01-08"},
            "Dit is voor de eerste dag van het team: 9 januari",
        ),
        ({"day": "2027-12-01"}, "Dit is na de laatste dag van het team: 30 november 2027."),
        ({"day": "2027-03-28", "begins": "02:30"}, "Dit uur bestaat niet"),
        ({"day": "2027-10-31", "begins": "02:30"}, "Dit uur komt twee keer"),
        ({"day": "2027-10-31", "ends": "02:30"}, "Dit uur komt twee keer"),
        ({"day": "31 februari"}, "geldige datum"),
        ({"title": "a\0b"}, "Null-tekens zijn niet toegestaan"),
        ({"kind": "feest"}, "geldige keuze"),
        ({"pk": "9" * 40}, "hoogstens"),
    ],
)
def test_a_meeting_that_cannot_be_says_why_and_stays_in_the_form(cohort, as_, changed, said):
    response = as_("trainer").post(cohort.meetings_url, form(KICK_OFF | {"place": "De kelder"} | changed))
    assert (response.status_code, said in response.text) == (422, True)
    assert "De kelder" in response.text
    assert cohort.meetings.count() == 0


@pytest.mark.parametrize(
    ("closing", "said"),
    [
        ({"closing_hour": "15:00"}, "Op welke dag is het?"),
        ({"closing_day": "2027-04-02"}, "Hoe laat begint het?"),
        ({"closing_day": "2027-01-08", "closing_hour": "15:00"}, "Dit is voor de eerste dag"),
        ({"closing_day": "2028-01-08", "closing_hour": "15:00"}, "Dit is na de laatste dag"),
        ({"closing_day": "2027-03-28", "closing_hour": "02:30"}, "Dit uur bestaat niet"),
        ({"closing_day": "2027-04-02", "closing_hour": "half drie"}, "geldige tijd"),
    ],
)
def test_a_closing_meeting_that_cannot_be_says_why(cohort, as_, closing, said):
    response = as_("trainer").post(cohort.meetings_url, form(KICK_OFF, **closing))
    assert (response.status_code, said in response.text) == (422, True)
    assert cohort.meetings.count() == 0


def test_rows_beyond_what_a_team_can_have_are_refused(cohort, as_):
    response = as_("trainer").post(cohort.meetings_url, form(KICK_OFF) | {"form-TOTAL_FORMS": "100000"})
    assert response.status_code == 422
    assert as_("trainer").post(cohort.meetings_url, {"closing_day": ""}).status_code == 422
    assert cohort.meetings.count() == 0


def test_one_more_row_comes_after_saving(cohort, as_):
    response = as_("trainer").post(cohort.meetings_url, form(KICK_OFF) | {"more": "1"})
    assert (response.url, cohort.meetings.count()) == (cohort.meetings_url, 1)


def test_who_saves_a_little_later_sees_both(cohort, as_):
    browser = as_("trainer")
    seen = re.search(r'name="seen" value="(\w+)"', browser.get(cohort.meetings_url).text)[1]
    browser.post(cohort.meetings_url, form(KICK_OFF, seen=seen))
    late = browser.post(cohort.meetings_url, form(KICK_OFF | {"title": "Van mij"}, seen=seen))
    assert late.status_code == 409
    assert ("Kick-off: 11 januari 2027, 09:30" in late.text, "Van mij" in late.text) == (True, True)
    assert cohort.meetings.get().title == "Kick-off"


def test_a_closed_team_shows_its_meetings_and_keeps_them(world, as_):
    close(world)
    browser = as_("trainer")
    assert browser.get(world.cohort.meetings_url).status_code == 200
    response = browser.post(world.cohort.meetings_url, form(closing_place="Elders"))
    assert (response.status_code, "Dit team is gesloten." in response.text) == (422, True)


@pytest.mark.parametrize("meetings", [1, 3])
def test_the_meetings_ask_the_same_of_the_database_for_any_number(
    world, as_, django_assert_num_queries, meetings
):
    for day in range(meetings):
        world.cohort.meetings.create(
            kind="gathering",
            title="Samen",
            starts_at=f"2027-01-1{day}T09:00Z",
            ends_at=f"2027-01-1{day}T10:00Z",
        )
    browser = as_("trainer")
    with django_assert_num_queries(6):
        browser.get(world.cohort.meetings_url)
