"""What search engines and chat programs show of the public pages."""

import html as entities
import re

import pytest
from django.conf import settings as site
from PIL import Image

from dingen.models import Ding, Programme
from tests.conftest import make_ding

ADDRESS = "https://leren.example.org"
OPEN = ["/", "/dingen/", "/dingen/meer/", "/dingen/stamboom/", "/dingen/proef/", "/dingen/proef/eerste-ding/"]


@pytest.fixture(autouse=True)
def address(settings):
    settings.SITE_URL = ADDRESS


def meta(response) -> dict[str, str]:
    """Every meta tag of a page by its name; the canonical address too."""
    page = response.content.decode()
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', page)
    found += re.findall(r'<link rel="(canonical)" href="([^"]+)"', page)
    return {name: entities.unescape(value) for name, value in found}


def test_a_lesson_has_a_card(client, world):
    Ding.objects.update(shelf="proef")
    Ding.objects.filter(slug="tweede-ding").update(
        title='Zo "maak" je <foto\'s>', summary="Je leert & deelt."
    )

    found = meta(client.get("/dingen/proef/tweede-ding/"))

    shown = {name: value for name, value in found.items() if name.startswith(("og:", "twitter:"))}
    assert shown == {
        "og:title": 'Zo "maak" je <foto\'s>',
        "og:description": "Je leert & deelt.",
        "og:type": "article",
        "og:url": f"{ADDRESS}/dingen/proef/tweede-ding/",
        "og:site_name": "VerdiepDingen",
        "og:locale": "nl_NL",
        "og:image": f"{ADDRESS}/static/card.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Een bord met 23 tegels: een paar zijn klaar, één is aan de beurt.",
        "twitter:card": "summary_large_image",
    }
    assert (found["description"], found["canonical"]) == ("Je leert & deelt.", shown["og:url"])


@pytest.mark.parametrize("path", OPEN)
def test_a_public_page_says_where_it_is(client, world, path):
    Ding.objects.update(shelf="proef")

    found = meta(client.get(path))

    assert (found["canonical"], found["og:url"]) == (ADDRESS + path, ADDRESS + path)
    assert (bool(found["og:title"]), bool(found["description"])) == (True, True)
    assert "robots" not in found


def test_a_choice_in_the_finder_is_no_page_of_its_own(client, world):
    assert meta(client.get("/dingen/?telefoon=ja&pagina=1"))["canonical"] == f"{ADDRESS}/dingen/"


@pytest.mark.parametrize("path", OPEN[1:])
def test_a_closed_catalogue_has_no_cards(as_, settings, path):
    settings.PUBLIC_CATALOGUE = False

    found = meta(as_("outsider").get(path))

    assert [name for name in found if name.startswith(("og:", "twitter:", "canonical"))] == []
    assert found["robots"] == "noindex"


def test_what_a_library_owns_has_no_card(as_, world):
    make_ding("eigen-ding", world.dingen[0].theme, owner=world.ours)
    Programme.objects.update(owner=world.ours)

    for path in ("/dingen/meer/eigen-ding/", "/dingen/proef/"):
        found = meta(as_("trainer").get(path))
        assert (found["robots"], "og:title" in found) == ("noindex", False)


@pytest.mark.parametrize("path", ["/teams/lindenhof/", "/teams/lindenhof/dingen/eerste-ding/", "/mijn/"])
def test_a_page_behind_the_log_in_has_no_card(as_, world, path):
    assert not any(name.startswith(("og:", "twitter:")) for name in meta(as_("participant").get(path)))


def test_a_title_names_the_programme_unless_it_is_the_site(client, world):
    Programme.objects.update(title="VerdiepDingen")

    assert (
        "<title>Eerste ding · VerdiepDingen</title>"
        in client.get("/dingen/proef/eerste-ding/").content.decode()
    )
    assert "<title>VerdiepDingen</title>" in client.get("/dingen/proef/").content.decode()


def test_the_card_is_a_small_picture_of_the_right_size():
    file = site.BASE_DIR / "static" / "card.png"

    with Image.open(file) as card:
        assert (card.size, card.format) == ((1200, 630), "PNG")
    assert file.stat().st_size < 60_000
