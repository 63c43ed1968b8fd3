"""The third step of the set-up: when the Dingen open, by a rhythm and by hand."""

import re
from datetime import date, timedelta

import pytest

from cohorts import actions, rhythm
from cohorts.models import Cohort, Step
from lib.refusal import Refused
from tests.conftest import make_ding
from tests.teams import draft


class Paced:
    def __init__(self, weight):
        self.weight = weight


def days(cohort, weights, closed=()):
    items = [Paced({"m": "must", "c": "can"}[letter]) for letter in weights]
    return [
        (window.opens_on and window.opens_on.isoformat()[5:], window.due_on and window.due_on.isoformat()[5:])
        for window in rhythm.windows(cohort, items, set(closed))
    ]


def team(start="2027-01-11", end="2027-04-09", **values):
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return Cohort(starts_on=first, ends_on=last, **{"rhythm": "weekly"} | values)


def test_all_at_once_has_no_dates():
    assert days(team(rhythm="all"), "mcm") == [(None, None)] * 3


def test_every_week_a_must_do_opens_and_its_can_dos_with_it():
    assert days(team(), "cmmccm") == [
        ("01-11", "01-15"),
        ("01-11", "01-15"),
        ("01-18", "01-22"),
        ("01-18", "01-22"),
        ("01-18", "01-22"),
        ("01-25", "01-29"),
    ]


def test_more_at_a_time_and_in_blocks():
    assert days(team(pace=2), "mmm") == [("01-11", "01-15")] * 2 + [("01-18", "01-22")]
    assert days(team(rhythm="blocks", pace=2, block_weeks=3), "mmm") == [
        ("01-11", "01-29"),
        ("01-11", "01-29"),
        ("02-01", "02-19"),
    ]


def test_nothing_opens_in_the_weeks_of_the_breather():
    cohort = team(breather_on=date(2027, 1, 20), breather_weeks=2)
    assert days(cohort, "mmm") == [("01-11", "01-29"), ("02-01", "02-05"), ("02-08", "02-12")]


def test_a_public_holiday_or_a_closed_day_moves_the_opening():
    easter = team("2027-03-22", "2027-06-01")  # 29 March 2027 is Easter Monday
    assert days(easter, "mmm") == [("03-22", "03-25"), ("03-30", "04-02"), ("04-05", "04-09")]
    closed = [date(2027, 4, 5), date(2027, 4, 6)]
    assert days(easter, "mmm", closed)[2] == ("04-07", "04-09")


def test_a_week_in_which_the_library_is_closed_is_skipped():
    closed = [date(2027, 1, 18) + timedelta(days=n) for n in range(5)]
    assert days(team(), "mmm", closed) == [("01-11", "01-15"), ("01-25", "01-29"), ("02-01", "02-05")]


def test_a_team_that_starts_in_a_weekend_opens_on_monday():
    assert days(team("2027-01-09"), "m") == [("01-11", "01-15")]


def test_the_last_ding_is_ready_on_the_last_working_day():
    assert days(team(end="2027-01-31"), "mmm")[2] == ("01-25", "01-29")


@pytest.mark.parametrize(("pace", "said"), [(1, "zou opengaan op 5 april 2027, na de laatste dag"), (2, "")])
def test_a_rhythm_that_does_not_fit_says_what_would(pace, said):
    cohort = team(end="2027-03-26", pace=pace)
    items = [Paced("must")] * 13
    found = rhythm.windows(cohort, items, set())
    reason = rhythm.fit_refusal(cohort, items, found, set())
    assert said in reason
    assert ("Met 2 per keer past het wel." in reason) == bool(said)


def test_three_hundred_must_dos_in_long_blocks_are_no_problem():
    cohort = team(rhythm="blocks", block_weeks=12)
    found = rhythm.windows(cohort, [Paced("must")] * 300, set())
    assert (len(found), found[0].opens_on) == (300, date(2027, 1, 11))


