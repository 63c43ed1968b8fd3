"""The second step of the set-up: must or can, the order, and whether there is time for it."""

import re
from datetime import timedelta

import pytest

from cohorts.models import Step
from cohorts.planning import standard
from notifications.models import Notification
from tests.conftest import make_ding
from tests.teams import draft

HTMX = {"HX-Request": "true"}


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def choices(world, *weights, **more):
    chosen = {f"ding-{ding.slug}": weight for ding, weight in zip(world.dingen, weights, strict=True)}
    return {"minutes_per_week": "40"} | chosen | more


def plan(cohort):
    return list(cohort.plan.values_list("ding__slug", "number", "weight"))


def test_the_plan_is_saved_and_a_draft_goes_on_to_the_rhythm(world, as_):
    cohort, _trainer = draft(world)
    response = as_("trainer").post(
        cohort.plan_url, choices(world, "can", "free", "must", minutes_per_week=60)
    )
    cohort.refresh_from_db()
    assert (response.url, cohort.steps_done, cohort.minutes_per_week) == (cohort.rhythm_url, Step.PLAN, 60)
    assert plan(cohort) == [("eerste-ding", 1, "can"), ("derde-ding", 3, "must")]


def test_a_running_team_stays_at_the_plan(world, as_):
    response = as_("trainer").post(world.cohort.plan_url, choices(world, "must", "must", "free"))
    assert response.url == world.cohort.plan_url
    assert Notification.objects.filter(kind="plan_changed").count() == 3


def test_other_dingen_of_the_catalogue_can_be_chosen(world, as_):
    make_ding("van-hen", world.dingen[0].theme, owner=world.theirs)
    extra = make_ding("los-ding", world.dingen[0].theme)
    browser = as_("trainer")
    page = browser.get(world.cohort.plan_url).text
    assert ("Los ding" in page, "Van hen" in page) == (True, False)
    browser.post(world.cohort.plan_url, choices(world, "must", "can", "free") | {"ding-los-ding": "can"})
    assert world.cohort.plan.get(ding=extra).number == 4


def test_a_ding_that_retired_since_stays_in_the_plan(world, as_):
    type(world.dingen[0]).objects.filter(pk=world.dingen[0].pk).update(status="retired")
    as_("trainer").post(world.cohort.plan_url, choices(world, "must", "must", "free"))
    assert plan(world.cohort) == [("eerste-ding", 1, "must"), ("tweede-ding", 2, "must")]


@pytest.mark.parametrize(("preset", "count"), [("everything", 3), ("standard", 3), ("nonsense", 1)])
def test_a_preset_is_proposed_and_not_saved(world, as_, preset, count):
    page = as_("trainer").post(world.cohort.plan_url, {"preset": preset}).text
    assert len(re.findall(r'value="must"[^>]*checked', page)) == count
    assert list(world.cohort.plan.values_list("weight", flat=True)) == ["must", "can"]


def order(page):
    return re.findall(r'name="order" value="([a-z-]+)"', page)


def test_a_row_moves_without_javascript_and_keeps_what_was_chosen(world, as_):
    browser = as_("trainer")
    data = choices(
        world,
        "free",
        "must",
        "can",
        minutes_per_week="55",
        order=order(browser.get(world.cohort.plan_url).text),
    )
    page = browser.post(world.cohort.plan_url, data | {"move": "derde-ding up"}).text
    assert order(page) == ["eerste-ding", "derde-ding", "tweede-ding"]
    assert ('value="55"' in page, "Dit is nog niet bewaard." in page) == (True, True)
    assert plan(world.cohort) == [("eerste-ding", 1, "must"), ("tweede-ding", 2, "can")]

    browser.post(world.cohort.plan_url, data | {"order": order(page)})
    assert plan(world.cohort) == [("derde-ding", 2, "can"), ("tweede-ding", 3, "must")]
    assert order(browser.get(world.cohort.plan_url).text) == ["eerste-ding", "derde-ding", "tweede-ding"]


@pytest.mark.parametrize("move", ["eerste-ding up", "derde-ding down", "eerste-ding aside", "niets up", "up"])
def test_a_move_that_cannot_be_moves_nothing(world, as_, move):
    page = as_("trainer").post(world.cohort.plan_url, {"move": move}).text
    assert order(page) == ["eerste-ding", "tweede-ding", "derde-ding"]


def test_an_order_of_nonsense_keeps_every_ding_once(world, as_):
    data = choices(world, "must", "must", "must", order=["derde-ding", "derde-ding", "van-hen", ""])
    as_("trainer").post(world.cohort.plan_url, data)
    assert [slug for slug, _number, _weight in plan(world.cohort)] == [
        "derde-ding",
        "eerste-ding",
        "tweede-ding",
    ]


