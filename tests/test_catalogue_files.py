"""The catalogue as files: in, out, and what is wrong with them."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings as hypothesis_settings, strategies as st

from accounts.models import Organisation
from dingen.actions import publish_revision
from dingen.catalogue import (
    CatalogueError,
    export_catalogue,
    import_catalogue,
    read_catalogue,
    storing,
)
from dingen.models import MEER, Ding, Programme, Revision, Theme
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

FIXTURES = settings.BASE_DIR / "fixtures" / "catalogue"

LESSON = """\
---
slug: les
title: Een les
summary: Je leert een les.
theme: begin
icon: lock
status: published
levels: {kennismaken: 5, doen: 15, uitdaging: 15}
tools: [computer]
phone: false
sound: true
hand_in: ""
reviewed_on: 2026-11-01
review_by: 2027-11-01
lineage:
  - {year: 2006, name: Weblog, note: ""}
without_account: ""
steps:
  - key: kijk
    level: kennismaken
    minutes: 5
    title: Kijk rond
    text: ""
    check: ""
  - key: doe
    level: doen
    minutes: 10
    title: Doe het
    text: |
      Met **kracht**.
    check: Het werkt.
questions:
  - question: Werkt het?
    answers:
      - {text: Ja, correct: true, why: Gezien.}
      - {text: Nee, correct: false, why: Kijk nog eens.}
share: Vertel het.
work: Wat doe je morgen?
links:
  - {title: Uitleg, url: "https://example.org/", language: nl, why: ""}
---
## Waarom dit Ding?

