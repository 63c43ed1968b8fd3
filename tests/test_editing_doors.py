"""An editor keeps the shared lessons and those of the own library; others do not exist for them."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from dingen.models import Ding
from tests.editing import EDIT, SAVE, editor, html, open_form


@pytest.mark.parametrize(("owner", "status"), [(None, 200), ("ours", 200), ("theirs", 404)])
@pytest.mark.parametrize("address", [EDIT, f"{EDIT}voorbeeld/"])
def test_whose_lesson_it_is_decides(as_, world, owner, status, address):
    editor(world)
    Ding.objects.filter(slug="eerste-ding").update(owner=getattr(world, owner) if owner else None)

    assert as_("rita").get(address).status_code == status


def test_a_lesson_of_another_library_cannot_be_saved(as_, world):
    editor(world)
    data = open_form(as_("rita"), "eerste-ding")
    Ding.objects.filter(slug="eerste-ding").update(owner=world.theirs)

    for address in (EDIT, SAVE):
        assert as_("rita").post(address, data | {"title": "Van mij"}).status_code == 404


def test_who_is_no_editor_any_more_saves_nothing(as_, world):
    rita = editor(world)
    data = open_form(as_("rita"), "eerste-ding")
    rita.memberships.all().delete()

    assert as_("rita").post(SAVE, data | {"title": "Nog even"}).status_code == 403


def test_a_lesson_that_does_not_exist_is_not_found(as_, world):
    assert as_("admin").get("/redactie/weg/").status_code == 404


def test_a_form_that_is_sent_after_the_session_ended_is_kept(as_, world):
    editor(world)
    client = as_("rita")
    data = open_form(client, "eerste-ding") | {"summary": "Dit raakt niet kwijt."}
    Session.objects.all().delete()

    assert client.post(EDIT, data).status_code == 302
    as_("rita")

    shown = html(client.get(reverse("accounts:typed_again")))
    assert "<p>Dit raakt niet kwijt.</p>" in shown
    assert '<blockquote class="typed"><p>{' not in shown  # our own marks are no words of hers
