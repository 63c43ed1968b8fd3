"""Two editors at one lesson: what somebody wrote stands beside it, and nothing is overwritten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dingen.actions.publishing import publish
from dingen.models import Ding, WorkingCopy
from tests.editing import EDIT, SAVE, editor, html, open_form, sent, written


@pytest.fixture
def page(as_, world):
    editor(world)
    return as_("rita")


@pytest.fixture
def both(page, as_, world):
    """Rita and Ada have opened the form; Ada saves first."""

    def ada_saves(**changes):
        data = open_form(page, "eerste-ding")
        as_("admin").post(EDIT, data | changes)
        as_("rita")
        return data

    return ada_saves


def test_what_two_people_write_in_other_places_fits_together(page, both):
    data = both(title="Van Ada", **{"steps-2-title": "Stap van Ada"}) | {
        "summary": "Van Rita",
        "steps-1-title": "Stap van Rita",
    }

    response = page.post(EDIT, data)

    assert response.status_code == 409
    assert written("eerste-ding").summary == "Je leert eerste-ding."  # nothing saved before she looked
    shown = html(response)
    assert "Ada Bos bewaarde deze les" in shown
    assert response.context["meeting"].taken == ["Titel", "Stap: Stap van Ada"]
    assert response.context["meeting"].choices == []
    copy = response.context["copy"]
    again = sent(response.context["meeting"].lesson, copy, seen=response.context["seen"])
    assert page.post(EDIT, again).status_code == 302
    lesson = written("eerste-ding")
    assert (lesson.title, lesson.summary) == ("Van Ada", "Van Rita")
    assert [step.title for step in lesson.text.steps[:2]] == ["Stap van Rita", "Stap van Ada"]


@pytest.mark.parametrize(("choice", "title"), [("mine", "Van Rita"), ("theirs", "Van Ada")])
def test_where_both_wrote_one_chooses(page, both, choice, title):
    data = both(title="Van Ada") | {"title": "Van Rita"}

    response = page.post(EDIT, data)

    assert response.status_code == 409
    shown = html(response)
    assert "Van Ada" in shown
    assert 'value="Van Rita"' in shown  # still in the field
    assert "data-draft-url" not in shown  # nothing goes by itself before she chose
    again = sent(response.context["meeting"].lesson, response.context["copy"], seen=response.context["seen"])
    page.post(EDIT, again | {"take:title": choice})
    assert written("eerste-ding").title == title


def test_autosave_overwrites_nobody_and_says_who(page, both):
    data = both(title="Van Ada") | {"title": "Van Rita"}

    response = page.post(SAVE, data)

    assert response.status_code == 409
    assert response.json()["message"].startswith("Ada Bos bewaarde intussen ook.")
    assert written("eerste-ding").title == "Van Ada"


def test_a_row_that_one_removed_and_the_other_changed_is_asked_about(page, both):
    data = both(steps=["1", "3"]) | {"steps-2-title": "Toch nog anders"}

    response = page.post(EDIT, data)

    (choice,) = response.context["meeting"].choices
    assert (choice.name, choice.label, choice.theirs) == ("take:steps/stap-2", "Stap: Toch nog anders", None)
    again = sent(response.context["meeting"].lesson, response.context["copy"], seen=response.context["seen"])
    page.post(EDIT, again | {choice.name: "theirs"})
    assert [step.key for step in written("eerste-ding").text.steps] == ["stap-1", "stap-3"]


def test_a_form_without_marks_asks_about_everything_that_differs(page, both):
    data = both(title="Van Ada") | {"summary": "Van Rita", "seen": "geen json"}

    response = page.post(EDIT, data)

    assert [choice.label for choice in response.context["meeting"].choices] == ["Titel", "Samenvatting"]


def test_a_tab_from_before_a_publication_overwrites_nothing(page, world):
    ding = Ding.objects.get(slug="eerste-ding")
    data = open_form(page, "eerste-ding")
    page.post(EDIT, data | {"title": "Nieuw"})
    WorkingCopy.objects.update(base=ding.revision)
    publish(ding=ding, by=world["admin"])

    response = page.post(SAVE, data | {"title": "Oud tabblad"})

    assert response.status_code == 409
    assert written("eerste-ding").title == "Nieuw"


def test_somebody_who_is_busy_here_too_is_named(page, both, as_):
    both(title="Van Ada")

    assert "Ada Bos is hier ook bezig" in html(page.get(EDIT))
    assert "is hier ook bezig" not in html(as_("admin").get(EDIT))
    as_("rita")
    WorkingCopy.objects.update(edited_at=timezone.now() - timedelta(minutes=11))
    assert "is hier ook bezig" not in html(page.get(EDIT))
