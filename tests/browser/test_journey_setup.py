"""A trainer sets up a team of sixteen in at most 25 clicks, and again as a copy in at most 10."""

import re
import time
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Capacity
from cohorts.models import Cohort
from tests.browser.conftest import Visitor, code_in, last_mail

pytestmark = pytest.mark.django_db(transaction=True)

MOST, MOST_OF_A_COPY, MOST_SECONDS = 25, 10, 180
PATIENCE = 20_000  # milliseconds: sixteen letters on a busy machine
PASTED = "\n".join(f"Persoon Nummer{n} <persoon{n}@example.org>" for n in range(16))


def day(number: int) -> str:
    """A Monday so many weeks from now."""
    today = timezone.localdate()
    return (today + timedelta(days=7 - today.weekday(), weeks=number)).isoformat()


class Counting:
    """A visitor whose every press is counted; typing and pasting is not a click."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.clicks, self.began = visitor, 0, time.monotonic()

    def press(self, name: str) -> None:
        self.clicks += 1
        self.visitor.press(name)

    def choose(self, group: str, label: str) -> None:
        self.clicks += 1
        self.visitor.page.get_by_role("group", name=re.compile(group)).get_by_label(label).check()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began


def log_in(tineke: Counting) -> None:
    visitor = tineke.visitor
    visitor.go("/account/login/")
    visitor.fill("E-mailadres", "tineke@example.org")
    tineke.press("Stuur mij een code")
    visitor.sees("Kijk in je mail")
    visitor.fill("De code uit je mail of app", code_in(last_mail("tineke@example.org")))
    tineke.press("Inloggen")
    visitor.sees("Dag Tineke")
    mail.outbox.clear()


def paste_and_start(tineke: Counting) -> None:
    visitor = tineke.visitor
    visitor.fill("Namen en e-mailadressen", PASTED)
    tineke.press("Kijk de lijst na")
    tineke.press("Zet op de lijst")
    visitor.sees("Dit is alles wat er gaat gebeuren.")
    visitor.axe()
    assert mail.outbox == []
    tineke.press("Start het team en verstuur de uitnodigingen")
    visitor.sees("Het team is gestart. De uitnodigingen zijn onderweg.")
    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        f"persoon{n}@example.org" for n in range(16)
    )
    mail.outbox.clear()


def test_a_team_of_sixteen_and_its_copy(visit, world):
    world["admin"].memberships.create(organisation=world.ours, capacity=Capacity.TRAINER)
    visitor = visit(phone=False)
    visitor.page.set_default_timeout(PATIENCE)
    tineke = Counting(visitor)
    log_in(tineke)
    tineke.press("Maak een team")
    visitor.fill("Naam van het team", "Publieksdienst najaar")
    visitor.fill("Wat willen jullie samen bereiken?", "Elke collega helpt een bezoeker met één app.")
    visitor.fill("Eerste dag", day(1))
    visitor.fill("Laatste dag", day(11))
    visitor.fill("Wie in het MT staat hierachter?", "Marit Smit")
    visitor.fill("Uren", "40")
    visitor.axe()
    tineke.press("Bewaar en ga verder met de Dingen")

    visitor.page.locator("#load").get_by_text("weken van 40 minuten").first.wait_for()
    tineke.choose("Derde ding", "can-do")
    handle = visitor.page.locator("[data-drag]").nth(2)
    first = visitor.page.locator("[data-row]").first
    box, target = handle.bounding_box(), first.bounding_box()
    visitor.page.mouse.move(box["x"] + 5, box["y"] + 10)
    visitor.page.mouse.down()
    visitor.page.mouse.move(box["x"] + 5, target["y"] + 4, steps=6)
    expect(first.locator("legend")).to_contain_text("Derde ding")
    visitor.page.mouse.up()
    tineke.clicks += 1
    tineke.press("Tweede ding één plek omhoog")
    visitor.axe()
    tineke.press("Bewaar en ga verder met het ritme")

    tineke.choose("Wanneer gaan de Dingen open", "elke week")
    visitor.axe()
    tineke.press("Bewaar en ga verder met de bijeenkomsten")
    visitor.sees("Wanneer komen jullie bij elkaar?")
    visitor.fill("Dag van de slotbijeenkomst", day(10))
    visitor.fill("Tijd", "15:30")
    visitor.axe()
    tineke.press("Bewaar en ga verder met de mensen")
    paste_and_start(tineke)
    assert tineke.clicks <= MOST
    assert tineke.seconds < MOST_SECONDS

    made = Cohort.objects.get(slug="publieksdienst-najaar")
    assert list(made.plan.values_list("ding__slug", "number", "weight")) == [
        ("derde-ding", 1, "can"),
        ("tweede-ding", 2, "must"),
        ("eerste-ding", 3, "must"),
    ]
    assert min(map(str, made.plan.values_list("opens_on", flat=True))) >= day(1)

    visitor.context.clear_cookies()
    again = Counting(visitor)
    log_in(again)
    again.press("Kopieer een team")
    again.press("Publieksdienst najaar")
    visitor.sees("Dit gaat mee")
    visitor.axe()
    visitor.fill("Naam van het nieuwe team", "Publieksdienst voorjaar")
    visitor.fill("Eerste dag", day(30))
    again.press("Kopieer en ga verder met de mensen")
    paste_and_start(again)
    assert again.clicks <= MOST_OF_A_COPY
    copied = Cohort.objects.get(slug="publieksdienst-voorjaar")
    assert (copied.starts_on.isoformat(), copied.ends_on.isoformat()) == (day(30), day(40))
    assert copied.plan.count() == 3
