"""The catalogue as pages, open and closed."""

import pytest

from accounts.models import Capacity
from dingen.actions import publish_revision
from dingen.models import MEER, Ding, Programme
from dingen.texts import LessonText
from tests.conftest import make_ding

PAGES = ["/dingen/", "/dingen/meer/", "/dingen/stamboom/", "/dingen/proef/", "/dingen/proef/eerste-ding/"]


@pytest.fixture
def retired(world):
    old = make_ding("oud-ding", world.dingen[0].theme, successor=world.dingen[0])
    old.lineage.create(year=2004, name="Hyves", note="Van Nederlandse bodem")
    Ding.objects.filter(pk=old.pk).update(status="retired")
    return Ding.objects.get(pk=old.pk)


def html(response):
    return response.content.decode()


# --- Who may read -------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_a_public_catalogue_opens_for_everybody(client, world, page):
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_closed_catalogue_asks_to_log_in_first(client, world, settings, page):
    settings.PUBLIC_CATALOGUE = False

    response = client.get(page)

    assert (response.status_code, response.url) == (302, f"/account/login/?next={page}")


@pytest.mark.parametrize("page", PAGES)
def test_a_closed_catalogue_opens_for_who_is_signed_in(as_, settings, page):
    settings.PUBLIC_CATALOGUE = False

    assert as_("outsider").get(page).status_code == 200


@pytest.mark.parametrize(("person", "status"), [(None, 404), ("outsider", 404), ("trainer", 200)])
def test_what_a_library_owns_is_for_its_own_people(as_, world, person, status):
    Ding.objects.filter(slug="eerste-ding").update(owner=world.ours)
    Programme.objects.update(owner=world.ours)

    client = as_(person)

    assert client.get("/dingen/proef/eerste-ding/").status_code == status
    assert client.get("/dingen/proef/").status_code == status
    assert ("Proefprogramma" in html(client.get("/dingen/"))) == (status == 200)


def test_a_draft_is_nowhere(as_, world):
    Ding.objects.filter(slug="eerste-ding").update(status="draft")
    client = as_("trainer")

    assert client.get("/dingen/proef/eerste-ding/").status_code == 404
    assert "Eerste ding" not in html(client.get("/dingen/proef/"))


@pytest.mark.parametrize("page", ["/dingen/weg/", "/dingen/proef/weg/", "/dingen/meer/weg/"])
def test_what_does_not_exist_is_not_found(client, world, page):
    assert client.get(page).status_code == 404


# --- What is on the pages -----------------------------------------------------------


def test_programmes_show_their_size(client, world):
    page = html(client.get("/dingen/"))

    assert "Proefprogramma" in page
    assert "3 Dingen" in page
    assert 'href="/dingen/meer/"' not in page  # nothing is outside a programme


def test_a_programme_shows_its_dingen_by_number(client, world):
    page = html(client.get("/dingen/proef/"))

    assert page.index("1. Eerste ding") < page.index("2. Tweede ding") < page.index("3. Derde ding")
    assert "45 minuten" in page
    assert 'href="/dingen/proef/tweede-ding/"' in page


def test_a_programme_shows_its_dingen_by_theme(client, world):
    page = html(client.get("/dingen/proef/?op=thema"))

    assert "<h2>Start en terugblik</h2>" in page
    assert page.index("1. Eerste ding") < page.index("3. Derde ding")


def test_dingen_of_the_past_stand_apart_with_what_came_after(client, retired):
    page = html(client.get("/dingen/meer/"))

    assert "Oud ding" in page
    assert "<strong>Eerste ding</strong>" in page
    assert 'href="/dingen/meer/oud-ding/"' in page
    assert "1 Ding" in html(client.get("/dingen/"))


def test_lessons_to_swap_in_stand_apart(client, world):
    make_ding("ruilding", world.dingen[0].theme)

    page = html(client.get("/dingen/meer/"))

    assert "Om te ruilen" in page
    assert 'href="/dingen/meer/ruilding/"' in page