def test_a_free_ding_whose_number_went_to_another_has_none_on_the_board(world, as_):
    data = choices(world, "free", "must", "must", order=["derde-ding", "tweede-ding", "eerste-ding"])
    as_("trainer").post(world.cohort.plan_url, data)
    page = as_("participant").get("/teams/lindenhof/").text
    assert re.findall(r'tile-number">([^<]+)<', page) == ["1", "2", "+"]
    assert "ding-number" not in as_("participant").get("/teams/lindenhof/dingen/eerste-ding/").text


def test_the_time_is_counted_while_choosing(world, as_):
    world.cohort.ends_on = world.cohort.starts_on + timedelta(weeks=10)
    world.cohort.save()
    browser = as_("trainer")
    fits = browser.post(world.cohort.plan_url, choices(world, "must", "must", "must"), headers=HTMX)
    assert "<html" not in fits.text
    assert "Must-do’s samen (3) 2 u 15 min Dat past in 10 weken van 40 minuten." in words(fits)
    tight = choices(world, "must", "must", "must", minutes_per_week="10")
    assert "Dat past niet: 10 weken van 10 minuten is 1 u 40 min." in words(
        browser.post(world.cohort.plan_url, tight, headers=HTMX)
    )
    assert world.cohort.plan.count() == 2


def test_weeks_of_breather_are_no_weeks_to_learn_in(world):
    cohort = world.cohort
    cohort.ends_on = cohort.starts_on + timedelta(weeks=10, days=-1)
    cohort.breather_on, cohort.breather_weeks = cohort.starts_on + timedelta(weeks=3), 2
    assert (cohort.weeks, cohort.working_weeks) == (10, 8)
    cohort.breather_on = cohort.ends_on + timedelta(weeks=5)
    assert cohort.working_weeks == 10


def test_a_plan_without_must_dos_takes_no_time(world, as_):
    page = as_("trainer").post(world.cohort.plan_url, choices(world, "can", "can", "can"), headers=HTMX)
    assert "0 min" in words(page)


@pytest.mark.parametrize("minutes", ["", "4", "601", "veel", "9" * 30, "a\0b"])
def test_minutes_that_cannot_be_are_refused_and_the_choices_stay(world, as_, minutes):
    response = as_("trainer").post(
        world.cohort.plan_url, choices(world, "can", "can", "must", minutes_per_week=minutes)
    )
    assert response.status_code == 422
    assert re.search(r'name="ding-derde-ding" value="must"[^>]*checked', response.text)
    assert world.cohort.plan.count() == 2


@pytest.mark.parametrize(
    ("weeks", "musts"), [(1, [0]), (2, [0, 22]), (8, [0, 3, 6, 9, 13, 16, 19, 22]), (40, list(range(23)))]
)
def test_standard_is_one_must_do_a_week_from_first_to_last(weeks, musts):
    plan = standard([f"d{n}" for n in range(23)], weeks)
    assert [place for place, weight in enumerate(plan.values()) if weight == "must"] == musts


def test_who_saves_a_little_later_sees_both_plans_and_may_save_again(world, as_):
    browser = as_("trainer")
    seen = re.search(r'name="seen" value="(\w+)"', browser.get(world.cohort.plan_url).text)[1]
    browser.post(world.cohort.plan_url, choices(world, "must", "must", "can", seen=seen))
    late = browser.post(world.cohort.plan_url, choices(world, "can", "must", "free", seen=seen))
    assert late.status_code == 409
    assert "Iemand anders heeft dit gewijzigd terwijl jij bezig was." in late.text
    assert "Eerste ding: must-do" in words(late)
    assert plan(world.cohort)[0] == ("eerste-ding", 1, "must")
    seen = re.search(r'name="seen" value="(\w+)"', late.text)[1]
    assert (
        browser.post(world.cohort.plan_url, choices(world, "can", "must", "free", seen=seen)).status_code
        == 302
    )
    assert plan(world.cohort) == [("eerste-ding", 1, "can"), ("tweede-ding", 2, "must")]


def test_a_closed_team_keeps_its_plan_and_its_page_can_be_read(world, as_):
    type(world.cohort).objects.filter(pk=world.cohort.pk).update(state="closed")
    browser = as_("trainer")
    assert browser.get(world.cohort.plan_url).status_code == 200
    response = browser.post(world.cohort.plan_url, choices(world, "can", "can", "can"))
    assert (response.status_code, "Dit team is gesloten." in response.text) == (422, True)


@pytest.mark.parametrize("extra", [0, 27])
def test_the_plan_asks_the_same_of_the_database_for_any_number_of_dingen(
    world, as_, django_assert_num_queries, extra
):
    for number in range(extra):
        ding = make_ding(f"extra-{number}", world.dingen[0].theme)
        world.cohort.plan.create(ding=ding, number=10 + number, weight="can")
    browser = as_("trainer")
    with django_assert_num_queries(9):
        browser.get(world.cohort.plan_url)
