"""What keeps a lesson from being published, in words and at its place."""

from dataclasses import replace
from datetime import date

import pytest

from dingen.checks import Problem, problems
from dingen.texts import NOTHING_YET, Ancestor, AnswerText, LinkText, QuestionText, StepText
from tests.editing import LESSONS

LESSON = next(lesson for lesson in LESSONS if lesson.slug == "berichten-apps")
RIGHT, WRONG = AnswerText("Ja", correct=True, why=""), AnswerText("Nee", correct=False, why="")
STEP = StepText("kijk-rond", "doen", 10, "Kijk rond", "", "")
NEEDED = "Dit veld is nodig."


def fields(lesson, **kwargs):
    return [problem.field for problem in problems(lesson, **kwargs)]


def with_text(**parts):
    return replace(LESSON, text=replace(LESSON.text, **parts))


@pytest.mark.parametrize(
    "lesson", [one for one in LESSONS if one.status == "published"], ids=lambda one: one.slug
)
def test_the_catalogue_itself_has_no_problems(lesson):
    assert problems(lesson) == []


def test_an_empty_lesson_names_what_it_needs():
    empty = replace(
        LESSON, title="", summary="", theme="", icon="", reviewed_on=None, review_by=None, text=NOTHING_YET
    )

    assert problems(empty) == [
        *(Problem(name, NEEDED) for name in ("title", "summary", "theme", "icon")),
        Problem("reviewed_on", NEEDED),
        Problem("review_by", NEEDED),
        Problem("body", NEEDED),
        Problem("steps", "Een gepubliceerde les heeft stappen."),
    ]


@pytest.mark.parametrize(
    ("lesson", "field"),
    [
        (replace(LESSON, title="x" * 121), "title"),
        (replace(LESSON, summary="x" * 301), "summary"),
        (replace(LESSON, tools=("x" * 61,)), "tools"),
        (replace(LESSON, hand_in="x" * 201), "hand_in"),
        (replace(LESSON, review_by=LESSON.reviewed_on), "review_by"),
        (with_text(body="x" * 200_001), "body"),
        (with_text(share="> " * 13 + "diep"), "share"),
        (with_text(steps=(replace(STEP, title=""),)), "steps.1.title"),
        (with_text(steps=(replace(STEP, minutes=0),)), "steps.1.minutes"),
        (with_text(steps=(replace(STEP, minutes=1001),)), "steps.1.minutes"),
        (with_text(steps=(replace(STEP, key="Kijk rond"),)), "steps.1.key"),
        (with_text(steps=(replace(STEP, check="x" * 301),)), "steps.1.check"),
        (with_text(questions=(QuestionText("", (RIGHT,)),)), "questions.1.question"),
        (with_text(questions=(QuestionText("Kan het?", ()),)), "questions.1.answers"),
        (
            with_text(questions=(QuestionText("Kan het?", (WRONG,)),)),
            "questions.1.answers",
        ),
        (
            with_text(questions=(QuestionText("Kan het?", (replace(RIGHT, text=""),)),)),
            "questions.1.answers.1.text",
        ),
        (with_text(links=(LinkText("", "https://example.org/", "nl", ""),)), "links.1.title"),
        (with_text(links=(LinkText("Hier", "javascript:alert(1)", "nl", ""),)), "links.1.url"),
        (with_text(links=(LinkText("Hier", "", "nl", ""),)), "links.1.url"),
        (with_text(links=(LinkText("Hier", "https://example.org/", "NL!", ""),)), "links.1.language"),
        (replace(LESSON, lineage=(Ancestor(1066, "Hastings", ""),)), "lineage.1.year"),
        (replace(LESSON, lineage=(Ancestor(2004, "", ""),)), "lineage.1.name"),
    ],
)
def test_a_problem_is_named_at_its_field(lesson, field):
    assert fields(lesson) == [field]


def test_what_is_there_twice_is_named_at_both():
    twice = with_text(steps=(STEP, replace(STEP, title="Anders"), replace(STEP, key="derde")))
    again = replace(LESSON, lineage=(Ancestor(2004, "Hyves", ""), Ancestor(2004, "Hyves", "Nog eens")))

    assert problems(twice) == [
        Problem("steps.1.key", "kijk-rond staat er twee keer."),
        Problem("steps.2.key", "kijk-rond staat er twee keer."),
    ]
    assert fields(again) == ["lineage.1.name", "lineage.2.name"]


def test_a_picture_needs_a_description_and_has_to_be_there():
    bare = with_text(body="![](afbeeldingen/balie.webp)")
    named = with_text(steps=(replace(STEP, text="![Een balie](afbeeldingen/balie.webp)"),))

    assert fields(bare) == ["body"]
    assert fields(named) == []
    assert fields(named, pictures=["balie.webp"]) == []
    assert fields(named, pictures=[]) == ["steps.1.text"]


def test_dates_that_are_right_are_no_problem():
    assert problems(replace(LESSON, reviewed_on=date(2026, 1, 1), review_by=date(2026, 1, 2))) == []


def test_a_problem_knows_its_place_on_the_page():
    assert Problem("steps.2.title", "?").anchor == "id_steps-2-title"


def test_of_tools_it_is_said_which_is_too_long():
    reason = "“een telefoon met een…”: Hier passen hooguit 60 tekens."
    tools = ("papier", f"een telefoon met een {'heel ' * 10}groot scherm")

    assert problems(replace(LESSON, tools=tools)) == [Problem("tools", reason)]
