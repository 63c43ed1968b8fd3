"""What an editor sees beforehand is what readers get."""

import re
from dataclasses import replace

import pytest

from dingen.actions.publishing import publish
from dingen.models import Ding, WorkingCopy
from tests.conftest import make_ding
from tests.editing import EDIT, LESSONS, editor, html, open_form, sent


@pytest.fixture
def page(as_, world):
    editor(world)
    return as_("rita")


def test_the_preview_shows_what_is_typed_and_keeps_nothing(page):
    data = open_form(page, "eerste-ding") | {"title": "Nog niet", "body": "Een **vet** woord."}

    piece = html(page.post(f"{EDIT}voorbeeld/", data, headers={"HX-Request": "true"}))
    whole = html(page.post(f"{EDIT}voorbeeld/", data))

    assert "<h1>Nog niet</h1>" in piece
    assert "<strong>vet</strong>" in piece
    assert "<html" not in piece
    assert piece.strip() in whole
    assert WorkingCopy.objects.get().version == 1
    assert "<h1>Nog niet</h1>" not in html(page.get(f"{EDIT}voorbeeld/"))


def test_the_preview_is_the_page(page, world):
    ding = Ding.objects.get(slug="eerste-ding")
    lesson = next(one for one in LESSONS if one.slug == "berichten-apps")
    data = sent(replace(lesson, theme=ding.theme.slug)) | open_form(page, "eerste-ding")
    data |= sent(replace(lesson, slug=ding.slug, theme=ding.theme.slug))
    page.post(EDIT, data)
    old = make_ding("msn-messenger", ding.theme, successor=ding)
    old.lineage.create(year=1999, name="MSN Messenger")
    Ding.objects.filter(pk=old.pk).update(status="retired", title="MSN Messenger")
    preview = html(page.get(f"{EDIT}voorbeeld/"))
    publish(ding=ding, by=world["admin"])

    real = html(page.get("/dingen/proef/eerste-ding/"))

    def body(shown):
        lesson = shown[shown.index("<article>") : shown.index("</aside>")]
        assert "1999" in lesson
        return re.sub(r'<p class="actions no-print">.*?</p>', "", lesson, flags=re.DOTALL).split()

    assert body(preview) == body(real)


def test_a_preview_of_rubbish_still_shows_the_rest(page):
    data = open_form(page, "eerste-ding") | {"reviewed_on": "gisteren", "title": "Toch te zien"}

    assert "<h1>Toch te zien</h1>" in html(page.post(f"{EDIT}voorbeeld/", data))


def test_save_and_look_goes_to_the_preview(page):
    response = page.post(EDIT, open_form(page, "eerste-ding") | {"do": "preview", "title": "Bekijk mij"})

    assert response.url == f"{EDIT}voorbeeld/"
    assert "<h1>Bekijk mij</h1>" in html(page.get(response.url))
