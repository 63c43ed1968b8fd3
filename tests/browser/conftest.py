"""A real browser on a real server. Any Chromium on the path will do."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    TimeoutError as PlaywrightTimeout,
    sync_playwright,
)

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # No page of ours needs another site; the player of a video must not reach one from a test.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
]
# The first opens no windows of its own: a third of the work for the same pages.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

# These look at pages, which are the same on both databases; the journeys run on each.
LOOKS = {"test_editing", "test_lessons", "test_pages", "test_text_inert", "test_text_video"}


def pytest_collection_modifyitems(items):
    again = pytest.mark.skip("looked at with SQLite: the page does not depend on the database")
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            if item.path.stem in LOOKS and connection.vendor == "postgresql":
                item.add_marker(again)
    # The slow ones first, so that no worker is left alone with them at the end.
    items.sort(key=lambda item: "tests/browser/" not in item.path.as_posix())


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        pytest.fail("The browser tests need Chromium: install it, or name it in CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody with a browser of their own: a context with its cookies, and one page."""

    context: BrowserContext
    page: Page
    site: str

    def go(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page

    def press(self, name: str) -> None:
        """Press the button with exactly this name, or else the link, and wait for what comes."""
        button = self.page.get_by_role("button", name=name, exact=True)
        link = self.page.get_by_role("link", name=name, exact=True)
        self.appears(button.or_(link).first, name)
        (button if button.count() else link).first.click()
        self.page.wait_for_load_state()

    def fill(self, label: str, value: str) -> None:
        """Type in the field with exactly this label, or else in the first that has these words."""
        exact = self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*(\(mag leeg\))?\s*$"))
        (exact if exact.count() else self.page.get_by_label(label)).first.fill(value)

    def sees(self, words: str) -> None:
        self.appears(self.page.get_by_text(words).first, words)

    def appears(self, what: Locator, name: str) -> None:
        """Wait until it shows; when it does not, say what the page shows instead."""
        try:
            what.wait_for()
        except PlaywrightTimeout:
            shown = self.page.locator("body").inner_text()
            raise AssertionError(f"“{name}” is not on {self.page.url}, but:\n{shown}") from None

    def axe(self) -> None:
        """Assert that axe finds nothing, in light and in dark, and that nothing sticks out sideways."""
        self.page.evaluate(AXE.read_text())
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            result = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            broken = result["violations"]
            found = [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in broken]
            assert found == [], f"{scheme} {self.page.url}"
        self.page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} pixels too wide"


@pytest.fixture
def visit(chromium, live_server, settings):
    """`visit(user, phone=True)` opens a browser, signed in when a user is given."""
    settings.SITE_URL = live_server.url
    opened, wrong = [], []

    def open_browser(user=None, *, phone: bool = True, javascript: bool = True) -> Visitor:
        context = chromium.new_context(
            viewport=PHONE if phone else DESK,
            locale="nl-NL",
            java_script_enabled=javascript,
        )
        if user is not None:
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": live_server.url}]
            )
        visitor = Visitor(context, context.new_page(), live_server.url)
        visitor.page.set_default_timeout(8000)
        visitor.page.on("pageerror", lambda error: wrong.append(error))  # noqa: PLW0108 - a bound method has no room
        visitor.page.on("console", lambda message: message.type == "error" and wrong.append(message.text))
        opened.append(context)
        return visitor

    yield open_browser
    for context in opened:
        context.close()
    # A refused script or style, or an exception, is a defect; a page that says 4xx on purpose is not.
    assert [text for text in map(str, wrong) if "Failed to load resource" not in text] == []


def session_of(user) -> str:
    """Sign somebody in on the server and return the key of the session."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def last_mail(address: str):
    """Return the newest message to an address."""
    return [message for message in mail.outbox if address in message.to][-1]


def code_in(message) -> str:
    """Return the log-in code that somebody would read in this message."""
    return re.search(r"(?m)^\s*([0-9]{4} [0-9]{4})\s*$", message.body).group(1)


def link_in(message, word: str) -> str:
    """Return the path of the first link in this message with the word in it."""
    return re.search(rf"https?://[^/\s]+(/\S*{word}\S*)", message.body).group(1)
