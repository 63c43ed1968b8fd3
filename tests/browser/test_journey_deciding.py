"""From the last words of a plan to the pilot: a group, a closing meeting and an MT, each in a browser."""

import re
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import expect

from accounts.models import User
from cohorts.models import Cohort, Enrolment
from home.demo.build import build
from notifications.models import Kind, Notification
from pitches.actions import ballot as votes
from pitches.models import Ballot, Electorate, Pilot, Pitch, Vote
from tests.browser.conftest import code_in, last_mail, link_in

pytestmark = pytest.mark.django_db(transaction=True)

T = "/teams/eindhoven"
SCREENCASTS, LIVESTREAM = "Kijk mee: uitleg in twee minuten", "Lezing thuis op de bank"
APP, PHOTOS = "App de bibliotheek", "De stad in beeld"
PATIENCE = 15_000  # milliseconds: a phone asks every two seconds, a busy machine takes longer


@pytest.fixture
def team_at():
    """`team_at("plan")` is the demo team at that moment of its story."""

    def at(stage: str) -> Cohort:
        call_command("import_catalogue", settings.BASE_DIR / "fixtures" / "catalogue", stdout=StringIO())
        return build(stage)

    return at


def person(first: str) -> User:
    return User.objects.get(email=f"{first}@example.org")


def seat(cohort: Cohort, first: str) -> Enrolment:
    return cohort.enrolments.get(user=person(first))


def reads(visitor, heading: str) -> None:
    """Wait until the page has this heading: by itself, when nobody touches it."""
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(heading, timeout=PATIENCE)


def press(visitor, words: str) -> None:
    """Press what reads like this, also where the last words are only there for screen readers."""
    visitor.page.locator("a, button", has_text=words).click()


# --- 1. A group finishes its plan ----------------------------------------------------
def write(visitor, section: str, text: str) -> None:
    press(visitor, f"Schrijven: {section}")
    visitor.axe()
    visitor.fill("Jouw tekst", text)
    visitor.press("Bewaar")
    visitor.sees(f"Bewaard: {section}.")


def test_group_writes_together_and_hands_in(team_at, visit):
    cohort = team_at("plan")
    pitch = Pitch.objects.get(group__cohort=cohort, title=LIVESTREAM)
    fatima, els = visit(person("fatima")), visit(person("els"))
    for writer in (fatima, els):
        writer.go(pitch.group.get_absolute_url())
        writer.sees("Zodra alles er is, lever je de pitch hier in.")
    fatima.axe()

    press(fatima, "Schrijven: Stappen")
    fatima.axe()
    press(els, "Schrijven: Stappen")
    els.sees("Fatima Benali is hier bezig sinds")
    els.axe()
    fatima.fill("Jouw tekst", "1. Een camera lenen\n2. Een proef met de leeskring")
    els.fill("Jouw tekst", "1. De spreker vragen\n2. De zaal inrichten")
    fatima.press("Bewaar")
    fatima.sees("Bewaard: Stappen.")

    els.press("Bewaar")
    els.sees("terwijl jij schreef")
    els.sees("Er is niets kwijt.")
    mine, theirs = els.page.get_by_label("Jouw tekst").locator("textarea"), els.page.locator("#theirs")
    expect(mine).to_have_value("1. De spreker vragen\n2. De zaal inrichten")
    expect(theirs).to_have_value("1. Een camera lenen\n2. Een proef met de leeskring")
    els.axe()
    mine.fill("1. De spreker vragen\n2. Een camera lenen\n3. Een proef met de leeskring")
    els.press("Bewaar mijn tekst eroverheen")
    els.sees("Bewaard: Stappen.")
    press(els, "Eerdere teksten: Stappen")
    els.sees("1. Een camera lenen")
    els.axe()
    texts = pitch.sections.get(kind="steps").versions.values_list("source", flat=True)
    assert [text.splitlines()[0] for text in texts] == ["1. De spreker vragen", "1. Een camera lenen"]

    els.go(pitch.group.get_absolute_url())
    assert els.page.get_by_role("button", name="Lever onze pitch in").count() == 0
    write(els, "Geld", "Een camera lenen we. **0 euro**.")
    write(els, "Wanneer is het geslaagd", "Als er thuis meer kijkers zijn dan in de zaal.")
    els.axe()
    els.press("Lever onze pitch in")
    els.sees("Ingeleverd. De trainer weet het en het team kan jullie pitch lezen.")
    reads(els, LIVESTREAM)
    els.axe()
    handed_in = Notification.objects.filter(kind=Kind.PITCH_HANDED_IN, recipient__email="tineke@example.org")
    told = handed_in.latest("pk")
    assert told.text == f"Livestream heeft een pitch ingeleverd: {LIVESTREAM}"

    fatima.go(pitch.group.get_absolute_url())
    fatima.sees("Deze pitch is ingeleverd. Wil je nog iets wijzigen?")
    karin = visit(person("karin"))
    karin.go(f"{T}/pitches/")
    karin.axe()
    karin.press(LIVESTREAM)
    karin.sees("Een proef met de leeskring")
    karin.axe()


