"""Writing a lesson in a real browser: alone, with another editor, by keyboard, and without JavaScript."""

import re

import pytest

from dingen.models import Ding, WorkingCopy
from tests.editing import EDIT, editor, written

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rita(world):
    Ding.objects.get(slug="eerste-ding").revision.links.create(
        position=1, title="Uitleg", url="https://example.org/oud", why="Omdat."
    )
    return editor(world)


def is_saved(visitor):
    visitor.page.locator(".write-bar .saved", has_text="Bewaard").wait_for()


def test_an_editor_mends_a_step_and_a_link_and_it_saves_itself(visit, rita):
    desk = visit(rita, phone=False)
    desk.go(f"{EDIT}#links-1")
    desk.page.locator("#links-1 details[open]").wait_for()  # straight to the place to mend
    desk.page.get_by_label("Adres").fill("https://example.org/nieuw")
    desk.page.locator("#steps-2 summary").click()
    step = desk.page.locator("#steps-2")
    step.get_by_label("Wat iemand doet").fill("Doe dit nu anders.")
    step.get_by_label("Hoe", exact=False).first.fill("Met een **vet** woord.")
    is_saved(desk)

    lesson = written("eerste-ding")
    assert lesson.text.links[0].url == "https://example.org/nieuw"
    assert (lesson.text.steps[1].title, lesson.text.steps[1].key) == ("Doe dit nu anders.", "stap-2")
    assert step.locator("summary").inner_text().startswith("Doe dit nu anders.")
    live = desk.page.locator(".live-page")
    live.get_by_text("Doe dit nu anders.").wait_for()
    assert live.locator("strong", has_text="vet").count() == 1
    desk.axe()

    shown = words(desk.page.locator(".live-page article").inner_text())
    desk.page.get_by_role("button", name="Bewaar en bekijk").click()
    desk.page.get_by_role("link", name="Terug naar schrijven").wait_for()
    assert words(desk.page.locator("main article").inner_text()) == shown
    desk.axe()


def words(shown):
    return re.sub(r"\s+", " ", shown).strip()


def test_rows_move_come_and_go_by_keyboard(visit, rita):
    desk = visit(rita, phone=False)
    desk.go(EDIT)
    down = desk.page.get_by_role("button", name="Omlaag: Doe 1 van eerste-ding.")
    down.focus()
    desk.page.keyboard.press("Enter")
    assert down.evaluate("element => element === document.activeElement")
    assert "Staat nu op plek 2" in desk.page.locator("#announcer").inner_text()

    desk.page.get_by_role("button", name="Stap erbij").focus()
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type("Sluit af met koffie")
    is_saved(desk)
    keys = [step.key for step in written("eerste-ding").text.steps]
    assert keys == ["stap-2", "stap-1", "stap-3", "sluit-af-met-koffie"]

    desk.page.get_by_role("button", name="Verwijder: Doe 3 van eerste-ding.").focus()
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Enter")  # the focus is on "put it back"
    assert desk.page.locator("[data-rows=steps] > li").count() == 4
    desk.press("Bewaar")
    assert [step.key for step in written("eerste-ding").text.steps] == keys


def test_two_tabs_overwrite_nothing(visit, rita, world):
    first, second = visit(world["admin"], phone=False), visit(rita, phone=False)
    first.go(EDIT)
    second.go(EDIT)
    first.page.get_by_label("Titel").fill("Van Ada")
    first.page.get_by_label("Samenvatting").fill("Ada vat samen.")
    is_saved(first)

    second.page.get_by_label("Titel").fill("Van Rita")
    second.sees("Ada Bos bewaarde intussen ook.")
    second.press("Bewaar")
    second.sees("Ada Bos bewaarde deze les om")
    second.sees("Samenvatting")
    second.axe()
    assert written("eerste-ding").title == "Van Ada"
    assert second.page.get_by_label("Titel", exact=True).input_value() == "Van Rita"
    second.page.get_by_label("Neem die van Ada Bos").check()
    second.press("Bewaar")
    second.sees("Bewaard. Lezers zien er niets van")

    lesson = written("eerste-ding")
    assert (lesson.title, lesson.summary) == ("Van Ada", "Ada vat samen.")


def test_leaving_with_unsaved_work_asks_first(visit, rita):
    desk = visit(rita)
    desk.go(EDIT)
    asked = []
    desk.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.page.get_by_label("Titel").fill("Nog niet bewaard")
    desk.go("/dingen/")

    assert asked == ["beforeunload"]


def test_what_is_sent_while_it_saves_itself_is_no_clash(visit, rita):
    desk = visit(rita)
    desk.go(EDIT)
    desk.page.route("**/bewaar/", lambda route: (desk.page.wait_for_timeout(300), route.continue_()))
    desk.page.get_by_label("Titel").fill("Eerst dit")
    with desk.page.expect_request("**/bewaar/"):
        pass
    desk.page.get_by_label("Titel").fill("Toen dit")
    desk.press("Bewaar")
    desk.sees("Bewaard. Lezers zien er niets van")

    assert written("eerste-ding").title == "Toen dit"
    assert WorkingCopy.objects.get().version == 3


def test_a_picture_goes_into_the_text_with_its_words(visit, rita):
    Ding.objects.get(slug="eerste-ding").pictures.create(
        name="balie.png",
        stored_as="x.png",
        content_type="image/png",
        size=1,
        width=1,
        height=1,
        alt="Een balie.",
    )
    desk = visit(rita, phone=False)
    desk.go(EDIT)
    desk.page.locator("#tekst [data-pictures]").click()
    desk.page.get_by_role("dialog").wait_for()
    desk.press("Zet in de tekst")

    assert "![Een balie.](afbeeldingen/balie.png)" in desk.page.get_by_label("Tekst van de les").input_value()


def test_without_javascript_everything_is_there(visit, rita):
    phone = visit(rita, javascript=False)
    phone.go(EDIT)
    phone.page.get_by_label("Titel", exact=True).fill("Zonder script")
    phone.page.get_by_role("button", name="Omlaag: Doe 1 van eerste-ding.").click()
    assert phone.page.url.endswith(f"{EDIT}#steps-2")
    phone.press("Link erbij")
    phone.page.locator("#links-2").get_by_label("Naam van de pagina").fill("Nog een")
    phone.page.get_by_label("Titel", exact=True).press("Enter")  # saves, and moves no row

    lesson = written("eerste-ding")
    assert lesson.title == "Zonder script"
    assert [step.key for step in lesson.text.steps] == ["stap-2", "stap-1", "stap-3"]
    assert [link.title for link in lesson.text.links] == ["Uitleg", "Nog een"]


def test_the_form_is_calm_on_a_phone(visit, rita):
    phone = visit(rita)
    phone.go(EDIT)
    phone.axe()
    assert not phone.page.locator(".live").is_visible()
