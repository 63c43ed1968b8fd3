"""The page of an editor: what is typed is kept, finished or not."""

import json
from dataclasses import replace

import pytest
from django.utils import timezone

from dingen.forms import Sheet
from dingen.forms.rows import MOST_ROWS
from dingen.forms.sheet import data_of
from dingen.icons import ICONS
from dingen.models import CopyState, Ding, Theme, WorkingCopy
from dingen.texts import LinkText, StepText
from tests.editing import EDIT, LESSONS, SAVE, editor, html, open_form, sent, written


@pytest.fixture
def page(as_, world):
    editor(world)
    return as_("rita")


# --- The form -----------------------------------------------------------------------


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_a_lesson_goes_through_the_form_without_loss(db, lesson):
    Theme.objects.create(slug=lesson.theme, title=lesson.theme)

    sheet = Sheet(data_of(lesson), lesson)

    assert sheet.is_valid(), sheet.faults
    assert sheet.lesson() == lesson


def test_the_icons_are_those_of_the_lessons():
    assert set(ICONS) == {lesson.icon for lesson in LESSONS}


def test_the_page_shows_what_readers_see_now(page):
    shown = html(page.get(EDIT))

    assert 'value="Eerste ding"' in shown
    assert "## Waarom dit Ding?" in shown
    assert "Doe 3 van eerste-ding." in shown
    assert "<code>stap-2</code>" in shown


def test_saving_changes_the_copy_and_nothing_for_readers(page):
    data = open_form(page, "eerste-ding") | {
        "title": "  Een   ander Ding ",
        "tools": "computer, papier,",
        "sound": "on",
    }

    response = page.post(EDIT, data)

    assert (response.status_code, response.url) == (302, EDIT)
    lesson = written("eerste-ding")
    assert (lesson.title, lesson.tools, lesson.sound) == ("Een ander Ding", ("computer", "papier"), True)
    assert Ding.objects.get(slug="eerste-ding").title == "Eerste ding"


def test_an_unfinished_lesson_is_saved_and_says_what_is_missing(page):
    data = open_form(page, "eerste-ding") | {"title": "", "reviewed_on": "", "steps-1-minutes": ""}

    page.post(EDIT, data)

    lesson = written("eerste-ding")
    assert (lesson.title, lesson.reviewed_on, lesson.text.steps[0].minutes) == ("", None, 0)
    response = page.get(EDIT)
    assert [fault.anchor for fault in response.context["sheet"].faults] == [
        "id_title",
        "id_reviewed_on",
        "id_steps-1-minutes",
    ]
    assert "Nog 3 dingen te doen voor je kunt publiceren" in html(response)


@pytest.mark.parametrize(
    ("field", "value"),
    [("reviewed_on", "31-02-2026"), ("steps-1-minutes", "tien"), ("steps-1-level", "x"), ("theme", "weg")],
)
def test_what_cannot_be_kept_comes_back_with_everything(page, field, value):
    data = open_form(page, "eerste-ding") | {field: value, "summary": "Wat ik net typte."}

    response = page.post(EDIT, data)

    assert response.status_code == 422
    assert "Wat ik net typte." in html(response)
    assert [fault.anchor for fault in response.context["sheet"].faults] == [f"id_{field}"]
    assert WorkingCopy.objects.get().version == 1
    assert page.post(SAVE, data).status_code == 422


@pytest.mark.parametrize("gone", ["whole", "version", "copy"])
def test_half_a_form_is_refused(page, gone):
    data = open_form(page, "eerste-ding")
    del data[gone]

    assert page.post(EDIT, data).status_code == 400
    assert page.post(SAVE, data).status_code == 400
    assert WorkingCopy.objects.get().version == 1


def test_a_step_gets_a_key_from_its_title_and_keeps_it(page):
    data = open_form(page, "eerste-ding")
    data |= {
        "steps": ["1", "2", "3", "n1", "n2"],
        "steps-n1-title": "Kijk rond!",
        "steps-n2-title": "Kijk rond",
    }
    page.post(EDIT, data)
    keys = [step.key for step in written("eerste-ding").text.steps]
    assert keys == ["stap-1", "stap-2", "stap-3", "kijk-rond", "kijk-rond-2"]

    page.post(EDIT, open_form(page, "eerste-ding") | {"steps-4-title": "Heel anders"})

    assert [step.key for step in written("eerste-ding").text.steps] == keys


def test_minutes_are_counted_from_the_steps(page):
    page.post(EDIT, open_form(page, "eerste-ding") | {"steps-1-minutes": "40"})

    assert written("eerste-ding").levels == (40, 55, 70)


def test_a_question_keeps_the_answers_that_are_filled_in(page):
    data = open_form(page, "eerste-ding")
    answers = {"1-text": "Ja", "1-correct": "on", "1-why": "Daarom.", "2-text": "", "3-text": "Nee"}
    data |= {"questions": ["n1"], "questions-n1-question": "Werkt het?"}
    data |= {f"questions-n1-answers-{name}": value for name, value in answers.items()}

    page.post(EDIT, data)

    (question,) = written("eerste-ding").text.questions
    assert [(one.text, one.correct, one.why) for one in question.answers] == [
        ("Ja", True, "Daarom."),
        ("Nee", False, ""),
    ]


# --- Rows without JavaScript --------------------------------------------------------


