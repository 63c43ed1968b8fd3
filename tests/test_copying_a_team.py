"""A new team like an earlier one: what goes along, what stays, and where the dates land."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cohorts.copying import moved, moved_moment, weeks_between
from cohorts.models import Cohort, Enrolment, State, Step
from home.actions import copy_team
from lib.refusal import Refused
from notifications.models import Notification
from pitches.models import Agreement
from tests.english import in_english  # noqa: F401 - a fixture

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NONCE = {"nonce": "n" * 24}


@pytest.mark.parametrize(
    ("new", "weeks"),
    [("2027-01-11", 0), ("2027-01-12", 1), ("2027-01-18", 1), ("2027-01-10", 0), ("2027-01-04", -1)],
)
def test_dates_move_by_whole_weeks_and_never_before_the_first_day(new, weeks):
    assert weeks_between(date(2027, 1, 11), date.fromisoformat(new)) == timedelta(weeks=weeks)


@pytest.mark.parametrize(
    ("day", "weeks", "lands"),
    [
        ("2027-01-11", 3, "2027-02-01"),  # a Monday
        ("2027-01-11", 11, "2027-03-30"),  # Easter Monday is a holiday
        ("2027-01-09", 3, "2027-01-30"),  # a Saturday that somebody chose
        ("2027-01-16", 10, "2027-03-27"),
        ("2027-01-17", 10, "2027-03-30"),  # Easter Sunday, and the Monday after it
        ("2027-01-12", 3, "2027-02-04"),  # closed on the 2nd and the 3rd
    ],
)
def test_a_day_off_becomes_the_next_working_day(day, weeks, lands):
    closed = [date(2027, 2, 2), date(2027, 2, 3)]
    assert moved(date.fromisoformat(day), timedelta(weeks=weeks), closed) == date.fromisoformat(lands)


def test_a_meeting_keeps_its_hour_over_the_change_of_the_clock():
    winter = datetime(2027, 1, 15, 14, 0, tzinfo=UTC)  # three o'clock in Eindhoven
    assert moved_moment(winter, timedelta(weeks=20), AMSTERDAM, []) == datetime(2027, 6, 4, 13, 0, tzinfo=UTC)
    night = datetime(2027, 1, 10, 1, 30, tzinfo=UTC)
    assert moved_moment(night, timedelta(weeks=42), AMSTERDAM, []).astimezone(AMSTERDAM).hour == 3


@pytest.fixture
def source(world):
    cohort = world.cohort
    Cohort.objects.filter(pk=cohort.pk).update(
        starts_on="2027-01-11", ends_on="2027-04-09", closing_at="2027-04-02T13:00Z", closing_place="Theater",
        goal="Samen leren.", hours=80, rhythm="weekly", minutes_per_week=60, breather_on="2027-02-15",
    )  # fmt: skip
    cohort.plan.filter(number=2).update(opens_on="2027-02-08", due_on="2027-02-12", dates_by_hand=True)
    cohort.meetings.create(
        kind="kick_off", title="Kick-off", starts_at="2027-01-11T08:30Z", ends_at="2027-01-11T10:00Z"
    )
    Agreement.objects.create(
        cohort=cohort, electorate="participants", quorum=70, frozen_at="2027-04-01T10:00Z"
    )
    Agreement.objects.create(cohort=cohort, electorate="participants", quorum=1, tie_rule="mt")
    return Enrolment.objects.get(pk=world.enrolments["trainer"].pk)


def copy(source, start="2027-09-06", by=None):
    return copy_team(source=source, name="Najaar", starts_on=date.fromisoformat(start), by=by or source.user)


def test_a_copy_has_the_plan_the_rhythm_the_meetings_and_the_agreement(source, world):
    new = copy(source)
    new.refresh_from_db()
    assert (new.state, new.steps_done, new.slug) == (State.DRAFT, Step.MEETINGS, "najaar")
    assert (new.goal, new.hours, new.minutes_per_week, new.closing_place) == (
        "Samen leren.",
        80,
        60,
        "Theater",
    )
    assert (new.starts_on, new.ends_on, new.breather_on) == (
        date(2027, 9, 6),
        date(2027, 12, 3),
        date(2027, 10, 11),
    )
    assert new.closing_at == datetime(2027, 11, 26, 14, 0, tzinfo=UTC)
    assert list(new.plan.values_list("number", "weight", "opens_on", "due_on", "dates_by_hand")) == [
        (1, "must", date(2027, 9, 6), date(2027, 9, 10), False),
        (2, "can", date(2027, 10, 4), date(2027, 10, 8), True),
    ]
    assert [str(one.starts_at) for one in new.meetings.all()] == ["2027-09-06 07:30:00+00:00"]
    assert list(new.agreements.values_list("quorum", "tie_rule", "frozen_at")) == [(70, "run_off", None)]


def test_people_groups_and_progress_stay_behind_and_the_source_stays_as_it_was(source, world):
    world.enrolments["participant"].progress.create(ding=world.dingen[0])
    new = copy(source)
    assert list(new.enrolments.values_list("user__name", "role")) == [("Tineke Visser", "trainer")]
    assert (new.groups.count(), new.topics.count(), new.invitations.count()) == (0, 0, 0)
    assert (world.cohort.meetings.count(), world.cohort.plan.count(), world.cohort.groups.count()) == (
        1,
        2,
        2,
    )
    assert not Notification.objects.exists()


def test_a_ding_of_the_past_stays_behind(source, world):
    type(world.dingen[0]).objects.filter(pk=world.dingen[0].pk).update(status="retired")
    assert list(copy(source).plan.values_list("number", flat=True)) == [2]


@pytest.mark.parametrize("who", ["participant", "mt", "outsider"])
def test_only_the_trainer_copies(source, world, who):
    with pytest.raises(Refused, match="Only the trainer"):
        copy(world.enrolments[who], by=world[who])
    with pytest.raises(Refused, match="Only the trainer"):
        copy(source, by=world[who])


def test_who_trains_for_the_library_no_more_makes_no_team_for_it(source):
    source.user.memberships.all().delete()
    with pytest.raises(Refused, match="no trainer of this library"):
        copy(source)


def test_the_page_says_what_goes_along_and_makes_one_team(source, world, as_):
    browser = as_("trainer")
    page = browser.get("/teams/lindenhof/kopie/").text
    assert all(words in page for words in ("Dit gaat mee", "Dit gaat niet mee", "Kick-off"))
    shown = browser.post(
        "/teams/lindenhof/kopie/", {"starts_on": "2027-09-06"}, headers={"HX-Request": "true"}
    )
    assert ("<html" in shown.text, "vrijdag 3 december 2027" in shown.text) == (False, True)
    values = NONCE | {"name": "Najaar", "starts_on": "2027-09-06"}
    assert browser.post("/teams/lindenhof/kopie/", values | {"calculate": "1"}).status_code == 200
    answers = {browser.post("/teams/lindenhof/kopie/", values).url for _twice in range(2)}
    assert answers == {"/teams/najaar/leden/"}
    assert Cohort.objects.filter(name="Najaar").count() == 1


@pytest.mark.parametrize(
    "typed", [{"name": ""}, {"starts_on": "9999-01-01"}, {"starts_on": "soon"}, {"name": "a\0"}]
)
def test_what_does_not_fit_stays_in_the_form(source, as_, typed):
    values = NONCE | {"name": "Mijn najaar", "starts_on": "2027-09-06"} | typed
    response = as_("trainer").post("/teams/lindenhof/kopie/", values)
    assert response.status_code == 422
    assert Cohort.objects.count() == 2


def test_a_closed_team_can_be_copied(source, world, as_):
    Cohort.objects.filter(pk=world.cohort.pk).update(state="closed")
    values = NONCE | {"name": "Najaar", "starts_on": "2027-09-06"}
    assert as_("trainer").post("/teams/lindenhof/kopie/", values).url == "/teams/najaar/leden/"


@pytest.mark.parametrize("teams", [1, 3])
def test_the_choice_asks_the_same_for_any_number_of_teams(source, as_, django_assert_num_queries, teams):
    for _more in range(teams):
        copy(source)
    browser = as_("trainer")
    with django_assert_num_queries(5):
        browser.get("/teams/nieuw/kopie/")