# --- 2. The closing meeting ------------------------------------------------------------
def leads(trainer, button: str) -> None:
    """Press a button of the control page that asks whether you are sure."""
    trainer.page.get_by_role("button", name=button, exact=True).click()
    trainer.axe()
    trainer.press(f"Ja: {button}")


def choose(visitor, title: str) -> None:
    """Fill in the paper and read it over."""
    visitor.page.locator("label.vote", has_text=title).click()
    visitor.press("Bekijk mijn stem")
    reads(visitor, "Is dit je stem?")
    expect(visitor.page.locator(".chosen strong")).to_have_text(title)


def vote(visitor, title: str) -> str:
    """Vote, and return the receipt word that is shown once."""
    choose(visitor, title)
    visitor.press("Ja, dit is mijn stem")
    visitor.sees("Je hebt gestemd. Dank je wel!")
    word = visitor.page.locator(".receipt-word").inner_text().lower()
    assert re.fullmatch("[a-z]{8}", word)
    return word


def leaks(visitor, path: str, winners: int) -> list[str]:
    """Return what the source of a page tells about the result."""
    source = visitor.page.request.get(visitor.site + path).text()
    words = Vote.objects.values_list("receipt", flat=True)
    telling = ["bar-count", "heeft de meeste stemmen", *words]
    found = [word for word in telling if word in source.lower()]
    return found + re.findall(rf">\s*{winners}\s*<", source)