@pytest.mark.parametrize(
    ("deed", "keys", "place"),
    [
        ("steps up 3", ["stap-1", "stap-3", "stap-2"], "steps-2"),
        ("steps up 1", ["stap-1", "stap-2", "stap-3"], "steps-1"),
        ("steps down 1", ["stap-2", "stap-1", "stap-3"], "steps-2"),
        ("steps down 3", ["stap-1", "stap-2", "stap-3"], "steps-3"),
        ("steps remove 2", ["stap-1", "stap-3"], "steps"),
        ("steps add", ["stap-1", "stap-2", "stap-3", ""], "steps-4"),
        ("steps up 99", ["stap-1", "stap-2", "stap-3"], "steps"),
        ("onzin up 1", ["stap-1", "stap-2", "stap-3"], ""),
        ("steps onzin 1", ["stap-1", "stap-2", "stap-3"], ""),
    ],
)
def test_a_button_of_a_row_saves_and_comes_back_to_its_place(page, deed, keys, place):
    data = open_form(page, "eerste-ding") | {"do": deed, "summary": "Net getypt."}

    response = page.post(EDIT, data)

    assert response.url == (f"{EDIT}#{place}" if place else EDIT)
    lesson = written("eerste-ding")
    assert [step.key for step in lesson.text.steps] == keys
    assert lesson.summary == "Net getypt."


def test_too_many_rows_are_refused_and_what_was_typed_stays(page):
    tokens = [str(number) for number in range(1, MOST_ROWS + 1)]
    data = open_form(page, "eerste-ding") | {"links": tokens, "links-1-title": "Bewaar mij"}

    response = page.post(EDIT, data | {"do": "links add"})

    assert response.status_code == 422
    assert f"Hier passen hooguit {MOST_ROWS} rijen." in html(response)
    assert "Bewaar mij" in html(response)


def test_years_stand_in_order(page):
    data = open_form(page, "eerste-ding") | {"lineage": ["a", "b"]}
    data |= {
        "lineage-a-year": "2009",
        "lineage-a-name": "WhatsApp",
        "lineage-b-year": "1999",
        "lineage-b-name": "MSN",
    }

    page.post(EDIT, data)

    assert [old.name for old in written("eerste-ding").lineage] == ["MSN", "WhatsApp"]


# --- Saving by itself ---------------------------------------------------------------


def test_autosave_answers_with_the_version_to_go_on_with(page):
    data = open_form(page, "eerste-ding") | {"title": "Getypt"}

    first = page.post(SAVE, data).json()
    second = page.post(SAVE, data | first | {"title": "Getypt en"}).json()

    assert (first["version"], second["version"]) == (2, 3)
    assert written("eerste-ding").title == "Getypt en"
    assert first["seen"] != second["seen"]


def test_autosave_of_the_same_text_changes_nothing(page):
    assert page.post(SAVE, open_form(page, "eerste-ding") | {"steps-1-minutes": "15"}).json()["version"] == 2
    assert page.post(SAVE, open_form(page, "eerste-ding")).json()["version"] == 2


def test_writing_takes_a_text_out_of_review(page):
    data = open_form(page, "eerste-ding")
    WorkingCopy.objects.update(state=CopyState.REVIEW)

    page.post(SAVE, data | {"title": "Toch anders"})

    assert WorkingCopy.objects.get().state == CopyState.EDITING


# --- Pictures and links -------------------------------------------------------------


def test_pictures_of_the_lesson_are_there_to_put_in_with_their_description(page):
    picture(Ding.objects.get(slug="eerste-ding"))

    assert "![Een balie.](afbeeldingen/balie.png)" in html(page.get(EDIT))


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("![Een balie.](afbeeldingen/balie.png)", []),
        ("![](afbeeldingen/balie.png)", ["id_body"]),
        ("![Een plein](afbeeldingen/plein.png)", ["id_body"]),
    ],
)
def test_a_picture_without_words_is_something_to_do(page, text, faults):
    picture(Ding.objects.get(slug="eerste-ding"))

    page.post(EDIT, open_form(page, "eerste-ding") | {"body": text})

    found = page.get(EDIT).context["sheet"].faults
    assert [fault.anchor for fault in found] == faults


def picture(ding):
    ding.pictures.create(
        name="balie.png",
        stored_as="x/balie.png",
        content_type="image/png",
        size=10,
        width=1,
        height=1,
        alt="Een balie.",
    )


def test_a_dead_link_is_marked_at_its_row(page):
    ding = Ding.objects.get(slug="eerste-ding")
    ding.revision.links.create(
        position=1,
        title="Weg",
        url="https://example.org/weg",
        state="dead",
        checked_at=timezone.now(),
        outcome="De pagina bestaat niet meer (404).",
    )

    assert "De pagina bestaat niet meer (404)." in html(page.get(EDIT))


# --- How much it asks ---------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_queries_of_the_form(page, rows, django_assert_num_queries):
    lesson = written_with(page, rows)
    assert len(lesson.text.links) == rows

    # however many rows: they are all in the working copy
    with django_assert_num_queries(8):
        page.get(EDIT)


def written_with(page, rows):
    data = open_form(page, "eerste-ding")
    lesson = written("eerste-ding")
    words = replace(
        lesson.text,
        links=tuple(LinkText(f"Link {n}", f"https://example.org/{n}", "nl", "") for n in range(rows)),
        steps=tuple(StepText(f"stap-{n}", "doen", 10, f"Stap {n}", "Doe *dit*.", "") for n in range(rows)),
    )
    data |= sent(replace(lesson, text=words))
    page.post(EDIT, data)
    return written("eerste-ding")


def test_marks_survive_a_round_trip(page):
    assert json.loads(open_form(page, "eerste-ding")["seen"])["title"]
