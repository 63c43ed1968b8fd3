"""What lessons grew out of, as a line in words and in a picture."""

import re

import pytest
from django.utils.timezone import localdate
from hypothesis import given, strategies as some

from dingen.catalogue import CatalogueError, read_catalogue
from dingen.family import line_of, tree_for
from dingen.models import Ding, Lineage, Theme
from dingen.timeline import YEAR, Mark, Scale, Way, run
from tests.conftest import make_ding

MARKS = some.lists(some.builds(Mark, some.integers(1960, 2100), some.text(min_size=1)), max_size=8)
NOW = localdate().year


def marks(line):
    return [(stop.mark.year, stop.mark.name, stop.mark.url) for stop in line.stops]


# --- Where years stand ----------------------------------------------------------------


def test_a_line_is_as_long_as_its_years():
    line = run([Mark(2010, "Facebook"), Mark(2004, "Hyves")], now=Mark(2026, "Nu"))

    assert [(stop.mark.name, stop.height) for stop in line.stops] == [("Hyves", 0), ("Facebook", 6 * YEAR)]
    assert line.stops[1].ticks == "M8 5h8M8 10h8M8 15h8M8 20h8M8 25h8"
    assert line.now.height == 16 * YEAR


def test_a_line_without_a_past_only_ends():
    line = run([], now=Mark(2026, "Nu"))

    assert (line.stops, line.now.height) == ((), 0)


def test_what_lies_ahead_makes_no_line_backwards():
    assert run([Mark(2030, "Later")], now=Mark(2026, "Nu")).now.years == 0


@given(MARKS)
def test_a_line_keeps_every_mark_in_order_of_years(found):
    line = run(found)

    assert [stop.mark for stop in line.stops] == sorted(found, key=lambda mark: mark.year)
    years = [mark.year for mark in found]
    assert sum(stop.years for stop in line.stops) == (max(years) - min(years) if years else 0)
    assert all(stop.ticks.count("M") == max(0, stop.years - 1) for stop in line.stops)


def test_a_scale_runs_from_the_first_year_to_now():
    scale = Scale.over([1986, 2004], now=2026)

    assert (scale.at(1986), scale.at(2006), scale.at(2026)) == ("3.0%", "50.0%", "97.0%")
    assert scale.decades == [(1990, "12.4%"), (2000, "35.9%"), (2010, "59.4%"), (2020, "82.9%")]


@given(some.lists(some.integers(1960, 2100)), some.integers(1960, 2100))
def test_a_scale_has_a_place_for_every_year(years, now):
    scale = Scale.over(years, now=now)

    assert all(3 <= float(scale.at(year).rstrip("%")) <= 97 for year in [*years, now])
    assert all(scale.first <= year <= scale.last and year % 10 == 0 for year, _place in scale.decades)


# --- The line of a lesson -------------------------------------------------------------


@pytest.fixture
def old(world):
    """`old("hyves", 2004, after=ding)` is a lesson of the past that another one follows."""

    def make(slug, year=None, *, after=None):
        ding = make_ding(slug, world.dingen[0].theme, successor=after)
        Ding.objects.filter(pk=ding.pk).update(status="retired")
        if year:
            ding.lineage.create(year=year, name=ding.title, note=f"Over {slug}.")
        return Ding.objects.get(pk=ding.pk)

    return make


def test_lessons_of_the_past_chain_into_one_line(world, old):
    ding = world.dingen[0]
    ding.lineage.create(year=2010, name="Facebook")
    hyves = old("hyves", 2004, after=ding)
    forum = old("prikbord", 1995, after=hyves)
    hyves.lineage.create(year=2010, name="Facebook", note="Nam de plek over.")

    line = line_of(ding, world["participant"])

    assert marks(line) == [
        (1995, "Prikbord", forum.get_absolute_url()),
        (2004, "Hyves", hyves.get_absolute_url()),
        (2010, "Facebook", ""),
    ]
    assert (line.now.mark.name, line.now.mark.url, line.now.years) == ("Eerste ding", "", NOW - 2010)


def test_a_name_that_was_a_lesson_leads_to_it_and_stands_there_once(world, old):
    ding = world.dingen[0]
    ding.lineage.create(year=2003, name="hyves", note="In eigen woorden.")
    hyves = old("hyves", 2004, after=ding)

    line = line_of(ding, world["participant"])

    assert marks(line) == [(2003, "hyves", hyves.get_absolute_url())]
    assert line.stops[0].mark.note == "In eigen woorden."


def test_a_lesson_of_the_past_without_a_year_is_still_named(client, world, old):
    old("oud-ding", after=world.dingen[0])

    page = client.get("/dingen/proef/eerste-ding/").content.decode()

    assert 'Dit Ding volgt op: <a href="/dingen/meer/oud-ding/">Oud ding</a>' in page


def test_the_line_of_a_lesson_of_the_past_ends_at_its_heir(client, world, old):
    hyves = old("hyves", 2004, after=world.dingen[0])
    page = client.get(hyves.get_absolute_url()).content.decode()

    now = page[page.index('<li class="is-now">') :]
    assert f'<strong><a href="{world.dingen[0].get_absolute_url()}">Eerste ding</a></strong>' in now
    assert "(dit Ding)" not in now


def test_the_line_of_a_lesson_without_an_heir_just_ends(world, old):
    assert line_of(old("igoogle", 2005), world["participant"]).now is None


