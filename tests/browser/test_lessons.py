"""Every lesson of the catalogue, as it comes with the site: opens, reads, prints."""

import re
from io import StringIO

import html5lib
import pytest
from django.conf import settings
from django.core.management import call_command

from accounts.models import Organisation, User
from cohorts.models import Cohort, Role
from dingen.models import Ding, Programme, Theme
from tests.browser.conftest import AXE
from tests.conftest import make_cohort

pytestmark = pytest.mark.django_db(transaction=True)
SHEETS = 3
CATALOGUE = [
    "/", "/dingen/", "/dingen/?thema=beeld&minuten=20&telefoon=ja", "/dingen/?minuten=1&niveau=doen",
    "/dingen/stamboom/", "/dingen/meer/", "/dingen/23-dingen/", "/dingen/verdiepdingen/?op=thema",
]  # fmt: skip


@pytest.fixture
def lessons(transactional_db):
    call_command("import_catalogue", settings.BASE_DIR / "fixtures" / "catalogue", stdout=StringIO())
    return list(Ding.objects.readable())


@pytest.fixture
def team(lessons, django_user_model) -> tuple[User, Cohort]:
    """Somebody in a team that does the first programme."""
    library = Organisation.objects.create(name="Bibliotheek Lindenhof", slug="lindenhof")
    cohort = make_cohort(library, Programme.objects.get(slug="23-dingen"), "lindenhof")
    person = django_user_model.objects.create_user("anna@example.org", name="Anna de Vries")
    cohort.enrolments.create(user=person, role=Role.PARTICIPANT)
    return person, cohort


def broken(page, options: str) -> list[tuple[str, str]]:
    result = page.evaluate(f"axe.run(document, {options})")
    return [(rule["id"], node["target"]) for rule in result["violations"] for node in rule["nodes"]]


def faults(visitor, path: str) -> list[str]:
    """Say everything that is wrong with a page on a phone: HTML, axe in both schemes, sideways scroll."""
    page, wrong = visitor.page, []
    page.set_viewport_size({"width": 390, "height": 844})
    answer = page.goto(visitor.site + path)
    if answer.status != 200:
        return [f"{path}: {answer.status}"]
    try:
        html5lib.HTMLParser(strict=True).parse(answer.text())
    except html5lib.html5parser.ParseError as error:
        wrong.append(f"{path}: {error}")
    page.evaluate(AXE.read_text())
    wrong += [f"{path}: {found}" for found in broken(page, "{resultTypes: ['violations']}")]
    page.emulate_media(color_scheme="dark")  # only the colours differ
    wrong += [f"{path}, dark: {found}" for found in broken(page, "{runOnly: ['color-contrast']}")]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*wrong, *([f"{path} is {wide} pixels too wide"] if wide > 0 else [])]


def sheets(visitor, path: str) -> int:
    """Count the sheets of A4 that a page takes when somebody prints it."""
    visitor.go(path)
    paper = visitor.page.pdf(format="A4", prefer_css_page_size=True)
    counted = len(re.findall(rb"/Type\s*/Page\b(?!s)", paper))
    assert counted == max(map(int, re.findall(rb"/Count\s+(\d+)", paper))), "this is no PDF that we can count"
    return counted


def hidden_on_paper(visitor) -> list[str]:
    """Say what a printed lesson lacks that a reader needs, and what it has that no paper can do."""
    page = visitor.page
    page.emulate_media(media="print")
    address = page.locator(".links a").first.evaluate("one => getComputedStyle(one, '::after').content")
    box = page.locator(".step").first.evaluate("one => getComputedStyle(one, '::before').width")
    holds = {
        "the answers": page.locator(".quiz details p").first.bounding_box()["height"] > 5,
        "the address of a link": "https://" in address,
        "a box to tick": float(box.removesuffix("px")) > 8,
        "no menu": not page.locator(".site-head").is_visible(),
        "no button": not page.locator("button, .button").locator("visible=true").count(),
    }
    page.emulate_media(media="null")
    return [what for what, there in holds.items() if not there]


def test_every_lesson_opens_without_a_fault(visit, lessons):
    visitor = visit()
    visitor.page.emulate_media(reduced_motion="reduce")
    paths = [*CATALOGUE, *(ding.get_absolute_url() for ding in lessons)]

    assert [fault for path in paths for fault in faults(visitor, path)] == []
    assert len(lessons) >= 47


def test_every_lesson_prints_on_three_sheets(visit, team):
    person, cohort = team
    visitor = visit(person, phone=False)
    active = list(Ding.objects.published())
    paths = [ding.get_absolute_url() for ding in active]
    paths += [f"/teams/{cohort.slug}/dingen/{ding.slug}/" for ding in active]

    visitor.go("/dingen/23-dingen/podcasts/")
    assert hidden_on_paper(visitor) == []
    taken = {path: sheets(visitor, path) for path in paths}

    assert {path: number for path, number in taken.items() if number > SHEETS} == {}
    assert len(active) >= 39


@pytest.fixture
def pictures(world):
    """Two of the three lessons are about pictures; one of those can be done on a phone."""
    beeld = Theme.objects.create(slug="beeld", title="Beeld", position=2)
    Ding.objects.filter(slug__in=["eerste-ding", "tweede-ding"]).update(theme=beeld)
    Ding.objects.filter(slug="eerste-ding").update(on_phone=False)


def test_the_finder_answers_at_once_and_the_back_button_keeps_the_choice(visit, pictures):
    visitor = visit()
    page = visitor.go("/dingen/")
    page.get_by_label("Thema").select_option("beeld")
    page.wait_for_url("**/dingen/?thema=beeld")
    page.locator(".finder-on").get_by_text("Beeld").wait_for()
    assert page.locator("#aantal").inner_text() == "2 Dingen passen."
    assert page.evaluate("document.activeElement.id") in {"kies-thema", ""}
    page.get_by_label("Kan op je telefoon").check()
    page.wait_for_url("**/dingen/?thema=beeld&telefoon=ja")
    page.locator("#aantal").get_by_text("1 Ding past.").wait_for()
    page.locator("#gevonden .ding-card a").click()
    visitor.sees("Waarom dit Ding?")

    page.go_back()

    page.locator("#aantal").get_by_text("1 Ding past.").wait_for()
    assert page.get_by_label("Thema").input_value() == "beeld"
    assert page.get_by_label("Kan op je telefoon").is_checked()
    page.go_back()
    page.locator("#aantal").get_by_text("2 Dingen passen.").wait_for()
    assert not page.get_by_label("Kan op je telefoon").is_checked()
    visitor.axe()


def test_the_finder_works_without_javascript(visit, pictures):
    visitor = visit(javascript=False)
    page = visitor.go("/dingen/")
    page.get_by_label("Thema").select_option("beeld")
    page.get_by_label("Hoeveel tijd heb je?").select_option("15")
    visitor.press("Laat zien wat past")
    visitor.sees("2 Dingen passen.")
    visitor.sees("15 minuten · Kennismaken")

    page.locator(".finder-on a").first.click()

    page.wait_for_url("**/dingen/?minuten=15#vinden")
    visitor.sees("3 Dingen passen.")
