"""A team talks: a photo from a phone, a question that helps who comes later, one mail with what is new."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from accounts.models import Capacity, User
from forum.models import Post, Topic
from lib import files
from notifications import digest
from tests.browser.conftest import link_in
from tests.forum import make_reply, make_topic, png_bytes
from tests.office import pdf

pytestmark = pytest.mark.django_db(transaction=True)

MONDAY = datetime(2026, 11, 23, 9, 5, tzinfo=ZoneInfo("Europe/Amsterdam"))
NEW = "/teams/lindenhof/forum/nieuw/?kind=talk"
PHOTO = {"name": "IMG 0001.png", "mimeType": "image/png", "buffer": png_bytes(1200, 900)}
GUIDE = {"name": "handleiding.pdf", "mimeType": "application/pdf", "buffer": pdf()}


def test_somebody_writes_with_a_photo_on_a_phone(visit, world):
    anna = visit(world["participant"])
    fingers = anna.context.new_cdp_session(anna.page)
    fingers.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    page = anna.go(NEW)
    anna.fill("Titel", "De nieuwe kast")
    anna.fill("Jouw tekst", "Kijk, hij **staat**.")
    anna.press("Voorbeeld")
    page.locator("#voorbeeld strong", has_text="staat").wait_for()
    page.get_by_text("Voeg foto's of bestanden toe").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Maak een foto").click()
    chooser.value.set_files(PHOTO)
    chosen = page.locator("[data-chosen] li")
    chosen.get_by_label("Wat is er te zien?").fill("Een kast met boeken over apps")
    anna.axe()
    anna.press("Plaats het bericht")

    anna.sees("De nieuwe kast")
    picture = page.get_by_role("img", name="Een kast met boeken over apps")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
    anna.axe()
    stored = Post.objects.get().attachments.get()
    assert stored.content_type.startswith("image/")
    assert b"IMG" not in files.read(stored.stored_as)
    assert Topic.objects.get().title == "De nieuwe kast"


def test_without_javascript_somebody_looks_first_and_posts_with_a_file(visit, world):
    anna = visit(world["participant"], javascript=False)
    page = anna.go(NEW)
    anna.fill("Titel", "Handleiding")
    anna.fill("Jouw tekst", "Dit is *handig*.")
    anna.press("Voorbeeld")

    page.locator("#voorbeeld em", has_text="handig").wait_for()
    assert not Topic.objects.exists()
    assert page.get_by_label("Titel").input_value() == "Handleiding"
    assert page.get_by_label("Jouw tekst").input_value() == "Dit is *handig*."

    page.get_by_text("Voeg foto's of bestanden toe").click()
    page.locator("input[name=files]").set_input_files(GUIDE)
    anna.press("Plaats het bericht")

    page.get_by_role("link", name="handleiding.pdf").wait_for()
    page.locator(".post-body em", has_text="handig").wait_for()
    assert files.read(Post.objects.get().attachments.get().stored_as) == pdf()


def test_a_question_is_solved_and_helps_who_reads_the_lesson_later(visit, world):
    lesson = "/teams/lindenhof/dingen/eerste-ding/"
    topic = make_topic(world, kind="question", title="Waar staat de knop?", ding=world.dingen[0])
    address = topic.get_absolute_url()

    hugo = visit(world["helper"])
    hugo.go("/teams/lindenhof/vraagbaak/")
    hugo.axe()
    hugo.press("Waar staat de knop?")
    hugo.press("Ik kijk mee")
    hugo.sees("Jij kijkt naar deze vraag.")
    hugo.fill("Jouw tekst", "Rechtsboven, Anna. Groet, Hugo")
    hugo.press("Plaats je reactie")
    hugo.page.locator(".post-body", has_text="Rechtsboven").wait_for()

    anna = visit(world["participant"])
    anna.go(address)
    anna.sees("Hugo Bakker kijkt mee")
    anna.page.get_by_label("Met een bedankje").fill("Gevonden, dank je!")
    anna.press("Dit is het antwoord")
    anna.sees("Gevonden, dank je!")
    anna.axe()

    tineke = visit(world["trainer"])
    tineke.go(address)
    tineke.press("Bewaar bij het Ding")
    tineke.sees("Haal de namen van mensen")
    tineke.axe()
    tineke.page.locator("[name=question]").fill("Waar staat de knop om te delen?")
    tineke.page.locator("[name=source]").fill("Rechtsboven, achter de **drie puntjes**.")
    tineke.press("Stuur naar de redactie")
    tineke.sees("Waar staat de knop?")

    piet = visit(world["other"])
    piet.go(lesson)
    assert piet.page.get_by_text("Eerder gevraagd").count() == 0

    eva = User.objects.create_user("eva@example.org", name="Eva Post")
    eva.memberships.create(organisation=world.ours, capacity=Capacity.EDITOR)
    editor = visit(eva, phone=False)
    editor.go("/redactie/antwoorden/")
    editor.axe()
    editor.press("Waar staat de knop om te delen?")
    editor.axe()
    editor.press("Bewaar bij het Ding")
    editor.sees("Het antwoord staat vanaf nu bij het Ding.")  # saved, before somebody reads the lesson

    for path in (lesson, "/dingen/meer/eerste-ding/"):
        piet.go(path)
        piet.page.get_by_text("Waar staat de knop om te delen?").click()
        piet.sees("drie puntjes")
        kept = piet.page.locator("section", has=piet.page.locator("#eerder-gevraagd"))
        assert not {"Anna", "Hugo", "Tineke", "Lindenhof"} & set(kept.inner_text().replace(",", " ").split())
        piet.axe()


def test_the_digest_has_exactly_the_new_things_and_then_nothing(visit, world):
    topic = make_topic(world, title="Koffie")
    make_reply(world, topic, source="Ik ook.")
    tea = make_topic(world, title="Thee")
    make_reply(world, tea, source="Met melk.")
    anna = visit(world["participant"])
    anna.go(topic.get_absolute_url())
    anna.sees("Ik ook.")

    assert tick() == (1, 1)
    assert tick() == tick(MONDAY.replace(day=24)) == (0, 0)
    [letter] = mail.outbox
    assert letter.to == ["anna@example.org"]
    assert "Thee" in letter.body
    assert "Koffie" not in letter.body

    anna.go(link_in(letter, "forum"))
    anna.sees("Met melk.")
    make_reply(world, tea, source="En suiker.")

    assert tick(MONDAY.replace(day=24, hour=10)) == (1, 1)
    assert tick(MONDAY.replace(day=25)) == (0, 0)
    assert len(mail.outbox) == 2
    assert mail.outbox[1].body.count("Thee") == 1


def tick(at=MONDAY):
    """Make and send the digests of this moment; return how many of each."""
    with time_machine.travel(at, tick=False):
        return digest.gather(), digest.deliver()
