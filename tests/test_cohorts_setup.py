"""The first and the last step of the trainer: what the team is, and start."""

import re

import pytest

from accounts.models import Capacity
from cohorts import actions
from cohorts.models import Cohort, JoinLink, State, Step
from dingen.models import Programme
from tests.teams import close, draft, invite, lines, preview

NONCE = {"nonce": "n" * 24}


def team(world, **changed):
    values = {
        "organisation": world.ours.pk,
        "programme": world.programme.pk,
        "kind": "in_company",
        "name": "Publieksdiensten",
        "goal": "Klanten online helpen.",
        "starts_on": "2027-01-11",
        "ends_on": "2027-04-09",
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
    assert cohort.steps_done == Step.TEAM
    assert cohort.enrolments.get().user == world["trainer"]


def test_the_kind_of_team_is_chosen_in_the_first_step(world, as_):
    browser = as_("trainer")
    page = browser.get("/teams/nieuw/")
    assert page.context["form"]["kind"].value() == "in_company"
    browser.post("/teams/nieuw/", team(world, kind="open"))
    cohort = Cohort.objects.get(slug="publieksdiensten")
    assert (cohort.kind, bool(cohort.join_link.path)) == ("open", True)
    people = words(browser.get(cohort.members_url))
    assert "Iedereen met de link doet mee, vanaf het moment dat je start." in people
    assert "Verder naar nakijken en starten" in people
    assert browser.post("/teams/nieuw/", team(world, kind="individual")).status_code == 422


def test_the_kind_changes_in_the_first_step_and_not_after_the_start(world, as_):
    cohort, _trainer = draft(world)
    browser, page = as_("trainer"), f"/teams/{cohort.slug}/instellen/"
    for kind in ("open", "open", "in_company"):
        assert browser.post(page, team(world, kind=kind)).url == cohort.plan_url
        cohort.refresh_from_db()
        assert cohort.kind == kind
        assert JoinLink.objects.filter(cohort=cohort).exists() == (kind == "open")
    browser.post("/teams/lindenhof/instellen/", team(world, kind="open"))
    world.cohort.refresh_from_db()
    assert world.cohort.kind == "in_company"
    assert "kind" not in browser.get("/teams/lindenhof/instellen/").context["form"].fields


def test_with_an_mt_on_the_list_it_is_no_open_edition_and_nothing_typed_is_lost(world, as_):
    cohort, trainer = draft(world)
    invite(world, cohort=cohort, role="mt", by=trainer)
    response = as_("trainer").post(f"/teams/{cohort.slug}/instellen/", team(world, kind="open"))
    assert (response.status_code, "Een open editie heeft geen MT" in response.text) == (422, True)
    assert "Klanten online helpen." in response.text
    cohort.refresh_from_db()
    assert (cohort.kind, cohort.goal) == ("in_company", "Samen leren.")


def test_who_did_not_see_that_the_kind_changed_hears_it_first(world, as_):
    cohort, trainer = draft(world)
    browser, page = as_("trainer"), f"/teams/{cohort.slug}/instellen/"
    seen = browser.get(page).context["form"]["seen"].value()
    actions.make_open(cohort=cohort, by=trainer)
    late = browser.post(page, team(world, kind="in_company", seen=seen))
    assert late.status_code == 409
    assert (
        "Wie doet er mee?: Open editie: iedereen met de link; zonder groepen en pitches"
        in late.context["theirs"]
    )
    cohort.refresh_from_db()
    assert cohort.kind == "open"


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
        ({"starts_on": "31 februari"}, "geldige datum"),
        ({"starts_on": "9999-12-31", "ends_on": "9999-12-31"}, "Klopt dit jaar?"),
        ({"ends_on": "2036-04-09"}, "Een team duurt hooguit drie jaar."),
        ({"hours": "9" * 30}, "hoogstens"),
        ({"name": "a\0b"}, "Null-tekens zijn niet toegestaan"),
    ],
)
def test_what_does_not_fit_is_said_and_stays_in_the_form(world, as_, changed, said):
    response = as_("trainer").post("/teams/nieuw/", team(world, **changed))
    assert response.status_code == 422
    assert said in words(response)
    assert "Klanten online helpen." in response.text
    assert Cohort.objects.count() == 2


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


def test_the_form_shows_what_is_saved_and_changes_it(world, as_):
    cohort, _trainer = draft(world, ends_on="2027-04-02")
    browser = as_("trainer")
    assert 'value="2027-04-02"' in browser.get(f"/teams/{cohort.slug}/instellen/").text

    response = browser.post(f"/teams/{cohort.slug}/instellen/", team(world, goal="Iets anders."))
    cohort.refresh_from_db()
    assert (response.url, cohort.goal, cohort.slug) == (cohort.plan_url, "Iets anders.", "najaar")


def test_after_a_change_in_a_running_team_the_trainer_is_at_the_desk(world, as_):
    response = as_("trainer").post("/teams/lindenhof/instellen/", team(world, goal="Meer lef."))
    world.cohort.refresh_from_db()
    assert (response.url, world.cohort.goal) == ("/teams/lindenhof/", "Meer lef.")


def test_a_closed_team_is_not_changed_and_nothing_typed_is_lost(world, as_):
    close(world)
    response = as_("trainer").post("/teams/lindenhof/instellen/", team(world))
    assert response.status_code == 422
    assert "Dit team is gesloten." in response.text
    assert "Klanten online helpen." in response.text


# The last step: look it over, and start


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
