"""The catalogue as files: in, out, and by the commands."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation
from dingen.catalogue import export_catalogue, import_catalogue, read_catalogue
from dingen.models import MEER, Ding, Programme
from tests.cataloguing import (
    FIXTURES,
    LES,
    LESSON,
    PROGRAMME,
    a_catalogue,  # noqa: F401 - a fixture
    change,
    tables,
)

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