def test_a_library_s_own_lesson_says_what_it_was_made_after(as_, world):
    own = make_ding("eigen-ding", world.dingen[0].theme, owner=world.ours, origin=world.dingen[0])

    line = line_of(own, world["trainer"])

    assert marks(line) == [(own.created_at.year, "Gemaakt naar Eerste ding", "/dingen/meer/eerste-ding/")]
    assert "Gemaakt naar Eerste ding" in as_("trainer").get(own.get_absolute_url()).content.decode()
    Ding.objects.filter(slug="eerste-ding").update(status="draft")
    own = Ding.objects.get(pk=own.pk)
    assert marks(line_of(own, world["trainer"]))[0][2] == ""


def test_lessons_of_another_library_are_in_nobodys_line(world, old):
    hyves = old("hyves", 2004, after=world.dingen[0])
    Ding.objects.filter(pk=hyves.pk).update(owner=world.theirs)

    assert line_of(world.dingen[0], world["participant"]).stops == ()
    assert "Hyves" not in str(tree_for(world["participant"]))


def test_a_picture_stands_beside_words_that_say_the_same(client, world):
    for year, name in ((2004, "Hyves"), (2010, "Facebook")):
        world.dingen[0].lineage.create(year=year, name=name, note=f"Over {name}.")

    page = client.get("/dingen/proef/eerste-ding/").content.decode()

    words = page[page.index('<ol class="timeline">') : page.index("</ol>", page.index("timeline"))]
    assert re.findall(r'<span class="year">(\w+)</span> <strong>(\w+ ?\w*)', words) == [
        ("2004", "Hyves"),
        ("2010", "Facebook"),
        ("nu", "Eerste ding"),
    ]
    assert "(dit Ding)" in words
    assert re.findall(r'<svg class="years" width="24" height="(\d+)" aria-hidden="true">', words) == [
        "30",
        str((NOW - 2010) * YEAR),
    ]
    assert "style=" not in page


# --- All lessons together ---------------------------------------------------------------


def test_the_tree_has_every_theme_with_its_past_and_its_lessons(world, old):
    beeld = Theme.objects.create(slug="beeld", title="Beeld", position=1)
    Ding.objects.filter(slug="derde-ding").update(theme=beeld)
    first, second = world.dingen[0], world.dingen[1]
    first.lineage.create(year=2006, name="Weblog", note="Een dagboek.")
    second.lineage.create(year=2006, name="weblog")
    hyves = old("hyves", 2004, after=first)
    hyves.lineage.create(year=2013, name="Het einde")

    tree = tree_for(world["participant"])

    start, images = tree.branches
    assert (start.theme.slug, images.theme.slug) == ("start", "beeld")
    ways = {ding.slug: Way(ding.title, ding.get_absolute_url()) for ding in (first, second, hyves)}
    found = [(stop.mark.name, stop.mark.url, stop.mark.into) for stop in start.line.stops]
    assert found == [
        ("Hyves", hyves.get_absolute_url(), (ways["eerste-ding"],)),
        ("Weblog", "", (ways["eerste-ding"], ways["tweede-ding"])),
        ("Het einde", "", (ways["hyves"],)),
    ]
    assert [lesson.title for lesson in start.line.now.mark.into] == ["Eerste ding", "Tweede ding"]
    assert (len(start.dots), images.dots, images.line.stops) == (3, (), ())


def test_a_theme_with_very_much_shows_the_newest(client, world):
    Lineage.objects.bulk_create(
        Lineage(ding=world.dingen[0], year=1960 + number, name=f"Naam {number}") for number in range(61)
    )
    for number in range(28):
        make_ding(f"les-{number}", world.dingen[0].theme)

    [branch] = tree_for(world["participant"]).branches

    assert [stop.mark.year for stop in branch.line.stops] == list(range(1961, 2021))
    assert (len(branch.dots), len(branch.lessons), len(branch.line.now.mark.into)) == (61, 31, 31)
    assert branch.line.now.mark.into[-1] == Way("alle 31 Dingen", "/dingen/?thema=start#vinden")


def test_an_empty_catalogue_has_an_empty_tree(client, db):
    assert "Hier staan nog geen Dingen" in client.get("/dingen/stamboom/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_tree(as_, world, old, django_assert_num_queries, rows):
    for number in range(rows):
        theme = Theme.objects.create(slug=f"thema-{number}", title=f"Thema {number}")
        ding = make_ding(f"les-{number}", theme)
        ding.lineage.create(year=2000, name="Weblog")
        old(f"oud-{number}", 1999, after=ding)
    client = as_("trainer")

    with django_assert_num_queries(5):  # session, user, unread, lineage, lessons
        client.get("/dingen/stamboom/")


@pytest.mark.parametrize("slug", ["meer", "stamboom"])
def test_no_programme_takes_the_address_of_a_page(tmp_path, slug):
    (tmp_path / "programmes").mkdir()
    (tmp_path / "themes.yaml").write_text("[]")
    fields = f"---\nslug: {slug}\ntitle: Eigen\nsummary: Eigen.\nitems: []\n---\n"
    (tmp_path / "programmes" / f"{slug}.md").write_text(fields)

    with pytest.raises(CatalogueError, match="Dit woord hoort al bij een eigen pagina"):
        read_catalogue(tmp_path)
