"""The finder of the catalogue: an address is a choice."""

import html as entities
import re

import pytest
from django.http import QueryDict
from hypothesis import given, strategies as some

from dingen.finder import Choice, Finder
from dingen.models import Ding, Level, Revision, Theme
from tests.conftest import make_ding

FOUND = re.compile(r'<h3><a href="/dingen/meer/([\w-]+)/">')


@pytest.fixture
def shelf(world):
    """The three lessons of the world, made different; a draft and one of the past that never show."""
    beeld = Theme.objects.create(slug="beeld", title="Beeld", position=2)
    choose = Ding.objects.filter
    choose(slug="eerste-ding").update(tools=["computer", "telefoon"], minutes_kennismaken=10)
    choose(slug="tweede-ding").update(tools=["computer", "één pen"], on_phone=False, theme=beeld)
    choose(slug="derde-ding").update(tools=["telefoon"], with_sound=True, minutes_uitdaging=45)
    for slug, status in (("kladje", "draft"), ("hyves", "retired")):
        make_ding(slug, beeld, tools=["spade"])
        choose(slug=slug).update(status=status)
    return world


def finds(client, query):
    return FOUND.findall(client.get(f"/dingen/?{query}").content.decode())


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["derde-ding", "eerste-ding", "tweede-ding"]),
        ("thema=beeld", ["tweede-ding"]),
        ("niveau=uitdaging", ["eerste-ding", "tweede-ding"]),
        ("minuten=10", ["eerste-ding"]),
        ("minuten=9", []),
        ("minuten=015", ["derde-ding", "eerste-ding", "tweede-ding"]),
        ("minuten=45&niveau=doen", ["derde-ding", "eerste-ding", "tweede-ding"]),
        ("minuten=44&niveau=doen", []),
        ("hulpmiddel=computer", ["eerste-ding", "tweede-ding"]),
        ("hulpmiddel=%C3%A9%C3%A9n+pen", ["tweede-ding"]),
        ("telefoon=ja", ["derde-ding", "eerste-ding"]),
        ("geluid=nee", ["eerste-ding", "tweede-ding"]),
        ("hulpmiddel=computer&telefoon=ja&geluid=nee&thema=start", ["eerste-ding"]),
    ],
)
def test_what_is_chosen_is_found(client, shelf, query, slugs):
    assert finds(client, query) == slugs


def test_a_tool_is_a_whole_word(shelf):
    Ding.objects.filter(slug="eerste-ding").update(tools=["telefoonboek", 'een "telefoon"'])

    assert [ding.slug for ding in Ding.objects.with_tool("telefoon").published()] == ["derde-ding"]
    assert [ding.slug for ding in Ding.objects.with_tool('een "telefoon"')] == ["eerste-ding"]


def test_a_lesson_that_is_only_read_takes_no_minutes(shelf):
    Ding.objects.filter(slug="eerste-ding").update(minutes_kennismaken=0, minutes_doen=0, minutes_uitdaging=0)

    assert "eerste-ding" not in [ding.slug for ding in Ding.objects.at_most_minutes(60)]
    for level in Level.values:
        assert "eerste-ding" not in [ding.slug for ding in Ding.objects.at_level(level)]


def test_there_is_to_choose_what_a_reader_can_find(shelf):
    finder = Finder.of(QueryDict("minuten=12"), shelf["participant"])

    assert [choice.value for choice in finder.themes] == ["start", "beeld"]
    assert [choice.value for choice in finder.tools] == ["computer", "telefoon", "één pen"]
    assert [choice.value for choice in finder.minuten_choices] == ["12", "15", "20", "30", "45", "60"]


def test_what_is_on_shows_and_goes_off_with_one_press(client, shelf):
    page = entities.unescape(client.get("/dingen/?thema=beeld&minuten=45&geluid=nee").content.decode())

    assert "1 Ding past." in page
    for rest, label in (
        ("minuten=45&geluid=nee", "Beeld"),
        ("thema=beeld&geluid=nee", "Hoogstens 45 minuten"),
        ("thema=beeld&minuten=45", "Zonder geluid"),
    ):
        assert f'href="/dingen/?{rest}#vinden"><span class="visually-hidden">Zet uit: </span>{label}<' in page
    assert '<option value="beeld" selected>Beeld</option>' in page
    assert 'value="nee" id="kies-geluid" checked>' in page
    assert '<option value="computer" selected>' not in page


def test_the_minutes_of_the_level_show(client, shelf):
    assert "10 minuten · Kennismaken" in client.get("/dingen/?minuten=10").content.decode()
    assert "60 minuten · Uitdaging" in client.get("/dingen/?niveau=uitdaging").content.decode()
    assert "45 minuten · Doen" in client.get("/dingen/").content.decode()


