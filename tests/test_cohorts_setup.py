"""The four steps of the trainer: the team, the Dingen, the people, start."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Capacity
from cohorts.models import Cohort, State
from cohorts.planning import standard
from dingen.models import Programme
from notifications.models import Notification
from tests.conftest import make_ding
from tests.teams import close, draft, lines, preview

NONCE = {"nonce": "n" * 24}


def team(world, **changed):
    values = {
        "organisation": world.ours.pk,
        "programme": world.programme.pk,
        "name": "Publieksdiensten",
        "goal": "Klanten online helpen.",
        "starts_on": "2027-01-11",
        "ends_on": "2027-04-09",
        "closing_day": "2027-04-02",
        "closing_hour": "15:00",
        "closing_place": "Theater",
        "hours": 80,
        "budget": 1500,
        "sponsor": "Marit Smit",
    }
    return NONCE | values | changed


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


# The first step: the team


def test_a_trainer_makes_a_team_and_goes_on_to_the_dingen(world, as_):
    response = as_("trainer").post("/teams/nieuw/", team(world))
    cohort = Cohort.objects.get(slug="publieksdiensten")
    assert response.url == "/teams/publieksdiensten/plan/"
    assert (cohort.state, cohort.organisation, cohort.programme) == (State.DRAFT, world.ours, world.programme)
    assert (cohort.hours, cohort.budget, cohort.sponsor) == (80, 1500, "Marit Smit")
    assert cohort.closing_at == datetime(2027, 4, 2, 13, 0, tzinfo=UTC)
    assert cohort.enrolments.get().user == world["trainer"]


def test_a_double_tap_makes_one_team(world, as_):
    browser = as_("trainer")
    answers = {browser.post("/teams/nieuw/", team(world)).url for _twice in range(2)}
    assert answers == {"/teams/publieksdiensten/plan/"}
    assert Cohort.objects.filter(name="Publieksdiensten").count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "Dit veld is verplicht"),
        ({"ends_on": "2027-01-11"}, "De laatste dag komt na de eerste dag."),
        ({"closing_hour": ""}, "Hoe laat begint het?"),
        ({"closing_day": ""}, "Op welke dag is het?"),
        ({"closing_day": "2027-01-10"}, "De slotbijeenkomst komt na de eerste dag."),
        ({"closing_day": "2027-03-28", "closing_hour": "02:30"}, "Dit uur bestaat niet"),
        ({"closing_day": "2027-10-31", "closing_hour": "02:30"}, "Dit uur komt twee keer"),
        ({"closing_hour": "half drie"}, "geldige tijd"),
        ({"closing_day": "31 februari"}, "geldige datum"),
    ],
)
def test_what_does_not_fit_is_said_and_stays_in_the_form(world, as_, changed, said):
    response = as_("trainer").post("/teams/nieuw/", team(world, **changed))
    assert response.status_code == 422
    assert said in words(response)
    assert "Klanten online helpen." in response.text
    assert Cohort.objects.count() == 2


def test_a_team_without_a_closing_meeting_can_be_made(world, as_):
    as_("trainer").post("/teams/nieuw/", team(world, closing_day="", closing_hour=""))
    assert Cohort.objects.get(slug="publieksdiensten").closing_at is None


def test_only_ones_own_library_and_programmes_can_be_chosen(world, as_):
    theirs = Programme.objects.create(
        slug="van-hen", title="Van hen", summary="Niet van ons.", owner=world.theirs
    )
    browser = as_("trainer")
    assert "Van hen" not in browser.get("/teams/nieuw/").text
    for changed in ({"organisation": world.theirs.pk}, {"programme": theirs.pk}):
        assert browser.post("/teams/nieuw/", team(world, **changed)).status_code == 422
    assert Cohort.objects.count() == 2


def test_a_trainer_of_two_libraries_chooses_one_with_its_own_programme(world, as_):
    theirs = Programme.objects.create(slug="van-hen", title="Van hen", summary="Van hen.", owner=world.theirs)
    world["trainer"].memberships.create(organisation=world.theirs, capacity=Capacity.TRAINER)
    browser = as_("trainer")
    assert "Bibliotheek Zandpoort" in browser.get("/teams/nieuw/").text
    wrong = browser.post("/teams/nieuw/", team(world, programme=theirs.pk))
    assert (wrong.status_code, "Dit programma is van een andere bibliotheek." in wrong.text) == (422, True)
    right = team(world, programme=theirs.pk, organisation=world.theirs.pk)
    assert browser.post("/teams/nieuw/", right).status_code == 302


def test_the_hour_is_that_of_the_library(world, as_):
    world.ours.timezone = "America/Curacao"
    world.ours.save()
    as_("trainer").post("/teams/nieuw/", team(world))
    assert Cohort.objects.get(slug="publieksdiensten").closing_at == datetime(2027, 4, 2, 19, 0, tzinfo=UTC)


def test_the_form_shows_what_is_saved_and_changes_it(world, as_):
    cohort, _trainer = draft(world)
    cohort.closing_at = datetime(2027, 4, 2, 13, 0, tzinfo=UTC)
    cohort.save()
    browser = as_("trainer")
    page = browser.get(f"/teams/{cohort.slug}/instellen/").text
    assert ('value="2027-04-02"' in page, 'value="15:00"' in page) == (True, True)

    response = browser.post(f"/teams/{cohort.slug}/instellen/", team(world, goal="Iets anders."))
    cohort.refresh_from_db()
    assert (response.url, cohort.goal, cohort.slug) == (cohort.plan_url, "Iets anders.", "najaar")


def test_after_a_change_in_a_running_team_the_trainer_is_at_the_desk(world, as_):
    response = as_("trainer").post(
        "/teams/lindenhof/instellen/", team(world, closing_day="", closing_hour="")
    )
    world.cohort.refresh_from_db()
    assert (response.url, world.cohort.closing_at) == ("/teams/lindenhof/", None)


def test_a_closed_team_is_not_changed_and_nothing_typed_is_lost(world, as_):
    close(world)
    response = as_("trainer").post("/teams/lindenhof/instellen/", team(world))
    assert response.status_code == 422
    assert "Dit team is gesloten." in response.text
    assert "Klanten online helpen." in response.text


# The second step: the Dingen


def choices(world, *weights):
    return {ding.slug: weight for ding, weight in zip(world.dingen, weights, strict=True)}


def test_the_plan_is_saved_and_a_draft_goes_on_to_the_people(world, as_):
    cohort, _trainer = draft(world)
    response = as_("trainer").post(cohort.plan_url, choices(world, "can", "free", "must"))
    assert response.url == cohort.members_url
    assert list(cohort.plan.values_list("number", "weight")) == [(1, "can"), (3, "must")]


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
    browser.post(world.cohort.plan_url, choices(world, "must", "can", "free") | {"los-ding": "can"})
    assert world.cohort.plan.get(ding=extra).number == 4


@pytest.mark.parametrize(("preset", "count"), [("everything", 3), ("standard", 3), ("nonsense", 1)])
def test_a_preset_is_proposed_and_not_saved(world, as_, preset, count):
    page = as_("trainer").post(world.cohort.plan_url, {"preset": preset}).text
    assert len(re.findall(r'value="must"[^>]*checked', page)) == count
    assert list(world.cohort.plan.values_list("weight", flat=True)) == ["must", "can"]


def test_the_time_is_counted_while_choosing(world, as_):
    world.cohort.ends_on = world.cohort.starts_on + timedelta(weeks=1)
    world.cohort.save()
    response = as_("trainer").post(
        world.cohort.plan_url, choices(world, "must", "must", "must"), headers={"HX-Request": "true"}
    )
    assert "<html" not in response.text
    assert "2 uur 15 min 3 must-do’s, in 1 week. Dat is ongeveer 135 minuten per week." in words(response)
    assert "Dat is veel naast het werk." in response.text
    assert world.cohort.plan.count() == 2


def test_a_plan_without_must_dos_takes_no_time(world, as_):
    page = as_("trainer").post(
        world.cohort.plan_url, choices(world, "can", "can", "can"), headers={"HX-Request": "true"}
    )
    assert "0 min" in words(page)


@pytest.mark.parametrize(
    ("weeks", "musts"), [(1, [0]), (2, [0, 22]), (8, [0, 3, 6, 9, 13, 16, 19, 22]), (40, list(range(23)))]
)
def test_standard_is_one_must_do_a_week_from_first_to_last(weeks, musts):
    plan = standard([f"d{n}" for n in range(23)], weeks)
    assert [place for place, weight in enumerate(plan.values()) if weight == "must"] == musts


# The fourth step: look it over, and start


def test_sixteen_people_from_paste_to_mail_in_three_clicks(
    world, as_, mailoutbox, django_capture_on_commit_callbacks
):
    cohort, _trainer = draft(world)
    browser = as_("trainer")
    people = [(f"Nummer {n}", f"n{n}@example.org") for n in range(16)]
    shown = preview(browser, cohort, "\n".join(f"{name} <{email}>" for name, email in people))
    assert all(not form.errors for form in shown.context["people"].forms)
    with django_capture_on_commit_callbacks(execute=True):
        check = browser.post(f"{cohort.members_url}uitnodigen/", lines(*people), follow=True)
    assert "16 mensen krijgen een mail met een uitnodiging." in words(check)
    assert mailoutbox == []
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(cohort.start_url)
    assert answer.url == f"/teams/{cohort.slug}/"
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(email for _name, email in people)


def test_a_team_that_is_not_ready_says_what_is_missing(world, as_):
    cohort, _trainer = draft(world)
    browser = as_("trainer")
    assert "Zet eerst de mensen van je team op de lijst." in browser.get(cohort.start_url).text
    answer = browser.post(cohort.start_url)
    assert (answer.status_code, "Zet eerst de mensen" in answer.text) == (200, True)
    cohort.refresh_from_db()
    assert cohort.is_draft


def test_a_team_that_runs_has_nothing_to_start(world, as_):
    assert as_("trainer").get(world.cohort.start_url).url == "/teams/lindenhof/"


def test_the_trainer_closes_a_team(world, as_):
    browser = as_("trainer")
    assert "Lindenhof sluiten?" in browser.get("/teams/lindenhof/sluiten/").text
    assert browser.post("/teams/lindenhof/sluiten/").url == "/teams/lindenhof/"
    world.cohort.refresh_from_db()
    assert world.cohort.is_closed
