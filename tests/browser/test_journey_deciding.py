"""The MT decides: from the mail to the pilot, and two members at the same moment."""

import pytest
from playwright.sync_api import expect

from cohorts.models import Cohort
from pitches.actions import ballot as votes
from pitches.models import Electorate, Pilot, Pitch
from tests.browser.conftest import code_in, last_mail, link_in
from tests.browser.team import (
    APP,
    LIVESTREAM,
    PATIENCE,
    PHOTOS,
    SCREENCASTS,
    T,
    a_team_at,  # noqa: F401 - a fixture
    person,
    reads,
    seat,
)

pytestmark = pytest.mark.django_db(transaction=True)


def nominate(cohort: Cohort) -> None:
    """Let everybody vote, for App de bibliotheek where the agreement allows, and show the result."""
    trainer = seat(cohort, "tineke")
    card = votes.agree(cohort=cohort, electorate=Electorate.PARTICIPANTS, terms={}, by=trainer)
    ballot = votes.open_ballot(agreement=card, by=trainer)
    app, other = (Pitch.objects.get(group__cohort=cohort, title=title) for title in (APP, SCREENCASTS))
    for voter in cohort.enrolments.participants():
        votes.cast(ballot=ballot, choices=[other if app.has_member(voter) else app], by=voter)
    votes.close(ballot=ballot, by=trainer)
    votes.reveal(ballot=ballot, by=trainer)


ANSWERS = {
    f"Antwoord aan {SCREENCASTS} (Screencasts)": "Een haalbaar plan. Maak alvast één filmpje.",
    f"Antwoord aan {LIVESTREAM} (Livestream)": "Dit jaar is er geen geld. Doe de proef met een telefoon.",
    f"Antwoord aan {PHOTOS} (Foto-activiteit)": "Dit past bij het stadsjubileum.",
}
DECISION = {
    "Bedrag in euro": "450",
    "Uren": "36",
    "Sponsor in het MT": "Marit Smit",
    "De pilot begint op": "2027-01-11",
    "Waarom deze pitch?": "Klanten vragen erom en jullie hebben aan alles gedacht.",
}


def typed(visitor, labels) -> dict[str, str]:
    """Return what stands in these fields."""
    return {label: visitor.page.get_by_label(label).input_value() for label in labels}


def fill_in(visitor, fields: dict[str, str]) -> None:
    for label, text in fields.items():
        visitor.fill(label, text)


def declare_nothing(member) -> None:
    """Answer what everybody on the MT is asked first."""
    reads(member, "Heb je een belang?")
    member.page.get_by_label("Nee, ik heb bij geen van de pitches een belang").check()
    member.press("Bewaar")
    member.sees("Bewaard. Het staat in het proces-verbaal en bij het besluit.")


def log_in_by_code(visitor, address: str) -> None:
    visitor.page.get_by_label("E-mail").fill(address)
    visitor.axe()
    visitor.press("Stuur mij een code")
    visitor.sees("Kijk in je mail")
    visitor.axe()
    visitor.fill("De code uit je mail of app", code_in(last_mail(address)))
    visitor.press("Inloggen")


def test_mt_decides_from_the_mail(team_at, visit, mailoutbox):
    cohort = team_at("slot")
    marit = visit(None)
    nominate(cohort)
    letter = last_mail("marit@example.org")
    assert letter.subject == "Publieksdiensten vraagt om jouw besluit"
    marit.go(link_in(letter, "/mt/"))
    log_in_by_code(marit, "marit@example.org")
    reads(marit, "Voor het MT")
    marit.axe()
    marit.press(APP)
    reads(marit, APP)
    marit.sees("De deelnemers kozen deze pitch.")
    marit.axe()
    marit.press("Terug naar de pagina voor het MT")
    marit.press("Antwoorden")
    marit.axe()
    declare_nothing(marit)
    marit.press("Besluiten")
    reads(marit, "Het besluit van het MT")
    marit.axe()

    forgotten = f"Antwoord aan {LIVESTREAM} (Livestream)"
    fill_in(marit, DECISION | ANSWERS | {forgotten: ""})
    assert marit.page.get_by_label(APP, exact=False).first.is_checked()
    marit.press("Neem dit besluit")
    marit.sees("Nog niet alles klopt")
    errors = marit.page.locator(".errors-summary li")
    expect(errors).to_have_text([f"{forgotten}: Elke groep krijgt een antwoord."])
    assert typed(marit, DECISION | ANSWERS) == DECISION | ANSWERS | {forgotten: ""}
    marit.axe()
    assert not hasattr(Cohort.objects.get(pk=cohort.pk), "decision")
    marit.fill(forgotten, ANSWERS[forgotten])
    marit.press("Neem dit besluit")
    reads(marit, f"{APP} krijgt ruimte")
    marit.sees("Het besluit staat. Iedereen in het team krijgt bericht.")
    marit.axe()
    marit.press("Naar de pilot")
    reads(marit, APP)
    marit.axe()
    decision = Pilot.objects.get(decision__cohort=cohort).decision
    assert (decision.amount, decision.hours, decision.sponsor) == (450, 36, "Marit Smit")
    assert decision.starts_on.isoformat() == "2027-01-11"
    assert sorted(answer.text for answer in decision.answers.all()) == sorted(ANSWERS.values())

    fatima = visit(person("fatima"))
    letter = last_mail("fatima@example.org")
    assert letter.subject == f"Het MT heeft besloten: {APP}"
    fatima.go(link_in(letter, "/besluit/"))
    reads(fatima, f"{APP} krijgt ruimte")
    for words in (DECISION["Waarom deze pitch?"], ANSWERS[forgotten], "€ 450", "11 januari 2027"):
        fatima.sees(words)
    fatima.axe()
    fatima.press("Naar de pilot")
    reads(fatima, APP)
    fatima.sees("Na 30 dagen")
    fatima.axe()


def test_two_members_of_the_mt_decide_at_the_same_moment(team_at, visit):
    cohort = team_at("mt")
    mine = {
        "marit": DECISION,
        "ruud": DECISION | {"Bedrag in euro": "300", "Waarom deze pitch?": "Dit kan meteen."},
    }
    members = {first: visit(person(first)) for first in mine}
    for first, member in members.items():
        member.go(f"{T}/mt/besluit/")
        fill_in(member, mine[first] | ANSWERS)
    for member in members.values():
        member.page.get_by_role("button", name="Neem dit besluit").click(no_wait_after=True)
    for member in members.values():
        member.page.locator("h1:has-text('krijgt ruimte'), .errors-summary").wait_for(timeout=PATIENCE)

    decision = Cohort.objects.get(pk=cohort.pk).decision
    first = decision.decided_by.user.email.partition("@")[0]
    second = next(other for other in mine if other != first)
    assert decision.reason == mine[first]["Waarom deze pitch?"]
    reads(members[first], f"{APP} krijgt ruimte")
    late = members[second]
    expect(late.page.locator(".errors-summary li")).to_have_text([f"Het MT heeft al besloten: {APP}."])
    assert typed(late, mine[second] | ANSWERS) == mine[second] | ANSWERS
    late.axe()
    assert Pilot.objects.filter(decision__cohort=cohort).count() == 1
