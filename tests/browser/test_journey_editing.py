"""An editor mends a lesson while a team is busy with it; nobody loses a tick."""

import pytest
from django.utils import timezone

from accounts.models import Capacity, User
from cohorts.models import StepDone
from dingen.models import LinkState

pytestmark = pytest.mark.django_db(transaction=True)

DEAD, ALIVE = "https://example.org/verdwenen", "https://example.org/verhuisd"
LESSON = "/teams/lindenhof/dingen/eerste-ding/"


@pytest.fixture
def editor(world):
    """Eva, who keeps the lessons; the first one has a link that does not work any more."""
    eva = User.objects.create_user("eva@example.org", name="Eva Post")
    eva.memberships.create(organisation=world.ours, capacity=Capacity.EDITOR)
    world.dingen[0].revision.links.create(
        position=1,
        title="Lees verder",
        url=DEAD,
        state=LinkState.DEAD,
        checked_at=timezone.now(),
        failures=4,
        outcome="Deze pagina bestaat niet meer (404).",
    )
    return eva


def test_a_dead_link_is_mended_and_the_team_goes_on_when_its_trainer_says_so(visit, world, editor):
    anna = visit(world["participant"])
    begin_with_twenty_minutes(anna)

    eva = visit(editor, phone=False)
    mend(eva)
    publish(eva)

    anna.go(LESSON)
    link_leads_to(anna, DEAD)
    anna.page.get_by_role("button", name="Maak ongedaan: Doe 1 van eerste-ding.").wait_for()

    tineke = visit(world["trainer"])
    accept(tineke)

    anna.go(LESSON)
    link_leads_to(anna, ALIVE)
    anna.page.get_by_role("button", name="Maak ongedaan: Doe 1 nu anders.").wait_for()
    assert StepDone.objects.get().step_key == "stap-1"

    # On another device, with the same twenty minutes.
    anna = visit(world["participant"], phone=False)
    anna.go("/teams/lindenhof/tijd/?minuten=20")
    anna.sees("Met deze must-do ben je al bezig.")
    anna.axe()
    anna.press("Ga verder bij stap 2")
    assert anna.page.url.endswith(f"{LESSON}#stap-stap-2")


def test_without_javascript_a_link_is_mended_published_and_accepted(visit, world, editor):
    anna = visit(world["participant"], javascript=False)
    begin_with_twenty_minutes(anna, axe=False)
    eva = visit(editor, phone=False, javascript=False)
    mend(eva, axe=False)
    publish(eva, axe=False)
    tineke = visit(world["trainer"], javascript=False)
    accept(tineke, axe=False)

    anna.go(LESSON)
    link_leads_to(anna, ALIVE)
    anna.page.get_by_role("button", name="Maak ongedaan: Doe 1 nu anders.").wait_for()


def begin_with_twenty_minutes(anna, *, axe=True):
    anna.go("/teams/lindenhof/")
    anna.press("20 minuten")
    anna.sees("Dit is je volgende must-do.")
    if axe:
        anna.axe()
    anna.press("Begin met dit Ding")
    anna.press("Vink af: Doe 1 van eerste-ding.")
    anna.page.get_by_role("button", name="Maak ongedaan: Doe 1 van eerste-ding.").wait_for()
    link_leads_to(anna, DEAD)


def mend(eva, *, axe=True):
    """From the desk of the editors to the row of the dead link; the first step gets other words too."""
    eva.go("/redactie/")
    eva.sees("Deze pagina bestaat niet meer (404).")
    if axe:
        eva.axe()
    eva.page.get_by_role("link", name="Verbeteren").click()
    row = eva.page.locator("#meer-weten")
    row.get_by_label("Adres").fill(ALIVE)
    steps = eva.page.locator("#stappen")
    steps.locator("summary", has_text="Doe 1 van eerste-ding.").click()
    steps.get_by_label("Wat iemand doet").first.fill("Doe 1 nu anders.")
    if axe:
        eva.page.locator(".live-page").get_by_text("Doe 1 nu anders.").wait_for()
    eva.press("Bewaar")
    eva.sees("Lezers zien er niets van tot je publiceert.")
    if axe:
        eva.axe()


def publish(eva, *, axe=True):
    eva.press("Kijk na en publiceer")
    eva.sees("verhuisd")
    if axe:
        eva.axe()
    eva.fill("Wat is er veranderd, in één zin?", "De dode link is hersteld.")
    eva.press("Publiceer nu")
    eva.sees("Gepubliceerd. Lezers zien vanaf nu deze tekst.")


def accept(tineke, *, axe=True):
    """The one quiet line on the desk leads to what changes, and there the trainer says yes."""
    tineke.go("/teams/lindenhof/")
    tineke.press("1 Ding heeft een nieuwe tekst")
    tineke.sees("De dode link is hersteld.")
    if axe:
        tineke.axe()
    tineke.press("1. Eerste ding")
    tineke.sees("1 deelnemer is begonnen.")
    tineke.sees("1 stap in andere woorden")
    tineke.sees(ALIVE)
    if axe:
        tineke.axe()
    tineke.press("Ga verder met de nieuwe tekst")
    tineke.sees("Je team werkt nu met de nieuwe tekst van Eerste ding. Alle vinkjes staan er nog.")


def link_leads_to(visitor, address):
    """The lesson on the page has this link, and not the other one."""
    links = visitor.page.get_by_role("link", name="Lees verder").all()
    assert [link.get_attribute("href") for link in links] == [address]
