"""What is wrong with the files of a catalogue is said with its place, and changes nothing."""

import shutil

import pytest

from accounts.models import Organisation
from dingen.catalogue import CatalogueError, import_catalogue, storing
from dingen.models import Ding, Programme, Theme
from tests.cataloguing import (
    LES,
    LESSON,
    PROGRAMME,
    a_catalogue,  # noqa: F401 - a fixture
    change,
    tables,
)


def edit(name, old, new):
    return lambda folder: change(folder, name, old, new)


def bytes_in(name, data):
    return lambda folder: (folder / name).write_bytes(data)


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