def test_what_is_in_no_programme_goes_by_page_and_the_past_comes_last(client, retired):
    for number in range(30):
        make_ding(f"ruil-{number}", retired.theme)

    first, second = (html(client.get(f"/dingen/meer/?pagina={number}")) for number in (1, 2))

    assert first.count("ding-card") == 30
    assert ("Van vroeger" in first, "Van vroeger" in second) == (False, True)
    assert ("Om te ruilen" in second, "Oud ding" in second) == (False, True)
    assert 'href="?pagina=2"' in first


def test_a_lesson_shows_text_steps_and_the_ways_on(client, world):
    page = html(client.get("/dingen/proef/tweede-ding/"))

    assert "<title>Tweede ding · Proefprogramma · VerdiepDingen</title>" in page
    assert '<meta name="description" content="Je leert tweede-ding.">' in page
    assert "<h2>Waarom dit Ding?</h2>" in page
    assert "Doe 1 van tweede-ding." in page
    assert 'rel="prev" href="/dingen/proef/eerste-ding/"' in page
    assert 'rel="next" href="/dingen/proef/derde-ding/"' in page


def test_a_lesson_of_the_past_says_so(client, retired):
    page = html(client.get("/dingen/meer/oud-ding/"))

    assert "Dit Ding is van vroeger." in page
    assert '<span class="year">2004</span> <strong>Hyves</strong>' in page
    assert 'href="/dingen/meer/eerste-ding/"' in page  # the test lessons are on no shelf


def test_a_lesson_names_what_it_follows(client, retired):
    assert "Oud ding" in html(client.get("/dingen/proef/eerste-ding/"))


@pytest.mark.parametrize("page", ["/dingen/verkeerd/eerste-ding/", "/dingen/meer/eerste-ding/"])
def test_another_address_leads_to_the_real_one(client, world, page):
    Ding.objects.update(shelf="proef")

    response = client.get(page)

    assert (response.status_code, response.url) == (302, "/dingen/proef/eerste-ding/")


def test_an_address_is_known_without_asking_the_database(world, django_assert_num_queries):
    ding = Ding.objects.get(slug="eerste-ding")

    with django_assert_num_queries(0):
        assert ding.get_absolute_url() == f"/dingen/{MEER}/eerste-ding/"


# --- The way to the team ------------------------------------------------------------


def test_who_is_in_a_team_can_do_the_ding_there(as_, world):
    page = html(as_("participant").get("/dingen/proef/eerste-ding/"))

    assert 'href="/teams/lindenhof/dingen/eerste-ding/"' in page
    assert "Doe dit Ding met Lindenhof" in page


@pytest.mark.parametrize("person", [None, "mt", "admin"])
def test_who_does_no_dingen_gets_no_button(as_, world, person):
    assert "Doe dit Ding met" not in html(as_(person).get("/dingen/proef/eerste-ding/"))


def test_a_ding_of_the_past_is_read_only(as_, retired):
    assert "Doe dit Ding met" not in html(as_("participant").get("/dingen/meer/oud-ding/"))


def test_a_team_that_is_closed_gets_no_button(as_, world):
    world.cohort.state = "closed"
    world.cohort.save()

    assert "Doe dit Ding met" not in html(as_("participant").get("/dingen/proef/eerste-ding/"))


# --- Queries ------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_programme_list(as_, world, django_assert_num_queries, rows):
    for number in range(1, rows):
        Programme.objects.create(slug=f"p-{number}", title=f"P {number}", summary="Meer.")
    client = as_("trainer")

    # session, user, unread, programmes, how many more; the finder: themes, tools, how many, these
    with django_assert_num_queries(9):
        client.get("/dingen/")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("order", ["", "?op=thema"])
