"""The pages on which a trainer chooses a new text for a running team."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from cohorts import actions
from home.team import Care
from home.turn import turn
from tests.conftest import make_ding
from tests.revising import ACCEPT, LIST, facts_of, finish, item_of, publish, tick, url
from tests.teams import close as close_team


@pytest.fixture(autouse=True)
def english(world):
    for person in world.people.values():
        person.language = "en"
        person.save()
    with translation.override("en"):
        yield


def test_the_page_shows_the_change_and_accepts_it(as_, world):
    tick(world, "stap-1", "stap-2")
    finish(world, by="helper")
    new = publish(world.dingen[0], "stap-1", change="Dode link hersteld")
    client = as_("trainer")

    page = client.get(url(world, ACCEPT)).content.decode()

    for words in (
        "Dode link hersteld",
        "2 steps go",
        "1 participant ticked it",
        "2 participants have begun.",
    ):
        assert words in page
    assert f'name="revision" value="{new.pk}"' in page
    assert re.search(r"<del>.*?Doe 1 van eerste-ding\.</del><ins>.*?Nu stap-1\.</ins>", page)

    response = client.post(url(world, ACCEPT), {"revision": new.pk}, follow=True)

    assert response.redirect_chain == [(world.cohort.get_absolute_url(), 302)]
    assert "Your team works with the new text of Eerste ding." in response.content.decode()
    assert "Your team has the newest text" in client.get(url(world, ACCEPT)).content.decode()
    again = client.post(url(world, ACCEPT), {"revision": new.pk}, follow=True).content.decode()
    assert "Your team works with the new text of Eerste ding." in again


def test_a_newer_text_is_shown_before_it_is_accepted(as_, world):
    tick(world)
    seen = publish(world.dingen[0], "stap-1")
    newest = publish(world.dingen[0], "stap-1", "later")

    response = as_("trainer").post(url(world, ACCEPT), {"revision": seen.pk}, follow=True)

    page = response.content.decode()
    assert response.redirect_chain == [(url(world, ACCEPT), 302)]
    assert "There is a newer text since you looked." in page
    assert f'name="revision" value="{newest.pk}"' in page
    assert item_of(world).is_outdated


def test_a_text_of_another_ding_is_not_accepted_on_this_page(as_, world):
    tick(world)
    tick(world, ding=1)
    publish(world.dingen[0], "stap-1")
    other = publish(world.dingen[1], "stap-1")

    as_("trainer").post(url(world, ACCEPT), {"revision": other.pk})

    assert [item.number for item in world.cohort.plan.outdated()] == [1, 2]


@pytest.mark.parametrize("name", [LIST, ACCEPT])
def test_an_impossible_number_is_accepted_nowhere(as_, world, name):
    tick(world)
    publish(world.dingen[0], "stap-1")

    response = as_("trainer").post(url(world, name), {"revision": "9" * 30})

    assert response.status_code == 302
    assert item_of(world).is_outdated


def test_a_ding_outside_the_plan_has_no_such_page(as_, world):
    assert as_("trainer").get(url(world, ACCEPT, ding=2)).status_code == 404
    assert as_("trainer").post(url(world, ACCEPT, ding=2), {"revision": 1}).status_code == 404


def test_the_list_accepts_all_that_it_showed(as_, world):
    tick(world)
    tick(world, ding=1)
    first, second = (publish(world.dingen[n], "stap-1", change=f"Verandering {n}") for n in range(2))
    client = as_("trainer")
    page = client.get(url(world, LIST)).content.decode()
    assert "Verandering 0" in page
    assert "Go on with all 2 new texts" in page
    third = publish(world.dingen[1], "stap-1", "later")

    response = client.post(url(world, LIST), {"revision": [first.pk, second.pk]}, follow=True)

    page = response.content.decode()
    assert "Your team works with the new text of Eerste ding." in page
    assert "There is a newer text since you looked." in page
    assert f'value="{third.pk}"' in page
    assert f'value="{first.pk}"' not in page

    page = client.post(url(world, LIST), {"revision": [third.pk]}, follow=True).content.decode()

    assert "Your team has the newest texts" in page


def test_a_closed_team_reads_and_gets_a_sentence(as_, world):
    tick(world)
    new = publish(world.dingen[0], "stap-1")
    close_team(world)
    client = as_("trainer")

    for name in (LIST, ACCEPT):
        page = client.get(url(world, name)).content.decode()
        assert 'name="revision" value' not in page
        assert "This team is closed." in page
        refused = client.post(url(world, name), {"revision": new.pk}, headers={"referer": url(world, name)})
        assert refused.status_code == 302
    assert item_of(world).is_outdated


def test_the_trainer_has_one_quiet_line_on_the_desk(as_, world):
    desk = reverse("home:team_desk", kwargs={"team": world.cohort.slug})
    tick(world)
    client = as_("trainer")
    assert url(world, LIST) not in client.get(desk).content.decode()
    publish(world.dingen[0], "stap-1")
    assert Care.of(world.cohort).texts == 1

    page = client.get(desk).content.decode()

    assert f'<a href="{url(world, LIST)}">1 Ding has a new text</a>' in page
    assert turn(facts_of(world, "trainer")).calm
    assert url(world, LIST) not in as_("participant").get(desk).content.decode()
    close_team(world)
    assert url(world, LIST) not in as_("trainer").get(desk).content.decode()


# --- Queries ---------------------------------------------------------------------------------
def more_texts(world, rows):
    """So many Dingen with a newer text."""
    for number in range(3, rows + 1):
        ding = make_ding(f"ding-{number}", world.dingen[0].theme)
        world.dingen.append(ding)
        world.cohort.plan.create(ding=ding, number=number, weight="can")
    for item in world.cohort.plan.select_related("ding")[:rows]:
        anna = world.enrolments["participant"]
        actions.tick(enrolment=anna, ding=item.ding, step_key="stap-1", done=True, by=anna)
        publish(item.ding, "stap-1", change="Nieuw")


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_queries_of_the_list(as_, world, rows, django_assert_num_queries):
    more_texts(world, rows)
    client = as_("trainer")
    with django_assert_num_queries(6):  # session, user, unread, place, plan, begun
        client.get(url(world, LIST))


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_page(as_, world, rows, django_assert_num_queries):
    tick(world, *(f"stap-{n + 1}" for n in range(rows)))
    new = publish(world.dingen[0], *(f"nieuw-{n}" for n in range(rows)))
    for number in range(rows):
        new.links.create(position=number, title="Lees", url=f"https://example.org/{number}")
        new.questions.create(position=number, question="Hoe?", answers=[])
    client = as_("trainer")
    with django_assert_num_queries(11):
        client.get(url(world, ACCEPT))


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_desk(as_, world, rows, django_assert_num_queries):
    more_texts(world, rows)
    client = as_("trainer")
    with django_assert_num_queries(10):
        client.get(reverse("home:team_desk", kwargs={"team": world.cohort.slug}))