Daarom.
"""
PROGRAMME = """\
---
slug: proef
title: Proef
summary: Een proef.
items: [les]
---
Zo werkt het.
"""


@pytest.fixture
def folder(tmp_path):
    """A catalogue of one theme, one programme and one lesson."""
    (tmp_path / "dingen").mkdir()
    (tmp_path / "programmes").mkdir()
    (tmp_path / "themes.yaml").write_text("- {slug: begin, title: Begin}\n")
    (tmp_path / "programmes" / "proef.md").write_text(PROGRAMME)
    (tmp_path / "dingen" / "les.md").write_text(LESSON)
    return tmp_path


def change(folder, name, old, new):
    path = folder / name
    source = path.read_text()
    assert old in source
    path.write_text(source.replace(old, new))


def tables():
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Theme, Programme, Ding, Revision)
    }


# --- In and out ---------------------------------------------------------------------


@pytest.mark.django_db
def test_import_fills_the_tables(folder):
    report = import_catalogue(folder)

    ding = Ding.objects.get()
    assert (report.new, report.changed, report.revised) == (["les", "proef"], [], [])
    assert (ding.title, ding.theme.title, ding.status, ding.shelf) == (
        "Een les",
        "Begin",
        "published",
        "proef",
    )
    assert (ding.revision.number, ding.revision.html) == (
        1,
        "<h2>Waarom dit Ding?</h2>\n<p>Daarom.</p>",
    )
    assert [(step.key, step.minutes, step.html) for step in ding.revision.steps.all()] == [
        ("kijk", 5, ""),
        ("doe", 10, "<p>Met <strong>kracht</strong>.</p>"),
    ]
    assert ding.revision.questions.get().answers == [
        {"text": "Ja", "correct": True, "why": "Gezien."},
        {"text": "Nee", "correct": False, "why": "Kijk nog eens."},
    ]
    assert ding.revision.links.get().url == "https://example.org/"
    assert Programme.objects.get().html == "<p>Zo werkt het.</p>"


@pytest.mark.django_db
def test_importing_twice_changes_nothing(folder):
    import_catalogue(folder)
    before = tables()

    report = import_catalogue(folder)

    assert (report.new, report.changed, report.revised) == ([], [], [])
    assert tables() == before


@pytest.mark.django_db
def test_a_new_text_makes_a_new_revision(folder):
    import_catalogue(folder)
    change(folder, "dingen/les.md", "Daarom.", "Omdat het helpt.")

    report = import_catalogue(folder)

    ding = Ding.objects.get()
    assert (report.changed, report.revised) == (["les"], ["les"])
    assert (ding.revision.number, ding.revision.source) == (2, "## Waarom dit Ding?\n\nOmdat het helpt.")
    assert ding.revisions.get(number=1).source == "## Waarom dit Ding?\n\nDaarom."


@pytest.mark.django_db
def test_a_new_title_keeps_the_revision(folder):
    import_catalogue(folder)
    change(folder, "dingen/les.md", "title: Een les", "title: De les")
    change(folder, "dingen/les.md", "year: 2006", "year: 2007")

    report = import_catalogue(folder)

    ding = Ding.objects.get()
    assert (report.changed, report.revised) == (["les"], [])
    assert (ding.title, ding.revision.number, ding.lineage.get().year) == ("De les", 1, 2007)


@pytest.mark.django_db
def test_a_programme_that_changed_is_renumbered(folder):
    import_catalogue(folder)
    (folder / "dingen" / "tweede.md").write_text(LESSON.replace("slug: les", "slug: tweede"))
    change(folder, "programmes/proef.md", "[les]", "[tweede, les]")

    report = import_catalogue(folder)

    assert (report.new, report.changed) == (["tweede"], ["proef"])
    items = Programme.objects.get().items.values_list("number", "ding__slug")
    assert list(items) == [(1, "tweede"), (2, "les")]


@pytest.mark.django_db
def test_what_leaves_a_programme_gets_another_address(folder):
    import_catalogue(folder)
    assert Ding.objects.get().get_absolute_url() == "/dingen/proef/les/"
    change(folder, "programmes/proef.md", "[les]", "[]")

    import_catalogue(folder)

    assert Ding.objects.get().shelf == MEER
    assert Ding.objects.get().get_absolute_url() == "/dingen/meer/les/"


@pytest.mark.django_db
def test_a_ding_in_two_programmes_lives_in_the_first(folder):
    (folder / "programmes" / "ander.md").write_text(PROGRAMME.replace("slug: proef", "slug: ander"))

    import_catalogue(folder)

    assert Ding.objects.get().shelf == "ander"


@pytest.mark.django_db
def test_a_retired_lesson_names_its_successor(folder):
    old = LESSON.replace("slug: les", "slug: oud").replace(
        "status: published", "status: retired\nsuccessor: les"
    )
    (folder / "dingen" / "oud.md").write_text(old)

    import_catalogue(folder)

    assert Ding.objects.get(slug="oud").successor == Ding.objects.get(slug="les")


@pytest.mark.django_db
def test_a_draft_is_imported_and_stays_out_of_sight(folder):
    change(folder, "dingen/les.md", "status: published", "status: draft")

    import_catalogue(folder)

    assert Ding.objects.readable().count() == 0
    assert Ding.objects.get().status == "draft"


@pytest.mark.django_db
def test_every_lesson_of_ours_survives_out_and_in(tmp_path):
    import_catalogue(FIXTURES)

    export_catalogue(tmp_path)

    assert read_catalogue(tmp_path) == read_catalogue(FIXTURES)
    before = tables()
    report = import_catalogue(tmp_path)
    assert (report.new, report.changed) == ([], [])
    assert tables() == before


@pytest.mark.django_db
def test_export_leaves_out_what_belongs_to_one_library(folder, tmp_path):
    import_catalogue(folder)
    ours = Organisation.objects.create(name="Bibliotheek Lindenhof", slug="lindenhof")
    Ding.objects.update(owner=ours)
    out = tmp_path / "out"

    export_catalogue(out)

    assert [path.name for path in sorted(out.rglob("*.*"))] == ["proef.md", "themes.yaml"]


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


# --- What is wrong ------------------------------------------------------------------


def edit(name, old, new):
    return lambda folder: change(folder, name, old, new)


def bytes_in(name, data):
    return lambda folder: (folder / name).write_bytes(data)


LES = "dingen/les.md"
BROKEN = {
    "not utf-8": (bytes_in(LES, b"\xff\xfe"), [(LES, 1, "bestand")]),
    "too long": (bytes_in(LES, b"a" * 400_001), [(LES, 1, "bestand")]),
    "no fences": (bytes_in(LES, b"slug: les\n"), [(LES, 1, "bestand")]),
    "not yaml": (edit(LES, "title: Een les", "title: [Een les"), [(LES, 4, "bestand")]),
    "too deep for yaml": (edit(LES, "tools: [computer]", f"tools: {'[' * 5000}"), [(LES, 1, "bestand")]),
    "a reference": (edit(LES, "title: Een les", "title: &t Een les\nhand_in: *t"), [(LES, 4, "bestand")]),
    "not fields": (edit(LES, LESSON, "---\n- een\n- twee\n---\nTekst\n"), None),
    "an empty front": (edit(LES, LESSON, "---\n\n---\nTekst\n"), None),
    "a field twice": (edit(LES, "icon: lock", "icon: lock\nicon: key"), [(LES, 7, "icon")]),
    "an unknown field": (edit(LES, "icon: lock", "icon: lock\nkleur: blauw"), [(LES, 7, "kleur")]),
    "a field is missing": (edit(LES, "summary: Je leert een les.\n", ""), [(LES, 2, "summary")]),
    "an empty field": (edit(LES, "title: Een les", 'title: ""'), [(LES, 3, "title")]),
    "a number for a text": (edit(LES, "title: Een les", "title: 2012"), [(LES, 3, "title")]),
    "a text too long": (edit(LES, "Een les", "Een les" * 30), [(LES, 3, "title")]),
    "a slug with capitals": (edit(LES, "icon: lock", "icon: Lock Me"), [(LES, 6, "icon")]),
    "a slug unlike the file": (edit(LES, "slug: les", "slug: andere"), [(LES, 2, "slug")]),
    "an unknown theme": (edit(LES, "theme: begin", "theme: einde"), [(LES, 5, "theme")]),
    "an unknown status": (edit(LES, "status: published", "status: af"), [(LES, 7, "status")]),
    "no minutes": (edit(LES, "minutes: 10", "minutes: 0"), None),
    "minutes in words": (edit(LES, "minutes: 10", "minutes: tien"), None),
    "minutes as yes": (edit(LES, "minutes: 5", "minutes: true"), None),
    "levels that are no fields": (
        edit(LES, "{kennismaken: 5, doen: 15, uitdaging: 15}", "[5, 15, 15]"),
        None,
    ),
    "levels that shrink": (edit(LES, "doen: 15, uitdaging: 15", "doen: 15, uitdaging: 10"), None),
    "minutes that do not add up": (
        edit(LES, "kennismaken: 5,", "kennismaken: 6,"),
        [(LES, 8, "levels.kennismaken")],
    ),
    "no such date": (
        edit(LES, "2026-11-01", "2026-02-30"),
        [(LES, 13, "reviewed_on"), (LES, 13, "reviewed_on")],
    ),
    "a date and an hour": (edit(LES, "2026-11-01", "2026-11-01 10:00:00"), [(LES, 13, "reviewed_on")]),
    "a review before the check": (edit(LES, "2027-11-01", "2025-11-01"), [(LES, 14, "review_by")]),
    "words that are no words": (edit(LES, "[computer]", "[1, 2]"), [(LES, 9, "tools")]),
    "a list that is none": (edit(LES, "[computer]", "computer"), [(LES, 9, "tools")]),
    "lineage twice": (
        edit(LES, "  - {year: 2006", '  - {year: 2006, name: Weblog, note: "x"}\n  - {year: 2006'),
        [(LES, 15, "lineage")],
    ),
    "a year before computers": (edit(LES, "year: 2006", "year: 1850"), [(LES, 16, "lineage.1.year")]),
    "steps that are no groups": (
        edit(LES, "  - key: kijk\n", "  - los\n  - key: kijk\n"),
        [(LES, 19, "steps.1")],
    ),
    "a step twice": (edit(LES, "key: doe", "key: kijk"), [(LES, 18, "steps")]),
    "no steps": (edit(LES, LESSON[LESSON.index("steps:") : LESSON.index("questions:")], ""), None),
    "no answer is right": (edit(LES, "correct: true", "correct: false"), [(LES, 34, "questions.1.answers")]),
    "an answer neither right nor wrong": (edit(LES, "correct: false", "correct: misschien"), None),
    "a link to a script": (
        edit(LES, "https://example.org/", "javascript:alert(1)"),
        [(LES, 40, "links.1.url")],
    ),
    "a body of a script": (edit(LES, "Daarom.", "> " * 40), [(LES, 42, "tekst")]),
    "a text nested too deep": (edit(LES, "Met **kracht**.", "> " * 40), [(LES, 29, "steps.2.text")]),
    "no body": (edit(LES, "## Waarom dit Ding?\n\nDaarom.\n", "\n"), [(LES, 7, "status")]),
    "no such successor": (edit(LES, "icon: lock", "icon: lock\nsuccessor: weg"), [(LES, 7, "successor")]),
    "its own successor": (edit(LES, "icon: lock", "icon: lock\nsuccessor: les"), [(LES, 7, "successor")]),
    "a programme with unknown lessons": (
        edit("programmes/proef.md", "[les]", "[les, weg, les]"),
        [("programmes/proef.md", 5, "items"), ("programmes/proef.md", 5, "items")],
    ),
    "a programme called meer": (
        lambda folder: (folder / "programmes" / "meer.md").write_text(
            PROGRAMME.replace("slug: proef", "slug: meer")
        ),
        [("programmes/meer.md", 2, "slug")],
    ),
    "no themes": (lambda folder: (folder / "themes.yaml").unlink(), [("themes.yaml", 1, "bestand")]),
    "themes that are no list": (bytes_in("themes.yaml", b"slug: begin\n"), None),
    "a theme twice": (
        bytes_in("themes.yaml", b"- {slug: begin, title: B}\n" * 2),
        [("themes.yaml", 2, "2.slug")],
    ),
    "a theme too much": (
        bytes_in("themes.yaml", b"- {slug: begin, title: B, kleur: x}\n"),
        [("themes.yaml", 1, "1.kleur")],
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_says_where_and_changes_nothing(folder, name):
    import_catalogue(folder)
    before = tables()
    shutil.copytree(folder, folder / "old")
    breaks, places = BROKEN[name]
    (folder / "dingen" / "nieuw.md").write_text(LESSON.replace("slug: les", "slug: nieuw"))
    breaks(folder)

    with pytest.raises(CatalogueError) as caught:
        import_catalogue(folder)

    found = [(problem.file, problem.line, problem.field) for problem in caught.value.problems]
    mine = [place for place in found if place[0] != "dingen/nieuw.md"]
    assert mine == (places or mine)
    assert mine
    assert all(str(problem).count("\n") == 0 for problem in caught.value.problems)
    assert tables() == before


@pytest.mark.django_db
def test_all_problems_are_said_at_once(folder):
    change(folder, LES, "title: Een les", 'title: ""')
    change(folder, LES, "icon: lock", "icon: Slot!")
    change(folder, "programmes/proef.md", "[les]", "[weg]")

    with pytest.raises(CatalogueError) as caught:
        import_catalogue(folder)

    assert str(caught.value).split("\n") == [
        "dingen/les.md, regel 3, title: Dit veld is nodig.",
        "dingen/les.md, regel 6, icon: Gebruik alleen kleine letters, cijfers en streepjes.",
        "programmes/proef.md, regel 5, items: Er is geen les weg.",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Ding, Programme])
def test_a_folder_never_takes_over_what_a_library_owns(folder, model):
    import_catalogue(folder)
    model.objects.update(owner=Organisation.objects.create(name="Bibliotheek Lindenhof", slug="lindenhof"))
    change(folder, LES, "title: Een les", "title: Gekaapt")
    change(folder, "programmes/proef.md", "title: Proef", "title: Gekaapt")

    with pytest.raises(CatalogueError) as caught:
        import_catalogue(folder)

    assert [problem.field for problem in caught.value.problems] == ["slug"]
    assert not model.objects.filter(title="Gekaapt").exists()


@pytest.mark.django_db(transaction=True)
def test_a_failure_half_way_leaves_nothing(folder, monkeypatch):
    def power_cut():
        raise OSError("no more disk")

    monkeypatch.setattr(storing, "put_on_shelves", power_cut)

    with pytest.raises(OSError, match="no more disk"):
        import_catalogue(folder)

    assert (Theme.objects.count(), Ding.objects.count(), Programme.objects.count()) == (0, 0, 0)


# --- Commands -----------------------------------------------------------------------


@pytest.mark.django_db
def test_the_commands_import_and_export(folder, tmp_path, capsys):
    call_command("import_catalogue", folder)
    call_command("export_catalogue", tmp_path / "out")

    first, second = capsys.readouterr().out.splitlines()
    assert first == "2 nieuw, 0 veranderd, waarvan 0 met een nieuwe tekst."
    assert second == f"3 files written to {tmp_path / 'out'}."
    assert read_catalogue(tmp_path / "out") == read_catalogue(folder)


@pytest.mark.django_db
def test_the_command_is_silent_when_asked(folder, capsys):
    call_command("import_catalogue", folder, verbosity=0)

    assert capsys.readouterr().out == ""
    assert Ding.objects.count() == 1


@pytest.mark.django_db
def test_the_command_says_what_is_wrong(folder):
    change(folder, LES, "icon: lock", 'icon: ""')

    with pytest.raises(CommandError, match=r"^Nothing was imported\.\ndingen/les.md, regel 6, icon:"):
        call_command("import_catalogue", folder)


def test_the_fixtures_name_their_lessons_in_order():
    catalogue = read_catalogue(Path(FIXTURES))

    assert {programme.slug: len(programme.items) for programme in catalogue.programmes} == {
        "23-dingen": 23,
        "verdiepdingen": 12,
    }
