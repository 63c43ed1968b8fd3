"""A whole meeting on a real server: sixteen phones, a projector, a control page, and what goes wrong."""

import re

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import expect

from accounts.models import User
from home.demo import story
from tests.browser.conftest import DESK, PHONE, Visitor, session_of
from tests.browser.hall import Hall
from tests.browser.team import (
    APP,
    LIVESTREAM,
    PHOTOS,
    SCREENCASTS,
    T,
    a_team_at,  # noqa: F401 - a fixture
    reads,
)
from tests.browser.test_journey_closing import vote
from tests.browser.test_journey_deciding import ANSWERS, DECISION, declare_nothing, fill_in

LATE = "fatima"
FIRST_NAMES = [someone.email.partition("@")[0] for someone in story.PEOPLE]


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hall(team_at, tmp_path):
    """The demo at the day of its closing meeting; everybody is signed in already."""
    team_at("slot")
    sessions = {user.email.partition("@")[0]: session_of(user) for user in User.objects.all()}
    hall = Hall(tmp_path)
    hall.sessions = sessions
    yield hall
    hall.stop()


@pytest.fixture
def enter(chromium, hall):
    """`enter("mira")` opens a phone on which Mira is signed in."""
    opened, wrong = [], []

    def come_in(first: str, *, phone: bool = True) -> Visitor:
        context = chromium.new_context(viewport=PHONE if phone else DESK, locale="nl-NL")
        key = {"name": django_settings.SESSION_COOKIE_NAME, "value": hall.sessions[first], "url": hall.site}
        context.add_cookies([key])
        visitor = Visitor(context, context.new_page(), hall.site)
        visitor.page.set_default_timeout(15_000)
        visitor.page.on("pageerror", lambda error: wrong.append(error))  # noqa: PLW0108
        opened.append(context)
        return visitor

    yield come_in
    for context in opened:
        context.close()
    assert wrong == []


def sure(trainer: Visitor, button: str) -> None:
    trainer.page.get_by_role("button", name=button, exact=True).click()
    trainer.press(f"Ja: {button}")


def own(phone: Visitor) -> str:
    """The title on the paper that this person cannot choose."""
    return phone.page.locator("label.vote:has(input:disabled) .vote-title").inner_text()


def asks_for_a_tip(phone: Visitor) -> bool:
    """Whether this is no member of the group that stands there; waits until the phone has followed."""
    mine = phone.page.get_by_text("De tips zijn voor jullie.")
    words = phone.page.get_by_label("Jouw woorden")
    mine.or_(words).first.wait_for()
    return words.count() > 0


