"""The closing meeting: a trainer, the screen in the hall and phones, from the welcome to the minutes."""

import re

import pytest
from playwright.sync_api import expect

from pitches.actions import ballot as votes
from pitches.models import Ballot, Pitch, Vote
from tests.browser.team import (
    APP,
    LIVESTREAM,
    PATIENCE,
    PHOTOS,
    SCREENCASTS,
    T,
    a_team_at,  # noqa: F401 - a fixture
    person,
    press,
    reads,
    seat,
)

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_question_stays_open_when_another_trainer_presses(team_at, visit):
    team_at("slot")
    one, other = visit(person("tineke"), phone=False), visit(person("tineke"), phone=False)
    for trainer in (one, other):
        trainer.go(f"{T}/slot/")
    one.page.get_by_role("button", name="Open de stemming", exact=True).click()
    yes = one.page.get_by_role("button", name="Ja: Open de stemming")
    yes.focus()

    other.press("Toon de afspraken op het scherm")
    one.sees("Laatst ingedrukt: “Toon de afspraken”")
    expect(yes).to_be_focused()
    yes.click()
    one.sees("Sluit de stemming")
    assert Ballot.objects.count() == 1

    # The next question is about something else: it is not open.
    other.sees("Sluit de stemming")
    expect(other.page.get_by_role("button", name="Ja: Sluit de stemming")).to_be_hidden()


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
    trainer.press("Vraag om tips")
    reads(screen, "Top, tip of vraag?")

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
