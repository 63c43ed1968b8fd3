"""From the mail with the invitation to the first step that is ticked, on a phone, counted."""

import pytest

from cohorts import actions
from cohorts.models import JoinLink, Role
from tests.browser.conftest import Visitor, code_in, last_mail, link_in

pytestmark = pytest.mark.django_db(transaction=True)

MOST_CLICKS, MOST_CODES = 6, 1


class Counted:
    """Somebody on a phone; every press and every code that is typed counts."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.clicks, self.codes = visitor, 0, 0

    def open(self, path: str) -> None:
        """Press the link in the mail."""
        self.clicks += 1
        self.visitor.go(path)

    def press(self, name: str) -> None:
        self.clicks += 1
        self.visitor.press(name)

    def type_code(self, code: str) -> None:
        self.codes += 1
        self.visitor.fill("De code uit je mail of app", code)


def test_from_the_mail_to_the_first_tick_is_six_clicks_and_one_code(visit, world):
    people = [actions.Person("Noor Willems", "noor@example.org")]
    actions.invite(cohort=world.cohort, people=people, role=Role.PARTICIPANT, by=world.enrolments["trainer"])
    noor = Counted(visit(phone=True))

    noor.open(link_in(last_mail("noor@example.org"), "uitnodiging"))
    noor.visitor.sees("Je bent uitgenodigd voor Lindenhof")
    noor.press("Mail mij de code")
    noor.type_code(code_in(last_mail("noor@example.org")))
    noor.press("Inloggen")
    noor.visitor.sees("Welkom bij Lindenhof, Noor.")
    noor.press("Begin met Ding 1")
    noor.press("Vink af: Doe 1 van eerste-ding.")
    noor.visitor.page.get_by_role("button", name="Maak ongedaan: Doe 1 van eerste-ding.").wait_for()

    assert (noor.clicks <= MOST_CLICKS, noor.codes <= MOST_CODES) == (True, True)
    place = world.cohort.enrolments.get(user__email="noor@example.org")
    assert place.progress.get().steps_done.get().step_key == "stap-1"


def test_with_the_link_of_an_open_edition_it_is_no_longer(visit, world):
    """Who has no account yet also types a name and an address."""
    cohort = type(world.cohort).objects.get(pk=world.cohort.pk)
    world.cohort.groups.all().delete()
    cohort.kind, cohort.name = "open", "Open voor iedereen"
    cohort.save()
    link = JoinLink(cohort=cohort)
    link.start()
    link.save()
    nina = Counted(visit(phone=True))

    nina.open(link.path)
    nina.visitor.axe()
    nina.visitor.fill("Je naam", "Nina Vos")
    nina.visitor.fill("E-mailadres", "nina@example.org")
    nina.press("Mail mij de code")
    nina.type_code(code_in(last_mail("nina@example.org")))
    nina.press("Inloggen")
    nina.visitor.sees("Welkom bij Open voor iedereen, Nina.")
    nina.visitor.axe()
    nina.press("Begin met Ding 1")
    nina.press("Vink af: Doe 1 van eerste-ding.")
    nina.visitor.page.get_by_role("button", name="Maak ongedaan: Doe 1 van eerste-ding.").wait_for()

    assert (nina.clicks <= MOST_CLICKS, nina.codes <= MOST_CODES) == (True, True)