def test_meeting_of_sixteen_phones_to_the_pulse(hall, enter):
    trainer, screen = enter("tineke", phone=False), enter("tineke", phone=False)
    trainer.go(f"{T}/slot/")
    screen.go(f"{T}/slot/scherm/")
    phones = {first: enter(first) for first in FIRST_NAMES if first != LATE}
    for phone in phones.values():
        phone.go(f"{T}/slot/mee/")
        reads(phone, "Welkom")
    assert len(phones) == 15

    # A phone that lay there for long: its ticket ran out, and comes back new without a touch.
    lying = phones["mira"].page.locator("#scene")
    lying.evaluate("it => { it.dataset.pollUrl = it.dataset.pollUrl.replace(/ticket=.*/, 'ticket=old') }")
    expect(lying).not_to_have_attribute("data-poll-url", re.compile("ticket=old"), timeout=15_000)

    # The first pitch: everybody follows without touching anything; the projector is started again.
    trainer.press("Start de eerste pitch")
    first = trainer.page.locator(".now h2").inner_text()
    for visitor in (screen, *phones.values()):
        reads(visitor, first)
    screen.page.reload()
    reads(screen, first)
    expect(screen.page.locator("[data-phase='calm'] .phase-calm")).to_be_visible()
    trainer.press("Vraag om tips")
    guest = next(phone for phone in phones.values() if asks_for_a_tip(phone))
    guest.page.get_by_label("tip", exact=True).check()
    guest.fill("Jouw woorden", "Vraag het eerst aan de balie.")
    guest.press("Verstuur")
    guest.sees("Verstuurd. De groep antwoordt in het plan.")
    expect(screen.page.get_by_text("1 verstuurd tot nu toe")).to_be_visible(timeout=15_000)

    # A worker dies, and the trainer goes on with another device.
    hall.kill_a_worker()
    pocket = enter("tineke")
    pocket.go(f"{T}/slot/")
    for _pitch in range(3):
        pocket.press("Naar de volgende pitch")
        pocket.press("Vraag om tips")
    last = pocket.page.locator("li.running strong").inner_text()
    expect(trainer.page.locator("li.running strong")).to_have_text(last, timeout=15_000)  # the laptop follows
    trainer.sees("Laatst ingedrukt: “Vraag om tips”")
    trainer.press("Toon de afspraken op het scherm")
    reads(screen, "Zo gaat de stemming")
    pocket.sees("Laatst ingedrukt: “Toon de afspraken”")  # a page that still moves closes what was unfolded
    sure(pocket, "Open de stemming")
    reads(screen, "Stem nu")

    # Sixteen votes; half-way a worker dies again, and somebody comes in late.
    words, chosen = {}, {}
    for number, (first, phone) in enumerate(phones.items()):
        if number == 7:
            hall.kill_a_worker()
            phones_late = enter(LATE)
            phones_late.go(f"{T}/slot/mee/")
        reads(phone, "Jouw stem")
        chosen[first] = APP if own(phone) != APP else PHOTOS
        words[first] = vote(phone, chosen[first])
    chosen[LATE] = APP if own(phones_late) != APP else PHOTOS
    words[LATE] = vote(phones_late, chosen[LATE])
    again = enter("mira")  # her other device
    again.go(f"{T}/slot/mee/stem/")
    again.sees("Je hebt al gestemd.")
    expect(screen.page.get_by_text("16 van 16 gestemd")).to_be_visible(timeout=15_000)

    # The result, step by step.
    sure(pocket, "Sluit de stemming")
    pocket.press("Toon de volgende stap")
    reads(screen, "16 van 16 gestemd")
    assert APP not in screen.page.locator("main").inner_text()
    while pocket.page.get_by_role("button", name="Toon de volgende stap").count():
        pocket.press("Toon de volgende stap")
    winner = f"{APP} heeft de meeste stemmen."
    for visitor in (screen, phones["mira"], phones_late):
        reads(visitor, winner)

    # The minutes: everybody's word is there once, with what they chose.
    mira = phones["mira"]
    mira.go(f"{T}/slot/verslag/")
    mira.sees("We telden net opnieuw")
    published = [text.lower() for text in mira.page.locator(".receipts li").all_inner_texts()]
    assert sorted(published) == sorted(f"{words[first]}: {chosen[first].lower()}" for first in words)

    # The MT decides, and thirty days later the group says how it is going.
    marit = enter("marit")
    marit.go(f"{T}/mt/")
    marit.press("Antwoorden")
    declare_nothing(marit)
    marit.press("Besluiten")
    fill_in(marit, DECISION | ANSWERS)
    marit.press("Neem dit besluit")
    reads(marit, f"{APP} krijgt ruimte")
    hall.thirty_days_later()
    owner = phones[next(first for first in words if chosen[first] == PHOTOS)]
    owner.go(f"{T}/pilot/30-dagen/")
    owner.page.get_by_label("Het loopt").check()
    owner.fill("Eén zin", "Klanten appen ons elke dag.")
    owner.press("Bewaar")
    phones["mira"].go(f"{T}/pilot/")
    phones["mira"].sees("Klanten appen ons elke dag.")
    assert {SCREENCASTS, LIVESTREAM} & set(chosen.values()) == set()
