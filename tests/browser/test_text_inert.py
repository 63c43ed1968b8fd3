"""Every payload through lib.text into a real browser without a policy: the HTML by itself does nothing."""

import json

import pytest
from playwright.sync_api import Error as PlaywrightError

from lib import text
from tests.inert import MAY, PICTURES
from tests.xss_corpus import PAYLOADS

SITE = "http://text.example"
ADDRESS = SITE + "/proef"
PATIENCE = 20_000  # milliseconds
PAGE = "<!doctype html><html lang=nl><meta charset=utf-8><title>x</title><body><main>{}</main></body></html>"
# What a hand, a mouse and a keyboard do to each element. A link is followed too; the site answers nothing.
PROVOKE = """() => {
  const kinds = `mouseover mouseenter mousemove mousedown mouseup click dblclick auxclick contextmenu
    pointerover pointerenter pointerdown pointerup touchstart focus focusin blur focusout keydown keyup
    keypress input change submit toggle scroll wheel copy paste drag drop load error animationstart
    animationend transitionend begin`.split(/\\s+/);
  for (const element of document.querySelectorAll('main, main *')) {
    for (const kind of kinds) element.dispatchEvent(new Event(kind, {bubbles: false, cancelable: true}));
    element.focus?.(); element.click?.(); element.blur?.();
  }
  return 'pwned' in window;
}"""
# Read the tree as this browser built it: what is not on the list, and every address as it would be followed.
READ = """(may) => [...document.querySelectorAll('main *')].flatMap((element) => {
  const tag = element.localName, wrong = [];
  if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml' || !(tag in may)) wrong.push(`<${tag}>`);
  for (const {name, value} of element.attributes)
    if (!(may[tag] || []).includes(name)) wrong.push(`<${tag} ${name}=${value}>`);
  for (const url of [element.href, element.src, element.action, element.formAction])
    if (typeof url === 'string' && url && !/^(https?|mailto|tel):/.test(url)) wrong.push(`address ${url}`);
  return wrong;
})"""


class Laboratory:
    """A page that tells what happens on it. Nothing leaves: the site has one page, and the rest is noted."""

    def __init__(self, browser):
        self.context = browser.new_context(service_workers="block")
        self.context.route("**/*", self.answer)
        self.found: list[str] = []
        self.html, self.reading = "", True
        self.page = self.clean_page()
        self.context.on("page", lambda page: self.found.append(f"window {page.url}"))

    def clean_page(self):
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("dialog", self.dialog)
        return page

    def dialog(self, dialog):
        self.found.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def answer(self, route):
        request = route.request
        own = request.is_navigation_request() and request.frame == self.page.main_frame
        if request.url == ADDRESS and own:
            route.fulfill(content_type="text/html; charset=utf-8", body=PAGE.format(self.html))
            return
        followed = own and not self.reading and request.url.startswith(("http://", "https://"))
        if not followed and not request.url.startswith(SITE + PICTURES):
            self.found.append(f"request {request.url}")
        route.fulfill(status=204)

    def tries(self, html: str) -> list[str]:
        """Open the HTML as a page, provoke it, and say what happened that should not have."""
        self.html, self.found, self.reading = html, [], True
        self.page.goto(ADDRESS)
        self.found += self.page.evaluate(READ, {tag: list(attributes) for tag, attributes in MAY.items()})
        self.reading = False
        for element in self.page.locator("main :is(a, img, [tabindex], [id])").all():
            if element.is_visible():
                element.hover(force=True, no_wait_after=True)
                element.click(force=True, no_wait_after=True)
            self.page.keyboard.press("Enter")
        if self.page.evaluate(PROVOKE):
            self.found.append("pwned")
        return self.leave()

    def leave(self) -> list[str]:
        """Go away, for what was still under way belongs to this page; a page that did something is closed."""
        try:
            if self.found:  # a link with a script is followed a moment after the click
                self.page.wait_for_timeout(300)
            else:
                self.page.goto("about:blank")
        except PlaywrightError as problem:  # a dialog that came while leaving holds the page
            self.found.append(f"stuck: {problem.message.splitlines()[0]}")
        found, self.found = self.found, []
        if found:
            old, self.page = self.page, self.clean_page()
            old.close()
        return found


@pytest.fixture(scope="module")
def laboratory(chromium):
    made = Laboratory(chromium)
    yield made
    made.context.close()


@pytest.mark.parametrize(
    ("html", "finding"),
    [
        ("<img src=x onerror=alert(1)>", "dialog 1"),
        ("<img src=x onerror=window.pwned=1>", "pwned"),
        ("<svg onload=alert(1)></svg>", "dialog 1"),
        ("<a href='javascript:alert(1)'>x</a>", "dialog 1"),
        ("<a href='javascript:alert(1)'>x</a>", "address javascript:alert(1)"),
        ("<p onmouseover=alert(1)>x</p>", "<p onmouseover=alert(1)>"),
        ("<a href=/ onfocus=window.pwned=1>x</a>", "pwned"),
        ("<img src=//evil.example/teller.png>", "request http://evil.example/teller.png"),
        ("<iframe src=//evil.example/></iframe>", "request http://evil.example/"),
        ("<link rel=stylesheet href=//evil.example/x.css>", "request http://evil.example/x.css"),
        ("<meta http-equiv=refresh content='0;url=//evil.example/'>", "<meta>"),
        ("<script>window.pwned=1</script>", "pwned"),
    ],
)
def test_laboratory_notices_what_is_not_inert(laboratory, html, finding):
    assert finding in laboratory.tries(html)


def test_payloads_are_inert_in_a_browser_without_a_policy(laboratory):
    lesson = {"lesson": True, "limit": text.LESSON, "pictures": PICTURES}
    pages = {text.render(payload, **options): payload for payload in PAYLOADS for options in ({}, lesson)}
    tried = [(payload, laboratory.tries(html)) for html, payload in pages.items()]
    wrong = [(payload, found) for payload, found in tried if found]
    assert wrong == [], json.dumps(wrong, indent=1)


def test_payloads_are_inert_as_plain_text_and_together(laboratory):
    assert laboratory.tries("\n".join(map(text.plain, PAYLOADS))) == []
