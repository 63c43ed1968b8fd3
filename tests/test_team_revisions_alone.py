"""Who follows a programme alone has no trainer: they choose a new text themselves."""

import pytest
from django.urls import reverse

from cohorts import actions
from tests.english import in_english  # noqa: F401 - a fixture
from tests.revising import ACCEPT, LIST, publish


@pytest.fixture
def mine(world):
    """Anna's own programme, with a tick in a Ding that got a new text since."""
    world["participant"].language = "en"
    world["participant"].save()
    cohort = actions.start_alone(programme=world.programme, by=world["participant"])
    actions.tick(enrolment=me(cohort), ding=world.dingen[0], step_key="stap-1", done=True, by=me(cohort))
    publish(world.dingen[0], "stap-1", "later", change="Dode link hersteld")
    return cohort


def me(cohort):
    return cohort.enrolments.get()


def at(cohort, name, slug=""):
    return reverse(name, kwargs={"team": cohort.slug} | ({"slug": slug} if slug else {}))


def test_the_lesson_says_so_and_the_new_text_is_one_press_away(as_, world, mine):
    client, slug = as_("participant"), world.dingen[0].slug
    lesson, accept = at(mine, "home:lesson_detail", slug), at(mine, ACCEPT, slug)
    assert f'href="{accept}"' in client.get(lesson).content.decode()

    page = client.get(accept).content.decode()
    assert "What it means for you<" in page
    assert "your team" not in page.lower()

    client.post(accept, {"revision": world.dingen[0].revision_id})

    assert mine.revision_of(world.dingen[0]) == world.dingen[0].revision
    assert [done.step_key for done in me(mine).progress.get().steps_done.all()] == ["stap-1"]
    page = client.get(lesson).content.decode()
    assert accept not in page
    assert "Nu later." in page


def test_the_list_speaks_of_one_person(as_, world, mine):
    client = as_("participant")
    page = client.get(at(mine, LIST)).content.decode()
    assert "you keep it until you choose the new one" in page
    assert "participant" not in page

    response = client.post(at(mine, LIST), {"revision": world.dingen[0].revision_id}, follow=True)

    assert "You go on with the new text." in response.content.decode()
    assert "You have the newest texts" in response.content.decode()


def test_rounded_off_it_keeps_its_text(as_, world, mine):
    actions.end_alone(cohort=mine, by=me(mine))
    client, slug, old = as_("participant"), world.dingen[0].slug, mine.revision_of(world.dingen[0])

    client.post(at(mine, ACCEPT, slug), {"revision": world.dingen[0].revision_id})

    assert mine.revision_of(world.dingen[0]) == old != world.dingen[0].revision
    assert at(mine, ACCEPT, slug) not in client.get(at(mine, "home:lesson_detail", slug)).content.decode()


def test_in_a_team_the_lesson_says_so_to_the_trainer_only(as_, world):
    place = world.enrolments["participant"]
    actions.tick(enrolment=place, ding=world.dingen[0], step_key="stap-1", done=True, by=place)
    publish(world.dingen[0], "stap-1")
    lesson, accept = (at(world.cohort, name, world.dingen[0].slug) for name in ("home:lesson_detail", ACCEPT))

    assert accept in as_("trainer").get(lesson).content.decode()
    assert accept not in as_("participant").get(lesson).content.decode()