def test_nothing_found_has_a_way_back(client, shelf):
    page = client.get("/dingen/?minuten=1").content.decode()

    assert "0 Dingen passen." in page
    assert "Geen Ding past bij dit alles" in page
    assert '<a class="button" href="/dingen/#vinden">Laat alle Dingen zien</a>' in page


@pytest.mark.parametrize(
    "query",
    [
        "thema=weg", "niveau=4", "minuten=veel", "minuten=-5", "minuten=0", "minuten=1000", "minuten=²",
        "minuten=99999999999999999999", "hulpmiddel=%00", "telefoon=nee", "geluid=%ff", "thema='%20OR%201=1",
        "thema=hyves", "hulpmiddel=spade",
    ],
)  # fmt: skip
def test_nonsense_is_left_out_and_said(client, shelf, query):
    response = client.get(f"/dingen/?{query}&pagina=x")

    assert response.status_code == 200
    assert len(FOUND.findall(response.content.decode())) == 3
    assert "Een deel van dit adres kennen we niet" in response.content.decode()


@given(
    some.dictionaries(
        some.sampled_from(["thema", "niveau", "minuten", "hulpmiddel", "telefoon"]), some.text()
    )
)
def test_whatever_is_asked_the_choice_can_be_said(asked):
    query = QueryDict(mutable=True)
    query.update(asked)
    finder = Finder((Choice("beeld", "Beeld"),), (Choice("pen", "Pen"),)).choosing(query)

    assert [bool(chip.label) for chip in finder.chips] == [True] * len(finder.chosen)
    assert Finder(finder.themes, finder.tools).choosing(QueryDict(finder.rest())) == Finder(
        finder.themes, finder.tools, **finder.chosen
    )


def test_empty_fields_are_no_nonsense(client, shelf):
    page = client.get("/dingen/?thema=&niveau=&minuten=&hulpmiddel=").content.decode()

    assert "3 Dingen passen." in page
    assert "kennen we niet" not in page


def test_for_htmx_the_address_to_keep_is_short(client, shelf):
    response = client.get("/dingen/?thema=beeld&niveau=&minuten=", headers={"HX-Request": "true"})
    bare = client.get("/dingen/?thema=&niveau=", headers={"HX-Request": "true"})

    assert response["HX-Push-Url"] == "/dingen/?thema=beeld"
    assert bare["HX-Push-Url"] == "/dingen/"
    assert "HX-Push-Url" not in client.get("/dingen/?thema=beeld")


def crowd(world, size):
    """Many lessons at once; each with a text of its own."""
    theme = world.dingen[0].theme
    dingen = [
        Ding(
            slug=f"les-{number}",
            title=f"Les {number:04}",
            summary="Je leert.",
            theme=theme,
            minutes_kennismaken=15,
            minutes_doen=45,
            minutes_uitdaging=60,
            tools=["computer", "pen"] if number % 2 else ["telefoon"],
            reviewed_on="2026-11-01",
            review_by="2027-11-01",
        )
        for number in range(size)
    ]
    Ding.objects.bulk_create(dingen)
    Revision.objects.bulk_create(
        Revision(ding=ding, number=1, source="x", html="<p>x</p>") for ding in dingen
    )
    for revision in Revision.objects.filter(ding__slug__startswith="les-"):
        revision.ding.revision, revision.ding.status = revision, "published"
        revision.ding.save()


def test_a_long_list_goes_by_page_and_keeps_the_choice(client, world):
    crowd(world, 70)

    first = client.get("/dingen/?hulpmiddel=computer").content.decode()
    second = finds(client, "hulpmiddel=computer&pagina=2")

    assert "35 Dingen passen; hier staan 1 tot en met 30." in entities.unescape(first)
    assert 'href="?hulpmiddel=computer&amp;pagina=2"' in first
    assert len(FOUND.findall(first)) == 30
    assert (second[0], len(second)) == ("les-61", 5)
    assert finds(client, "hulpmiddel=computer&pagina=99") == second


@pytest.mark.parametrize("rows", [1, 300])
def test_queries_finder(as_, world, django_assert_num_queries, rows):
    crowd(world, rows)
    client = as_("trainer")

    # session, user, unread; programmes, how many more; themes, tools, how many fit, these
    with django_assert_num_queries(9):
        client.get("/dingen/?thema=start&hulpmiddel=telefoon&minuten=60&niveau=doen&telefoon=ja&geluid=nee")