def test_queries_programme_detail(as_, world, django_assert_num_queries, rows, order):
    world.programme.items.filter(number__gt=rows).delete()
    client = as_("trainer")

    # session, user, unread, programme, items; alone: am I busy with it, may I
    with django_assert_num_queries(7):
        client.get(f"/dingen/proef/{order}")


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_more_list(as_, world, retired, django_assert_num_queries, rows):
    for number in range(rows):
        ding = make_ding(f"extra-{number}", world.dingen[0].theme)
        ding.lineage.create(year=2004, name="Hyves")
        old = make_ding(f"oud-{number}", world.dingen[0].theme, successor=ding)
        Ding.objects.filter(pk=old.pk).update(status="retired")
    client = as_("trainer")

    with django_assert_num_queries(6):  # session, user, unread, how many, these, lineage
        client.get("/dingen/meer/")


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_ding_detail(as_, world, django_assert_num_queries, rows):
    world.programme.items.filter(number__gt=rows).delete()
    revision = world.dingen[0].revision
    for number in range(rows):
        world.dingen[0].lineage.create(year=2000 + number, name="Weblog")
        revision.links.create(position=number, title="Uitleg", url="https://example.org/")
        revision.questions.create(position=number, question="Werkt het?", answers=[])
        make_ding(f"oud-{number}", world.dingen[0].theme, successor=world.dingen[0])
    client = as_("participant")

    # session, user, unread, lesson, its three parts, its place, what it grew out of, my teams
    with django_assert_num_queries(10):
        client.get("/dingen/proef/eerste-ding/")


# --- Models -------------------------------------------------------------------------


def test_search_wants_every_word_somewhere(world):
    assert [ding.slug for ding in Ding.objects.search("tweede DAAROM")] == ["tweede-ding"]
    assert list(Ding.objects.search("tweede derde")) == []


def test_due_for_review_knows_the_day(world):
    Ding.objects.filter(slug="eerste-ding").update(review_by="2026-12-01")

    assert [ding.slug for ding in Ding.objects.due_for_review("2026-12-01")] == ["eerste-ding"]


def test_minutes_are_those_up_to_a_level(world):
    assert [world.dingen[0].minutes(level) for level in ("kennismaken", "doen", "uitdaging")] == [15, 45, 60]


def test_a_team_reads_what_its_organisation_owns(world):
    Ding.objects.filter(slug="eerste-ding").update(owner=world.theirs)

    assert Ding.objects.of(world.ours).count() == 2
    assert Ding.objects.of(world.theirs).count() == 3
    assert Ding.objects.of(None).count() == 2


def test_publishing_numbers_on_and_says_who(world):
    words = LessonText("## Nieuw", "", (), (), "", "", ())

    revision = publish_revision(ding=world.dingen[0], words=words, by=world["trainer"], change="Opnieuw")

    assert (revision.number, revision.author, revision.change) == (2, world["trainer"], "Opnieuw")
    assert revision.html == "<h2>Nieuw</h2>"
    assert Ding.objects.get(slug="eerste-ding").revision == revision


def test_names(world):
    ding, revision = world.dingen[0], world.dingen[0].revision
    question = revision.questions.create(position=1, question="Werkt het?", answers=[])
    link = revision.links.create(position=1, title="Uitleg", url="https://example.org/")
    score = ding.evaluations.create(user=world["participant"], useful=4, doable=5)
    old = ding.lineage.create(year=2004, name="Hyves")

    names = [
        ding.theme,
        ding,
        world.programme,
        world.programme.items.first(),
        revision,
        revision.steps.first(),
    ]
    assert [str(name) for name in [*names, question, link, old, score]] == [
        "Start en terugblik",
        "Eerste ding",
        "Proefprogramma",
        "1. Eerste ding",
        "Eerste ding (1)",
        "Doe 1 van eerste-ding.",
        "Werkt het?",
        "Uitleg",
        "2004: Hyves",
        "Eerste ding: 4/5",
    ]
    assert world["trainer"].memberships.get().capacity == Capacity.TRAINER
