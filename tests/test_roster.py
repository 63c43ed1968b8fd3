"""The list of everybody in a team: found by name, in numbered pages, with three hundred as with three."""

import re

import pytest

from tests.teams import invite, join

PEOPLE_PAGE = "/teams/lindenhof/leden/"


def names(html):
    return re.findall(r"<strong>((?:Gast|Lid|Anna|Hugo|Piet|Tineke|Marit)[^<]*)</strong>", html)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hugo", ["Hugo Bakker"]),
        ("VRIES", ["Anna de Vries"]),
        ("gàst 1", ["Gast 1"]),
        ("gast2@", ["Gast 2"]),
        ("niemand", []),
        ("!!", []),
        ("x" * 5000, []),
        ("\x00", []),
    ],
)
def test_a_trainer_finds_by_name_and_address(world, as_, typed, found):
    invite(world, [(f"Gast {n}", f"gast{n}@example.org") for n in (1, 2)])

    page = as_("trainer").get(PEOPLE_PAGE, {"q": typed}).text

    assert names(page) == found


def test_who_is_no_trainer_finds_no_address_and_no_invitation(world, as_):
    invite(world, [("Gast 1", "gast1@example.org")])
    browser = as_("participant")

    assert names(browser.get(PEOPLE_PAGE, {"q": "example.org"}).text) == []
    assert names(browser.get(PEOPLE_PAGE, {"q": "gast"}).text) == []
    assert names(browser.get(PEOPLE_PAGE, {"q": "hugo"}).text) == ["Hugo Bakker"]


def test_a_long_list_has_pages_and_says_how_many_there_are(world, as_):
    invite(world, [(f"Gast {n:02}", f"gast{n}@example.org") for n in range(48)])
    for number in range(3):
        join(world, f"Lid {number}", f"lid{number}@example.org")
    browser = as_("trainer")

    first, second = browser.get(PEOPLE_PAGE).text, browser.get(PEOPLE_PAGE, {"pagina": 2}).text

    assert names(first) == [*(f"Gast {n:02}" for n in range(48)), "Anna de Vries", "Hugo Bakker"]
    assert names(second) == ["Lid 0", "Lid 1", "Lid 2", "Piet Jansen", "Tineke Visser", "Marit Smit"]
    assert 'Deelnemers <small class="nums">6</small>' in first
    assert 'Deelnemers <small class="nums">6</small>' in second
    assert "?q=gast&amp;pagina=2" not in browser.get(PEOPLE_PAGE, {"q": "gast"}).text


def test_a_short_list_has_nothing_to_look_with(world, as_):
    assert 'name="q"' not in as_("trainer").get(PEOPLE_PAGE).text