def test_closing_meeting_from_welcome_to_minutes(team_at, visit):
    cohort = team_at("slot")
    trainer, screen = visit(person("tineke"), phone=False), visit(person("tineke"), phone=False)
    anja, fatima, mira = (visit(person(first)) for first in ("anja", "fatima", "mira"))
    phones = (anja, fatima, mira)
    nadia = visit(person("nadia"), javascript=False)

    trainer.go(f"{T}/slot/")
    trainer.axe()
    screen.go(f"{T}/slot/scherm/")
    for phone in (*phones, nadia):
        phone.go(f"{T}/slot/mee/")
    for visitor in (screen, *phones, nadia):
        reads(visitor, "Welkom")
    screen.axe()
    anja.axe()
    assert 'http-equiv="refresh"' in nadia.page.content()

    press(trainer, f"Start: {SCREENCASTS}")
    for visitor in (screen, *phones):
        reads(visitor, SCREENCASTS)
    anja.sees("Dit is de pitch van je eigen groep. De tips zijn voor jullie.")
    screen.axe()
    anja.axe()
    trainer.press("Volgende pitch")
    for visitor in (screen, *phones):
        reads(visitor, LIVESTREAM)
    trainer.axe()

    mira.page.get_by_label("tip", exact=True).check()
    mira.fill("Jouw woorden", "Vraag of de spreker een microfoon meeneemt.")
    mira.axe()
    mira.press("Verstuur")
    mira.sees("Verstuurd. De groep antwoordt in het plan.")
    mira.axe()
    pitch = Pitch.objects.get(group__cohort=cohort, title=LIVESTREAM)
    tips = [(tip.kind, tip.text, str(tip.author)) for tip in pitch.tips.all()]
    assert tips == [("tip", "Vraag of de spreker een microfoon meeneemt.", "Mira Bos")]

    leads(trainer, "Open de stemming")
    reads(screen, "Stem nu")
    screen.axe()
    for phone, own in ((anja, SCREENCASTS), (fatima, LIVESTREAM), (mira, APP)):
        reads(phone, "Jouw stem")
        expect(phone.page.locator("label.vote:has(input:disabled) .vote-title")).to_have_text([own])
        expect(phone.page.locator("label.vote:has(input:enabled)")).to_have_count(3)
    anja.axe()

    second = visit(person("anja"))  # her other device
    second.go(f"{T}/slot/mee/stem/")
    second.axe()
    choose(second, PHOTOS)
    second.axe()
    word = vote(anja, APP)
    anja.axe()
    second.press("Ja, dit is mijn stem")
    reads(second, "Deze stem is niet opgeslagen")
    second.sees("Je hebt al gestemd. Je eerste stem telt, deze is niet opgeslagen.")
    second.axe()
    anja.go(f"{T}/slot/mee/")
    reads(anja, "Je hebt gestemd")
    assert word not in anja.page.content().lower()
    vote(fatima, APP)
    vote(mira, PHOTOS)

    nadia.press("Ververs")
    reads(nadia, "Jouw stem")
    assert 'http-equiv="refresh"' not in nadia.page.content()  # a half-filled paper stays
    hers = vote(nadia, APP)
    assert 'http-equiv="refresh"' not in nadia.page.content()  # nor does the word go before she has copied it
    ballot = Ballot.objects.get(cohort=cohort)
    pitches = {pitch.title: pitch for pitch in Pitch.objects.filter(group__cohort=cohort)}
    for first in ("bram", "chantal", "dirk", "els", "gijs", "hanneke"):
        votes.cast(ballot=ballot, choices=[pitches[APP]], by=seat(cohort, first))
    for first in ("joost", "ilse"):  # their own group has App de bibliotheek
        votes.cast(ballot=ballot, choices=[pitches[SCREENCASTS]], by=seat(cohort, first))
    for visitor in (screen, trainer):
        expect(visitor.page.get_by_text("12 van 16 gestemd").first).to_be_visible(timeout=PATIENCE)

    marit = visit(person("marit"))
    showing = [(screen, "/slot/scherm/"), (anja, "/slot/mee/"), (mira, "/slot/verslag/"), (marit, "/mt/")]
    asked = [*showing, (trainer, "/slot/"), (mira, "/slot/mee/stem/"), (mira, "/pitches/")]
    asked += [(who, f"/slot/stand/?view={view}") for who, view in ((anja, "phone"), (screen, "screen"))]
    assert [leaks(visitor, T + path, 9) for visitor, path in asked] == [[]] * len(asked)
    leads(trainer, "Sluit de stemming")
    for visitor in (screen, *phones):
        reads(visitor, "De stemming is gesloten")
    screen.axe()
    mira.axe()
    assert [leaks(visitor, T + path, 9) for visitor, path in asked] == [[]] * len(asked)
    mira.go(f"{T}/slot/mee/stem/")
    mira.sees("Deze stem is niet opgeslagen")
    mira.go(f"{T}/slot/mee/")

    leads(trainer, "Toon de uitslag")
    for visitor in (screen, *phones):
        reads(visitor, f"{APP} heeft de meeste stemmen.")
    bars = [text.split("\n") for text in screen.page.locator(".stage-bars li").all_inner_texts()]
    shown = [[bar[0], bar[-1]] for bar in bars]
    assert shown == [[APP, "9"], [SCREENCASTS, "2"], [PHOTOS, "1"], [LIVESTREAM, "0"]]
    screen.axe()
    trainer.axe()
    anja.axe()
    assert all(leaks(visitor, T + path, 9) for visitor, path in showing)  # so the search finds what is there

    anja.press("Lees het verslag en zoek je stemwoord op")
    reads(anja, "Verslag van de stemming")
    published = [text.lower() for text in anja.page.locator(".receipts li").all_inner_texts()]
    assert f"{word}: {APP.lower()}" in published
    assert len(published) == 12
    anja.sees("We telden net opnieuw")
    anja.axe()
    assert f"{hers}: {APP.lower()}" in published
    nadia.go(f"{T}/slot/mee/")
    reads(nadia, f"{APP} heeft de meeste stemmen.")


# --- 3 and 4. The MT decides -----------------------------------------------------------
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
