"""A group finishes its plan: two writers at once, nothing lost, and the pitch handed in."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from notifications.models import Kind, Notification
from pitches.models import Pitch
from tests.browser.team import (
    LIVESTREAM,
    T,
    a_team_at,  # noqa: F401 - a fixture
    person,
    press,
    reads,
)

pytestmark = pytest.mark.django_db(transaction=True)


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
    press(els, "Schrijven: Geld")
    els.axe()
    els.page.get_by_label("Wat van regel 1").fill("Statief")
    els.page.get_by_label("Euro van regel 1").fill("45")
    expect(els.page.locator("[data-sum-once]")).to_have_text("45")
    els.press("Bewaar")
    els.sees("Bewaard: Geld.")
    write(els, "Wanneer is het geslaagd", "Als er thuis meer kijkers zijn dan in de zaal.")
    els.axe()
    els.press("Schrijf dia’s")
    els.axe()
    els.fill("Jouw tekst", "# Lezing thuis\n---\n## Wij vragen 45 euro\nNotities: rustig praten")
    els.press("Bewaar")
    els.press("Bekijk 2 dia’s")
    els.axe()
    els.page.keyboard.press("ArrowRight")
    els.sees("Wij vragen 45 euro")
    els.axe()
    with els.page.expect_popup() as opened:
        els.page.get_by_role("link", name="Voor wie spreekt").click()
    speaker = opened.value
    expect(speaker.get_by_role("heading", name="Dia 2 van 2")).to_be_visible()
    expect(speaker.get_by_text("rustig praten")).to_be_visible()
    speaker.keyboard.press("ArrowLeft")
    expect(speaker.get_by_role("heading", name="Dia 1 van 2")).to_be_visible()
    expect(els.page.get_by_role("heading", name="Lezing thuis", exact=True)).to_be_visible()
    els.page.keyboard.press("ArrowRight")
    expect(speaker.get_by_role("heading", name="Dia 2 van 2")).to_be_visible()
    here = urlsplit(speaker.url).path
    speaker.close()
    els.go(here)
    els.axe()
    els.press("Vorige")
    els.sees("Hierna")
    els.press("Stop")  # back at the plan
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


def test_idea_becomes_a_group_with_a_plan(team_at, visit):
    team_at("halverwege")
    petra = visit(person("petra"))
    petra.go(f"{T}/ideeen/")
    petra.axe()
    petra.press("Fotowandeling met bewoners")
    petra.axe()
    petra.press("Maak er een groep van")
    petra.axe()
    petra.fill("Naam van de groep", "Foto-activiteit")
    petra.page.get_by_label("Nadia El Amrani").check()
    petra.press("Maak de groep")
    reads(petra, "Fotowandeling met bewoners")
    petra.sees("Bewoners laten hun straat zien")
    petra.sees("Begon op de ideeënwand als")
    petra.axe()