# The page


@pytest.fixture
def cohort(world):
    return draft(world, starts_on=date(2027, 1, 11), ends_on=date(2027, 4, 9), steps_done=Step.PLAN)[0]


def form(cohort, shown=None, **changed):
    """What the page sends; `shown` are the dates that it was filled with."""
    values = {"rhythm": "weekly", "pace": "1", "block_weeks": "2", "breather_weeks": "1", "breather_on": ""}
    for item, (opens, due) in zip(cohort.plan.select_related("ding"), shown or DATES, strict=True):
        slug = item.ding.slug
        values |= {
            f"opens-{slug}": opens,
            f"due-{slug}": due,
            f"shown-{slug}": f"{opens} {due}",
        }
    return values | changed


DATES = [("2027-01-11", "2027-01-15"), ("2027-01-18", "2027-01-22"), ("2027-01-25", "2027-01-29")]


def stored(cohort):
    return [
        (str(item.opens_on), str(item.due_on), item.dates_by_hand) for item in cohort.plan.order_by("number")
    ]


def test_a_new_team_is_proposed_a_rhythm_that_fits(cohort, as_):
    page = as_("trainer").get(cohort.rhythm_url).text
    assert re.search(r'value="weekly"[^>]*checked', page)
    assert [day in page for day, _due in DATES] == [True] * 3
    assert stored(cohort)[0] == ("None", "None", False)


def test_the_rhythm_dates_the_plan_and_the_set_up_goes_on(cohort, as_):
    response = as_("trainer").post(cohort.rhythm_url, form(cohort))
    cohort.refresh_from_db()
    assert (response.url, cohort.rhythm, cohort.steps_done) == (cohort.meetings_url, "weekly", Step.RHYTHM)
    assert stored(cohort) == [(*dates, False) for dates in DATES]


def test_another_rhythm_moves_what_nobody_dated_by_hand(cohort, as_):
    browser = as_("trainer")
    data = form(cohort, pace="3") | {"due-tweede-ding": "2027-02-26"}
    browser.post(cohort.rhythm_url, data)
    assert stored(cohort) == [
        ("2027-01-11", "2027-01-15", False),
        ("2027-01-18", "2027-02-26", True),
        ("2027-01-11", "2027-01-15", False),
    ]
    page = browser.get(cohort.rhythm_url).text
    assert page.count("zelf gekozen") == 1
    shown = [dates[:2] for dates in stored(cohort)]
    browser.post(
        cohort.rhythm_url, form(cohort, shown, pace="3") | {"opens-tweede-ding": "", "due-tweede-ding": ""}
    )
    assert stored(cohort) == [("2027-01-11", "2027-01-15", False)] * 3


def test_the_dates_are_shown_before_they_are_saved(cohort, as_):
    browser = as_("trainer")
    data = form(cohort, pace="3") | {"opens-derde-ding": "2027-02-03", "due-derde-ding": "2027-02-05"}
    page = browser.post(cohort.rhythm_url, data | {"calculate": "1"})
    assert ("Dit is nog niet bewaard." in page.text, page.text.count("2027-01-11 2027-01-15")) == (True, 2)
    assert 'value="2027-02-03"' in page.text
    part = browser.post(cohort.rhythm_url, data, headers={"HX-Request": "true"})
    assert ("<html" in part.text, 'value="2027-02-03"' in part.text) == (False, True)
    assert (
        browser.post(cohort.rhythm_url, data | {"pace": ""}, headers={"HX-Request": "true"}).status_code
        == 204
    )
    assert stored(cohort)[0] == ("None", "None", False)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"due-eerste-ding": "2027-01-10"}, "Een Ding is pas klaar nadat het opengaat."),
        ({"opens-eerste-ding": "2027-01-10"}, "Dit is voor de eerste dag van het team: 11 januari 2027."),
        ({"due-derde-ding": "2027-04-10"}, "Dit is na de laatste dag van het team: 9 april 2027."),
        ({"rhythm": "blocks", "block_weeks": "12"}, "Dit past niet: het laatste must-do zou opengaan op"),
        ({"pace": "0"}, "minstens 1 is"),
        ({"pace": "9" * 40}, "hoogstens 50 is"),
        ({"breather_on": "in de zomer"}, "geldige datum"),
        ({"rhythm": "a\0b"}, "geldige keuze"),
        ({"opens-eerste-ding": "gauw"}, "geldige datum"),
    ],
)
def test_dates_that_contradict_are_refused_in_words(cohort, as_, changed, said):
    response = as_("trainer").post(cohort.rhythm_url, form(cohort) | changed)
    assert (response.status_code, said in response.text) == (422, True)
    assert stored(cohort)[0] == ("None", "None", False)


