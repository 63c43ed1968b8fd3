"""The name, the colour, the logo and the closed days of a library."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, strategies as st
from PIL import Image

from accounts import looks
from accounts.models import Capacity, Logo, Organisation
from accounts.organisation_forms import SUGGESTED
from lib.colour import contrast, mix, readable_on, towards
from lib.workdays import is_workday

PAGE = "/bibliotheken/lindenhof/"
COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def test_contrast_is_that_of_the_norm():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


@given(COLOURS)
def test_every_colour_has_a_shade_that_can_be_read(colour):
    shade = looks.nearest(colour)
    assert looks.is_readable(shade)
    assert readable_on(towards(colour, "#ffffff", looks.NIGHTS), looks.NIGHTS)


@given(COLOURS.filter(looks.is_readable))
def test_every_shade_of_a_readable_colour_can_be_read_where_it_is_used(colour):
    shades = looks.shades(colour)
    for face, papers in enumerate((looks.PAPERS, looks.NIGHTS)):
        assert readable_on(shades["--accent"][face], papers)
        assert contrast(shades["--accent-ink"][face], shades["--accent-soft"][face]) >= 4.5
        for button in ("--accent-fill", "--accent-deep", "--now-from", "--now-to"):
            assert contrast("#ffffff", shades[button][face]) >= 4.5
        assert contrast(looks.NOTE, shades["--now-to"][face]) >= 4.5


def test_the_papers_are_those_of_the_stylesheet():
    css = (settings.BASE_DIR / "static/src/css/tokens.css").read_text()
    for place, name in enumerate(("paper", "card", "sunk")):
        light, dark = re.search(rf"--{name}: var\(--light, (#\w+)\) var\(--dark, (#\w+)\)", css).groups()
        assert (light, dark) == (looks.PAPERS[place], looks.NIGHTS[place])
    assert looks.NOTE in (settings.BASE_DIR / "static/src/css/cards.css").read_text()


def test_what_is_suggested_can_be_read():
    assert all(looks.is_readable(colour) for colour in SUGGESTED)


def save(browser, **changed):
    values = {"name": "Bibliotheek Lindenhof", "accent": "", "timezone": "Europe/Amsterdam"}
    return browser.post(PAGE, values | changed)


def test_a_colour_gives_the_team_pages_a_stylesheet_of_their_own(world, as_):
    browser = as_("trainer")
    assert save(browser, accent=" 9B1D53 ").status_code == 302
    world.ours.refresh_from_db()
    assert (world.ours.accent, world.ours.look_version) == ("#9b1d53", 1)
    page = as_("participant").get("/teams/lindenhof/")
    address = re.search(r'href="(/teams/lindenhof/huisstijl-1\.css)"', page.text)[1]
    css = as_("participant").get(address)
    assert "--accent: var(--light, #9b1d53)" in css.text
    assert (css.headers["Content-Type"], css.headers["Cache-Control"]) == (
        "text/css; charset=utf-8",
        "private, max-age=31536000, immutable",
    )
    old = as_("participant").get("/teams/lindenhof/huisstijl-0.css")
    assert old.headers["Cache-Control"] == "no-store"
    assert "style=" not in page.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"accent": "#ffc94a"}, "Deze kleur is te licht: woorden zijn er slecht in te lezen. Neem #"),
        ({"accent": "rood"}, "Een kleur schrijf je als #1b4fc4."),
        ({"accent": "#fff"}, "Een kleur schrijf je als #1b4fc4."),
        ({"accent": "#1b4fc4;}"}, "7 tekens"),
        ({"name": ""}, "Dit veld is verplicht"),
        ({"name": "a\0"}, "Null-tekens zijn niet toegestaan"),
        ({"timezone": "Mars/Olympus"}, "geldige keuze"),
    ],
)
def test_what_cannot_be_is_refused_in_words(world, as_, changed, said):
    response = save(as_("trainer"), **changed)
    assert (response.status_code, said in response.text) == (422, True)
    world.ours.refresh_from_db()
    assert (world.ours.accent, world.ours.look_version) == ("", 0)


def test_the_shade_that_is_named_is_accepted(as_):
    browser = as_("trainer")
    named = re.search(r"Neem (#[0-9a-f]{6}),", save(browser, accent="#ffc94a").text)[1]
    assert save(browser, accent=named).status_code == 302


@pytest.mark.parametrize(("ticked", "allowed"), [({"individual": "on"}, True), ({}, False)])
def test_the_library_says_whether_its_people_may_begin_on_their_own(world, as_, ticked, allowed):
    Organisation.objects.filter(pk=world.ours.pk).update(individual=not allowed)
    browser = as_("trainer")
    assert "mogen ook alleen aan een programma beginnen" in browser.get(PAGE).text
    assert save(browser, **ticked).status_code == 302
    world.ours.refresh_from_db()
    assert world.ours.individual == allowed
    assert ("Begin voor mezelf" in browser.get("/dingen/proef/").text) == allowed


def test_the_second_to_save_sees_what_changed_and_loses_nothing(world, as_):
    browser = as_("trainer")
    seen = browser.get(PAGE).context["form"]["seen"].value()
    world.ours.name, world.ours.individual = "Bibliotheek De Linde", False
    world.ours.accent = "#1b4fc4"
    world.ours.save()
    late = save(browser, accent="#1b4fc4", individual="on", seen=seen)
    assert late.status_code == 409
    assert late.context["theirs"] == [
        "Naam van de bibliotheek: Bibliotheek De Linde",
        "Mensen van deze bibliotheek mogen ook alleen aan een programma beginnen: nee",
    ]
    assert 'value="Bibliotheek Lindenhof"' in late.text
    world.ours.refresh_from_db()
    assert (world.ours.name, world.ours.individual) == ("Bibliotheek De Linde", False)

    again = late.context["form"]["seen"].value()
    assert save(browser, accent="#1b4fc4", individual="on", seen=again).status_code == 302
    world.ours.refresh_from_db()
    assert (world.ours.name, world.ours.individual) == ("Bibliotheek Lindenhof", True)


def picture(kind="PNG"):
    file = BytesIO()
    Image.new("RGB", (40, 20), "red").save(file, kind)
    return SimpleUploadedFile("logo.png", file.getvalue())


def test_a_logo_is_drawn_anew_and_stands_on_the_team_pages(world, as_):
    browser = as_("trainer")
    assert browser.post(f"{PAGE}logo/", {"logo": picture()}).status_code == 302
    first = Logo.objects.get()
    assert (first.width, first.height, first.organisation) == (40, 20, world.ours)
    member = as_("participant")
    assert 'src="/teams/lindenhof/logo-1/"' in member.get("/teams/lindenhof/").text
    served = member.get("/teams/lindenhof/logo-1/")
    assert served.headers["Content-Type"] == first.content_type
    assert b"".join(served)
    assert as_("outsider").get("/teams/lindenhof/logo-1/").status_code == 404

    browser = as_("trainer")
    browser.post(f"{PAGE}logo/", {"logo": picture("JPEG")})
    assert Logo.objects.get().stored_as != first.stored_as
    browser.post(f"{PAGE}logo/", {"remove": "1"})
    assert Logo.objects.count() == 0
    assert "team-logo" not in browser.get("/teams/lindenhof/").text


def test_what_is_no_picture_is_no_logo(as_):
    svg = SimpleUploadedFile("logo.svg", b"<svg onload='alert(1)'/>")
    response = as_("trainer").post(f"{PAGE}logo/", {"logo": svg})
    assert (response.status_code, Logo.objects.count()) == (422, 0)


def close(browser, **values):
    return browser.post(f"{PAGE}sluitdagen/", values)


def test_closed_days_are_added_together_and_taken_off_one_by_one(world, as_):
    browser, first = as_("trainer"), timezone.localdate() + timedelta(days=30)
    last = first + timedelta(days=2)
    for _twice in range(2):
        assert close(browser, first=first, last=last, why="Verbouwing").status_code == 302
    assert world.ours.closed_days.count() == 3
    assert "Verbouwing" in browser.get(PAGE).text
    assert not is_workday(first, set(world.ours.closed_days.values_list("day", flat=True)))
    close(browser, open=world.ours.closed_days.first().pk)
    assert [one.day for one in world.ours.closed_days.all()] == [first + timedelta(days=1), last]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"first": "2027-01-02", "last": "2027-01-01"}, "De laatste dag komt na de eerste."),
        ({"first": "2027-01-01", "last": "2099-01-01"}, "Dit is langer dan tien weken."),
        ({"first": "morgen"}, "geldige datum"),
        ({"first": "2027-01-01", "why": "a\0"}, "Null-tekens"),
    ],
)
def test_days_that_cannot_be_are_refused(world, as_, values, said):
    response = close(as_("trainer"), **values)
    assert (response.status_code, said in response.text) == (422, True)
    assert world.ours.closed_days.count() == 0


@pytest.mark.parametrize("number", ["9" * 40, "0", "x", "-1"])
def test_a_closed_day_that_is_not_there_cannot_be_taken_off(as_, world, number):
    theirs = world.theirs.closed_days.create(day="2027-01-01")
    assert close(as_("trainer"), open=number).status_code == 404
    assert close(as_("trainer"), open=theirs.pk).status_code == 404


# A provincial service


@pytest.fixture
def service(world):
    """Olaf trains for the provincial service, which serves our library."""
    service = Organisation.objects.create(name="Provinciale dienst", slug="dienst")
    Organisation.objects.filter(pk=world.ours.pk).update(served_by=service)
    world["outsider"].memberships.create(organisation=service, capacity=Capacity.TRAINER)
    return service


def test_a_trainer_of_a_provincial_service_runs_teams_in_the_libraries_it_serves(world, service, as_):
    assert list(Organisation.objects.trained_by(world["outsider"])) == [world.ours, service]
    browser = as_("outsider")
    page = browser.get("/teams/nieuw/").text
    assert ("Bibliotheek Lindenhof" in page, "Bibliotheek Zandpoort" in page) == (True, False)
    values = {
        "nonce": "n" * 24, "organisation": world.ours.pk, "programme": world.programme.pk, "name": "Samen",
        "kind": "in_company", "starts_on": "2027-01-11", "ends_on": "2027-04-09",
        "colleagues": [world["trainer"].pk],
    }  # fmt: skip
    assert browser.post("/teams/nieuw/", values).url == "/teams/samen/plan/"
    team = world.ours.cohorts.get(slug="samen")
    assert sorted(team.enrolments.values_list("user__name", "role")) == [
        ("Olaf Mulder", "trainer"),
        ("Tineke Visser", "trainer"),
    ]
    assert browser.get(PAGE).status_code == 200
    assert as_("trainer").get("/teams/samen/plan/").status_code == 200


def test_a_service_gives_no_way_into_a_library_it_does_not_serve(world, service, as_):
    browser = as_("outsider")
    assert browser.get("/bibliotheken/zandpoort/").status_code == 404
    assert as_("trainer").get("/bibliotheken/dienst/").status_code == 404
    assert as_("outsider").get("/bibliotheken/").status_code == 200


def test_a_colleague_of_another_library_cannot_be_added(world, as_):
    page = as_("trainer").get("/teams/lindenhof/instellen/").text
    assert "Wie leidt dit team nog meer?" not in page
    world["admin"].memberships.create(organisation=world.ours, capacity=Capacity.TRAINER)
    world["outsider"].memberships.create(organisation=world.theirs, capacity=Capacity.TRAINER)
    browser = as_("trainer")
    page = browser.get("/teams/lindenhof/instellen/").text
    assert ("Ada Bos" in page, "Olaf Mulder" in page) == (True, False)
    values = {"name": "Lindenhof", "starts_on": "2026-11-02", "ends_on": "2027-12-31"}
    for who, status in (("outsider", 422), ("admin", 302)):
        response = browser.post("/teams/lindenhof/instellen/", values | {"colleagues": [world[who].pk]})
        assert response.status_code == status
    assert world.cohort.enrolments.trainers().count() == 2


def test_a_manager_looks_after_the_library_and_makes_no_teams(world, as_):
    world["mt"].memberships.create(organisation=world.ours, capacity=Capacity.MANAGER)
    browser = as_("mt")
    assert (browser.get(PAGE).status_code, browser.get("/teams/nieuw/").status_code) == (200, 403)


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("organisation_served_by_another", {"served_by_id": "self"}),
        ("organisation_accent_is_a_colour", {"accent": "red"}),
    ],
)
def test_the_database_refuses(world, rule, values):
    values = {name: world.ours.pk if value == "self" else value for name, value in values.items()}
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Organisation.objects.filter(pk=world.ours.pk).update(**values)


@pytest.mark.parametrize("days", [1, 3])
def test_the_page_asks_the_same_for_any_number_of_days(world, as_, django_assert_num_queries, days):
    for number in range(days):
        world.ours.closed_days.create(day=timezone.localdate() + timedelta(days=number))
    browser = as_("trainer")
    with django_assert_num_queries(6):
        browser.get(PAGE)
