"""From the paste of a trainer to a solved question: people learn together, on a phone."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.utils import timezone

from cohorts import actions
from cohorts.models import Role
from forum.models import Post
from tests.browser.conftest import Visitor, code_in, last_mail, link_in

pytestmark = pytest.mark.django_db(transaction=True)

# As mail programs and sheets give it: sixteen people, one known, one address without its @.
PASTED = """\
Noor Willems <noor@example.org>; "Berg, Sanne van den" <sanne@example.org>;
'Youssef El Amrani' <youssef@example.org>, José Brandão <Jose@Example.org>,
fleur@example.org
<bram@example.org>
Lotte Kuipers\tlotte@example.org\tBalie
Daan Schouten;daan@example.org
mailto:iris@example.org
Anna de Vries <anna@example.org>
"Zoë Claassen" <zoe@example.org>
Karin Hofman <karin.example.org>

ruben@example.org, Mees Prins <mees@example.org>
wim@example.org (Wim Post)
"O'Connor, Siobhán" <siobhan@example.org>;
"""


def day(number: int) -> str:
    return (timezone.localdate() + timedelta(days=number)).isoformat()


def test_a_trainer_makes_a_team_and_invites_sixteen_people(visit, world):
    tineke = visit(world["trainer"])
    tineke.go("/")
    tineke.press("Maak een team")
    tineke.sees("Een nieuw team")
    tineke.axe()
    tineke.fill("Naam van het team", "Publieksdienst najaar")
    tineke.fill("Wat willen jullie samen bereiken?", "Elke collega helpt een bezoeker met één app.")
    tineke.fill("Eerste dag", day(7))
    tineke.fill("Laatste dag", day(63))
    tineke.press("Bewaar en ga verder met de Dingen")

    tineke.sees("Welke Dingen doet het team?")
    tineke.axe()
    for ding, choice in (("Eerste ding", "must-do"), ("Tweede ding", "must-do"), ("Derde ding", "can-do")):
        tineke.page.get_by_role("group", name=ding).get_by_label(choice).check()
    tineke.page.locator("#load").get_by_text("Dat past in 8 weken van 40 minuten.").wait_for()
    tineke.press("Bewaar en ga verder met het ritme")

    tineke.sees("Wanneer gaan de Dingen open?")
    tineke.axe()
    tineke.press("Bewaar en ga verder met de bijeenkomsten")
    tineke.sees("Wanneer komen jullie bij elkaar?")
    tineke.axe()
    tineke.fill("Dag van de slotbijeenkomst", day(60))
    tineke.fill("Tijd", "15:30")
    tineke.fill("Plaats van de slotbijeenkomst", "De leeszaal")
    tineke.press("Bewaar en ga verder met de mensen")

    tineke.sees("Wie zitten er in het team?")
    tineke.axe()
    tineke.fill("Namen en e-mailadressen", PASTED)
    tineke.press("Kijk de lijst na")
    tineke.sees("In je tekst staan 16 mensen.")
    tineke.axe()
    assert standings(tineke) == {"nieuw": 10, "bekend": 1, "twijfel": 4, "klopt niet": 1}
    wrong = tineke.page.get_by_role("row").filter(has_text="Dit is geen e-mailadres.")
    assert wrong.get_by_label("Naam van persoon").input_value() == "Karin Hofman"

    tineke.press("Zet op de lijst")
    tineke.sees("Kijk nog even naar een paar regels voor je verdergaat.")
    assert standings(tineke) == {"nieuw": 10, "bekend": 1, "twijfel": 4, "klopt niet": 1}
    wrong.get_by_label("E-mailadres van persoon").fill("karin@example.org")
    tineke.press("Zet op de lijst")

    tineke.sees("Er staan 16 mensen bij op de lijst.")
    tineke.sees("De leeszaal")
    tineke.axe()
    assert mail.outbox == []
    tineke.press("Start het team en verstuur de uitnodigingen")
    tineke.sees("Het team is gestart. De uitnodigingen zijn onderweg.")
    tineke.axe()

    letters = {message.to[0]: message for message in mail.outbox}
    assert len(mail.outbox) == len(letters) == 16
    assert {"karin@example.org", "jose@example.org", "siobhan@example.org", "wim@example.org"} <= set(letters)
    assert "Hallo Sanne," in letters["sanne@example.org"].body
    links = {link_in(message, "uitnodiging") for message in letters.values()}
    assert len(links) == 16


def standings(visitor: Visitor) -> dict[str, int]:
    """Count what the lines of the list are called."""
    cells = visitor.page.locator("table.guests tbody td:nth-child(3)").all_inner_texts()
    words = [cell.strip().partition("\n")[0] for cell in cells]  # the reason of a doubt stands below it
    return {word: words.count(word) for word in words}


def test_a_participant_learns_shares_asks_and_is_helped(visit, world):
    noor = visit()
    invite(world, "noor@example.org", "Noor Willems")
    open_letter(noor, "noor@example.org")
    type_code(noor, "noor@example.org")
    noor.sees("Welkom bij Lindenhof, Noor.")
    noor.sees("Nu aan jou")
    noor.sees("Jouw bord")
    assert noor.page.get_by_role("navigation", name="Het lijntje van dit team").is_visible()
    noor.axe()

    noor.press("Begin met Ding 1")
    noor.sees("Aan de slag")
    noor.axe()
    for step in ("Doe 1 van eerste-ding.", "Doe 2 van eerste-ding."):
        noor.press(f"Vink af: {step}")
        noor.page.get_by_role("button", name=f"Maak ongedaan: {step}").wait_for()
    noor.sees("Alle stappen zijn klaar.")
    noor.axe()
    noor.fill("Jouw ervaring", "Het lukte pas toen ik het *rustig* las.")
    noor.press("Deel met mijn team")
    noor.sees("Je bericht staat in het forum.")
    noor.axe()
    noor.press("Bord")
    noor.page.get_by_role("link", name=re.compile("Eerste ding klaar")).wait_for()
    noor.press("Mijn groei")
    noor.press("Naar mijn bewijs")
    noor.press("Maak mijn bewijs")
    noor.sees("Je bewijs is klaar.")
    noor.press("De pagina met de code, zoals anderen die zien")
    noor.sees("Dit bewijs is echt")
    noor.axe()
    noor.go("/teams/lindenhof/even-weg/")
    noor.press("Begin mijn pauze")
    noor.press("Ik ben er weer, of een andere dag")
    noor.press("Ik ben er weer")
    noor.sees("Je hebt niets in te halen.")
    noor.axe()
    noor.press("Laat gewoon mijn bureau zien")
    noor.press("Forum")
    noor.axe()
    noor.press("Eerste ding")
    noor.page.locator("em", has_text="rustig").wait_for()

    noor.go("/teams/lindenhof/dingen/tweede-ding/")
    noor.press("Ik loop vast")
    noor.sees("Stel je vraag")
    assert noor.page.get_by_label("Titel").input_value() == "Ik loop vast: Doe 1 van tweede-ding."
    noor.axe()
    noor.fill("Jouw vraag", "Ik zie de knop niet. Waar staat die?")
    noor.press("Stel de vraag")
    noor.sees("Nog niemand kijkt mee.")
    noor.axe()
    noor.press("Bord")
    noor.sees("Jouw bord")

    hugo = visit(world["helper"])
    hugo.go(link_in(last_mail("hugo@example.org"), "forum"))
    hugo.sees("Waar staat die?")
    hugo.press("Ik kijk mee")
    hugo.sees("Jij kijkt naar deze vraag.")
    hugo.axe()
    hugo.fill("Jouw tekst", "Rechtsboven, achter de drie puntjes.")
    hugo.press("Plaats je reactie")
    hugo.page.locator(".post-body", has_text="drie puntjes").wait_for()

    noor.go(link_in(last_mail("noor@example.org"), "forum"))
    noor.press("Dit is het antwoord")
    noor.sees("Opgelost. Fijn dat je het zegt")
    noor.sees("Het antwoord van Hugo Bakker hielp.")
    noor.axe()
    assert "Dit hielp" in noor.page.locator("article.answer").inner_text()
    noor.go("/teams/lindenhof/forum/")
    question = noor.page.get_by_role("listitem").filter(has_text="Ik loop vast: Doe 1 van tweede-ding.")
    assert "opgelost" in question.inner_text()


def test_without_javascript_a_participant_gets_in_ticks_and_shares(visit, world):
    fleur = visit(javascript=False)
    invite(world, "fleur@example.org")
    open_letter(fleur, "fleur@example.org", name="Fleur van Dam")
    type_code(fleur, "fleur@example.org")
    fleur.sees("Welkom bij Lindenhof, Fleur.")
    fleur.press("Begin met Ding 1")
    fleur.press("Vink af: Doe 1 van eerste-ding.")
    fleur.page.get_by_role("button", name="Maak ongedaan: Doe 1 van eerste-ding.").wait_for()
    assert fleur.page.url.endswith("#stap-stap-1")
    fleur.fill("Jouw ervaring", "Ook zonder scripts kan ik meedoen.")
    fleur.press("Deel met mijn team")
    fleur.sees("Je bericht staat in het forum.")
    fleur.press("Bekijk je bericht")
    fleur.sees("Ook zonder scripts kan ik meedoen.")


@pytest.mark.parametrize(
    ("path", "label", "button"),
    [
        ("forum/nieuw/?kind=talk", "Jouw tekst", "Plaats het bericht"),
        ("dingen/eerste-ding/", "Jouw ervaring", "Deel met mijn team"),
    ],
)
def test_after_the_session_ended_the_text_is_still_there(visit, world, path, label, button):
    anna = visit(world["participant"])
    anna.go(f"/teams/lindenhof/{path}")
    words = "Drie alinea’s over de balie.\n\nEn wat ik daar morgen anders doe."
    if "forum" in path:
        anna.fill("Titel", "Aan de balie")
    anna.fill(label, words)
    anna.sees("Bewaard")
    Session.objects.all().delete()
    anna.fill(label, words + " En nog iets.")
    anna.sees("Nog niet bewaard. Je tekst staat er nog.")
    anna.press(button)
    anna.sees("Inloggen")
    anna.axe()
    anna.fill("Je e-mailadres", "anna@example.org")
    anna.press("Stuur mij een code")
    type_code(anna, "anna@example.org")
    anna.sees("Je tekst is er nog")
    anna.sees("En nog iets.")
    anna.axe()
    anna.press("Toch versturen")
    anna.sees("Je bericht staat in het forum.")
    assert Post.objects.get().source == words + " En nog iets."


def test_with_only_a_keyboard_somebody_gets_from_the_desk_to_a_ticked_step(visit, world):
    anna = visit(world["participant"], phone=False)
    anna.go("/teams/lindenhof/")
    anna.page.keyboard.press("Tab")
    assert focused(anna) == "Ga naar de inhoud"
    anna.page.keyboard.press("Enter")
    tab_to(anna, "Begin met Ding 1")
    anna.page.keyboard.press("Enter")
    anna.sees("Aan de slag")
    tab_to(anna, "Vink af: Doe 1 van eerste-ding.")
    anna.page.keyboard.press("Space")
    anna.page.get_by_role("button", name="Maak ongedaan: Doe 1 van eerste-ding.").wait_for()
    assert focused(anna) == "Maak ongedaan: Doe 1 van eerste-ding."
    tab_to(anna, "Vink af: Doe 2 van eerste-ding.")
    anna.page.keyboard.press("Enter")
    anna.page.get_by_role("button", name="Maak ongedaan: Doe 2 van eerste-ding.").wait_for()
    anna.sees("Alle stappen zijn klaar.")


def invite(world, email: str, name: str = "") -> None:
    person = actions.Person(name, email)
    trainer = world.enrolments["trainer"]
    actions.invite(cohort=world.cohort, people=[person], role=Role.PARTICIPANT, by=trainer)


def open_letter(visitor: Visitor, email: str, *, name: str = "") -> None:
    """Go where the invitation leads and press its button; who has no name yet gives one."""
    visitor.go(link_in(last_mail(email), "uitnodiging"))
    visitor.sees("Je bent uitgenodigd voor Lindenhof")
    if name:
        visitor.fill("Je naam", name)
    else:
        visitor.axe()
    visitor.press("Mail mij de code")


def type_code(visitor: Visitor, email: str) -> None:
    visitor.sees("Kijk in je mail")
    visitor.fill("De code uit je mail of app", code_in(last_mail(email)))
    visitor.press("Inloggen")


def focused(visitor: Visitor) -> str:
    """Say what a screen reader calls the element that has the focus."""
    return visitor.page.evaluate(
        "(document.activeElement.ariaLabel || document.activeElement.innerText || '').trim()"
    )


def tab_to(visitor: Visitor, name: str) -> None:
    """Press Tab until the focus is on what has this name, and see that the focus shows."""
    for _press in range(60):
        visitor.page.keyboard.press("Tab")
        if focused(visitor) == name:
            outline = visitor.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"the focus on “{name}” does not show"
            return
    raise AssertionError(f"Tab does not come to “{name}”")
