"""Every page of the demo: axe finds nothing in light and dark, the HTML is valid, the policy holds."""

from io import StringIO

import html5lib
import pytest
from django.conf import settings
from django.core.management import call_command

from accounts.models import User
from cohorts.models import Cohort
from home.demo.build import build
from pitches.actions import ballot as votes, mt
from pitches.models import Electorate, TieRule
from tests.browser.pages import PAGES, T, links_on, resolve

pytestmark = pytest.mark.django_db(transaction=True)


def at(stage: str) -> Cohort:
    call_command("import_catalogue", settings.BASE_DIR / "fixtures" / "catalogue", stdout=StringIO())
    return build(stage)


def look(visitor, address: str) -> None:
    visitor.go(address)
    visitor.axe()
    html5lib.HTMLParser(strict=True).parse(visitor.page.request.get(visitor.site + address).text())


@pytest.mark.parametrize("stage", PAGES)
def test_pages_are_accessible_and_valid(stage, visit, client):
    at(stage)
    for person, paths in PAGES[stage].items():
        user = User.objects.get(email=f"{person}@example.org") if person else None
        visitor, links = visit(user), []
        for path in paths:
            look(visitor, resolve(path, links))
            links += links_on(visitor.page)
        visitor.context.close()


def test_vote_of_the_mt_and_its_tie_are_accessible_and_valid(visit):
    """The demo has no vote of the MT: while one is open nobody could show how the MT decides."""
    cohort = at("mt")
    trainer = cohort.enrolments.get(role="trainer")
    terms = {"secret": False, "tie_rule": TieRule.CHAIR}
    votes.agree(cohort=cohort, electorate=Electorate.MT, terms=terms, by=trainer)
    ballot = mt.open_at_desk(cohort=cohort, by=trainer)
    marit = visit(User.objects.get(email="marit@example.org"))  # in the chair
    for path in ("/mt/", "/mt/stemming/", "/mt/stemming/stem/"):
        look(marit, T + path)
    marit.page.locator("label.vote").first.click()
    marit.fill("Waarom deze?", "Dit kan meteen.")
    marit.press("Bekijk mijn stem")
    marit.axe()
    marit.press("Ja, dit is mijn stem")
    look(marit, f"{T}/mt/stemming/")

    taken = [option.pitch for option in ballot.options.all()][1:]
    others = cohort.enrolments.mt().exclude(user__email="marit@example.org")
    for member, pitch in zip(others, taken, strict=False):
        votes.cast(ballot=ballot, choices=[pitch], reason="Hier is vraag naar.", by=member)
    votes.close(ballot=ballot, by=trainer)
    votes.reveal(ballot=ballot, by=trainer)
    look(marit, f"{T}/mt/stemming/")
    marit.page.locator("form[action$='/knoop/'] [type=radio]").first.check()
    marit.page.locator("form[action$='/knoop/']").evaluate(
        "form => { form.noValidate = true; form.submit(); }"
    )
    marit.page.wait_for_url("**/knoop/")
    marit.axe()
    look(marit, f"{T}/slot/verslag/")