def test_who_saves_the_rhythm_a_little_later_sees_both(cohort, as_):
    browser = as_("trainer")
    seen = re.search(r'name="seen" value="(\w+)"', browser.get(cohort.rhythm_url).text)[1]
    browser.post(cohort.rhythm_url, form(cohort, seen=seen))
    late = browser.post(cohort.rhythm_url, form(cohort, pace="2", seen=seen))
    assert (late.status_code, "Must-do’s per keer: 1" in late.text) == (409, True)


def test_the_dingen_of_a_draft_move_along_with_its_first_day(cohort, world):
    trainer = cohort.enrolments.get()
    values = {"rhythm": "weekly", "pace": 1, "block_weeks": 2, "breather_on": None, "breather_weeks": 1}
    actions.set_rhythm(cohort=cohort, values=values, by_hand={}, by=trainer)
    cohort.starts_on = date(2027, 1, 18)
    actions.update_cohort(cohort=cohort, fields=["starts_on"], by=trainer)
    assert [opens for opens, _due, _hand in stored(cohort)] == ["2027-01-18", "2027-01-25", "2027-02-01"]


def test_a_running_team_does_not_end_before_its_dingen_open(world):
    cohort = world.cohort
    cohort.plan.filter(number=2).update(opens_on=cohort.ends_on)
    cohort.ends_on -= timedelta(days=1)
    with pytest.raises(Refused, match="Ding 2"):
        actions.update_cohort(cohort=cohort, fields=["ends_on"], by=world.enrolments["trainer"])


def test_a_new_ding_of_a_running_team_opens_with_the_one_before_it(world):
    cohort, later = world.cohort, world.cohort.today + timedelta(days=3)
    cohort.plan.filter(number=2).update(opens_on=later)
    items = [(ding, "must") for ding in world.dingen]
    actions.set_plan(cohort=cohort, items=items, by=world.enrolments["trainer"])
    assert list(cohort.plan.values_list("opens_on", flat=True)) == [None, later, later]


def test_what_opens_later_is_shown_with_its_date_and_can_be_read(world, as_):
    later = world.cohort.today + timedelta(days=3)
    world.cohort.plan.update(opens_on=later)
    board = as_("participant").get("/teams/lindenhof/").text
    assert (board.count("is-later"), "Ding 1 gaat open op" in board) == (2, True)
    lesson = as_("participant").get("/teams/lindenhof/dingen/eerste-ding/")
    assert (lesson.status_code, "vooruit lezen mag" in lesson.text) == (200, True)


@pytest.mark.parametrize("extra", [0, 27])
def test_the_rhythm_asks_the_same_of_the_database_for_any_number_of_dingen(
    world, cohort, as_, django_assert_num_queries, extra
):
    for number in range(extra):
        ding = make_ding(f"extra-{number}", world.dingen[0].theme)
        cohort.plan.create(ding=ding, number=10 + number, weight="can")
    browser = as_("trainer")
    with django_assert_num_queries(7):
        browser.get(cohort.rhythm_url)
