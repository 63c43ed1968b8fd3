"""Search: lessons for everybody, talk only for who may read it."""

import pytest

from cohorts.models import Role
from dingen.finding import index_lesson
from dingen.models import Ding
from tests.conftest import make_cohort, make_ding
from tests.forum import make_topic

SEARCH = "/zoeken/"
SEARCH_FORUM, SEARCH_DINGEN = 7, 7


def test_search_finds_lessons_and_marks_the_words(client, world):
    page = client.get(SEARCH, {"q": "TWEEDE ding"}).content.decode()

    assert "<mark>Tweede</mark> <mark>ding</mark>" in page
    assert "Eerste" not in page
    assert 'value="TWEEDE ding"' in page


def test_the_catalogue_leads_everybody_to_the_search(client, world):
    page = client.get("/dingen/").content.decode()

    assert '<form method="get" role="search" action="/zoeken/"' in page


def test_a_lesson_found_by_its_text_shows_that_piece(client, world):
    page = client.get(SEARCH, {"q": "daarom"}).content.decode()

    assert "Waarom dit Ding? <mark>Daarom</mark>." in page


def test_lessons_named_after_the_word_come_first(client, world):
    world.dingen[0].summary = "Gaat over het derde."
    world.dingen[0].save()
    index_lesson(world.dingen[0])

    found = client.get(SEARCH, {"q": "derde"}).context["found"]

    assert [str(hit.title) for hit in found.hits] == ["<mark>Derde</mark> ding", "Eerste ding"]


def test_retired_lessons_say_so(client, world):
    world.dingen[0].status = "retired"
    world.dingen[0].save()

    assert client.get(SEARCH, {"q": "eerste"}).context["found"].hits[0].facts[2:] == ("van vroeger",)


def test_search_finds_the_talk_of_my_teams_at_the_post_that_says_it(as_, world):
    topic = make_topic(world, title="Wie helpt er mee?", source="We zoeken een **fotocamera**.")

    found = as_("helper").get(SEARCH, {"q": "fotocamera"}).context["found"]

    [hit] = found.hits
    assert (found.kind, found.counts) == ("forum", {"dingen": 0, "forum": 1})
    assert hit.url == f"/teams/lindenhof/forum/{topic.pk}/#p1"
    assert hit.excerpt == "We zoeken een <mark>fotocamera</mark>."
    assert hit.facts[1:3] == ("Lindenhof", "Anna de Vries")


def test_a_topic_found_by_its_title_leads_to_its_top(as_, world):
    topic = make_topic(world, title="Fotocamera gezocht", source="Wie heeft er een?")

    [hit] = as_("helper").get(SEARCH, {"q": "fotocamera"}).context["found"].hits

    assert (hit.url, hit.excerpt) == (f"/teams/lindenhof/forum/{topic.pk}/", "")


@pytest.mark.parametrize("person", ["anonymous", "outsider", "mt", "admin", "other"])
def test_search_tells_nobody_of_talk_they_may_not_read(as_, world, person):
    make_topic(world, title="Fotocamera gezocht", source="Wie heeft er een?", audience="trainer")

    response = as_(person).get(SEARCH, {"q": "fotocamera", "soort": "forum"})

    assert response.context["found"].counts == {"dingen": 0, "forum": 0}
    assert "gezocht" not in response.content.decode()
    assert "Niets gevonden voor “fotocamera”" in response.content.decode()


