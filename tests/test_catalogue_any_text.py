"""Any text at all survives the way out to files and in again."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings as hypothesis_settings, strategies as st

from dingen.actions import publish_revision
from dingen.catalogue import export_catalogue, import_catalogue, read_catalogue
from dingen.models import Ding, Programme, Theme
from dingen.texts import (
    Ancestor,
    AnswerText,
    Catalogue,
    Lesson,
    LessonText,
    LinkText,
    ProgrammeText,
    QuestionText,
    StepText,
    ThemeText,
)
from lib.text import clean

WORDS = st.text(max_size=80).map(lambda words: clean(words).strip("\n"))
LINE = st.text(min_size=1, max_size=40).map(lambda words: " ".join(clean(words).split())).filter(bool)
SLUG = st.from_regex(r"[a-z][a-z0-9]{1,8}", fullmatch=True)
ANSWERS = st.lists(
    st.builds(AnswerText, LINE, correct=st.just(value=True), why=LINE), min_size=1, max_size=3
).map(tuple)
TEXTS = st.builds(
    LessonText,
    body=WORDS.filter(bool),
    without_account=WORDS,
    steps=st.lists(
        st.builds(StepText, SLUG, st.just("kennismaken"), st.integers(1, 60), LINE, WORDS, LINE),
        min_size=1,
        max_size=4,
        unique_by=lambda step: step.key,
    ).map(tuple),
    questions=st.lists(st.builds(QuestionText, LINE, ANSWERS), max_size=2).map(tuple),
    share=WORDS,
    work=WORDS,
    links=st.lists(
        st.builds(LinkText, LINE, st.just("https://example.org/a"), st.just("en"), LINE), max_size=2
    ).map(tuple),
)


@pytest.mark.django_db
@hypothesis_settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=TEXTS,
    title=LINE,
    lineage=st.lists(st.builds(Ancestor, st.integers(1960, 2100), LINE, LINE), max_size=2),
)
def test_any_text_survives_out_and_in(tmp_path_factory, text, title, lineage):
    total = sum(step.minutes for step in text.steps)
    lineage = {(old.year, old.name): old for old in sorted(lineage, key=lambda old: old.year)}
    lesson = Lesson(
        "les", title, title, "begin", "lock", "published", "", (total, total, total), (title,),
        phone=False, sound=True, hand_in=title, reviewed_on=date(2026, 1, 1), review_by=date(2027, 1, 1),
        lineage=tuple(lineage.values()), text=text,
    )  # fmt: skip
    programme = ProgrammeText("proef", title, title, ("les",), text.body)
    folder = tmp_path_factory.mktemp("catalogue")
    write_by_hand(folder, Catalogue((ThemeText("begin", title),), (programme,), (lesson,)))

    import_catalogue(folder)
    export_catalogue(folder)

    assert read_catalogue(folder).lessons == (lesson,)
    assert read_catalogue(folder).programmes == (programme,)


def write_by_hand(folder, catalogue):
    """Put a lesson in the tables without a file, and let the export write it."""
    Programme.objects.all().delete()
    Ding.objects.update(revision=None, status="draft")
    Ding.objects.all().delete()
    Theme.objects.all().delete()
    (theme,), (programme,), (lesson,) = catalogue.themes, catalogue.programmes, catalogue.lessons
    row = Theme.objects.create(slug=theme.slug, title=theme.title)
    first, second, third = lesson.levels
    ding = Ding.objects.create(
        slug=lesson.slug, title=lesson.title, summary=lesson.summary, theme=row, icon=lesson.icon,
        minutes_kennismaken=first, minutes_doen=second, minutes_uitdaging=third, tools=list(lesson.tools),
        on_phone=lesson.phone, with_sound=lesson.sound,
        hand_in=lesson.hand_in, reviewed_on=lesson.reviewed_on, review_by=lesson.review_by,
    )  # fmt: skip
    publish_revision(ding=ding, words=lesson.text, by=None)
    Ding.objects.update(status="published")
    for old in lesson.lineage:
        ding.lineage.create(year=old.year, name=old.name, note=old.note)
    home = Programme.objects.create(
        slug=programme.slug, title=programme.title, summary=programme.summary, source=programme.body
    )
    home.items.create(ding=ding, number=1)
    export_catalogue(folder)