def test_what_is_typed_is_shown_as_text(client, world):
    page = client.get(SEARCH, {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("typed", ["a" * 101, "a\x00b"])
def test_nonsense_is_refused_in_words(client, world, typed):
    response = client.get(SEARCH, {"q": typed})

    assert response.status_code == 422
    assert response.context["found"] is None


def test_an_empty_search_explains_itself(as_, world, client):
    assert "Je zoekt in alle Dingen." in client.get(SEARCH).content.decode()
    assert "in het forum van je teams" in as_("helper").get(SEARCH, {"q": "  "}).content.decode()


def test_search_has_pages(client, world):
    for number in range(21):
        make_ding(f"appel-{number:02}", world.dingen[0].theme)

    first = client.get(SEARCH, {"q": "appel"})
    second = client.get(SEARCH, {"q": "appel", "soort": "dingen", "pagina": "2"})

    assert len(first.context["found"].hits) == 20
    assert 'href="?q=appel&amp;soort=dingen&amp;pagina=2"' in first.content.decode()
    assert [str(hit.title) for hit in second.context["found"].hits] == ["<mark>Appel</mark> 20"]


def test_a_mistyped_word_is_replaced_and_the_page_says_so(client, world):
    response = client.get(SEARCH, {"q": "twerde ding"})
    page = response.content.decode()

    assert "<mark>Tweede</mark> <mark>ding</mark>" in page
    assert "We zochten op <strong>tweede ding</strong>, want op “twerde ding” vonden we niets." in page
    assert "?q=twerde%20ding&amp;precies=1" in page
    assert response.context["found"].counts == {"dingen": 1, "forum": 0}


def test_only_what_was_typed_is_looked_for_when_the_reader_wants_that(client, world):
    response = client.get(SEARCH, {"q": "twerde ding", "precies": "1"})

    assert response.context["found"].number == 0
    assert "Bedoelde je" in response.content.decode()
    assert "?q=tweede%20ding" in response.content.decode()


def test_a_mistyped_word_is_looked_for_in_the_talk_too(as_, world):
    make_topic(world, title="Tweede poging", source="Wie helpt?")
    Ding.objects.filter(slug="tweede-ding").update(status="draft")

    found = as_("helper").get(SEARCH, {"q": "tweedr"}).context["found"]

    assert (found.kind, found.instead, found.counts) == ("forum", "tweede", {"dingen": 0, "forum": 1})


def test_words_that_are_nowhere_together_can_be_looked_for_one_by_one(client, world):
    page = client.get(SEARCH, {"q": "eerste tweede fietsband"}).content.decode()

    assert "Zoek op één van je woorden:" in page
    assert 'href="/zoeken/?q=fietsband"' not in page
    assert 'href="/zoeken/?q=eerste"' in page
    assert 'href="/zoeken/?q=tweede"' in page


def test_one_letter_finds(client, world):
    assert client.get(SEARCH, {"q": "t"}).context["found"].hits[0].title == "<mark>Tweede</mark> ding"


def test_the_page_says_how_much_was_found(client, world):
    page = client.get(SEARCH, {"q": "ding"}).content.decode()

    assert '<p role="status" class="muted">3 resultaten</p>' in page
    assert "ding (3 resultaten) ·" in page


@pytest.mark.parametrize("person", ["anonymous", "participant", "outsider"])
def test_lessons_of_another_library_stay_there(as_, world, person):
    make_ding("geheimschrift", world.dingen[0].theme, owner=world.theirs)

    for typed in ("geheimschrift", "geheimschrifd", "geheim", "g"):
        response = as_(person).get(SEARCH, {"q": typed})
        assert "eheimschrift</mark>" not in response.content.decode()
        assert response.context["found"].instead == ""


@pytest.mark.parametrize("rows", [1, 3])
def test_search_queries(as_, world, django_assert_num_queries, rows):
    for number in range(rows):
        make_topic(world, title=f"Bericht {number}", source="Over de fotocamera.")
        team = make_cohort(world.ours, world.programme, f"team-{number}")
        team.enrolments.create(user=world["helper"], role=Role.PARTICIPANT)
    client = as_("helper")

    with django_assert_num_queries(SEARCH_FORUM):
        client.get(SEARCH, {"q": "fotocamera"})
    with django_assert_num_queries(SEARCH_DINGEN):
        client.get(SEARCH, {"q": "ding", "soort": "dingen"})
    with django_assert_num_queries(SEARCH_DINGEN + 3):
        client.get(SEARCH, {"q": "dinh", "soort": "dingen"})
