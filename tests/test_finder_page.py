"""The page of ten, twenty or forty minutes: one answer, two others, and words for every case."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from dingen.models import Ding
from tests.conftest import make_ding
from tests.desk import finish, read, tick
from tests.english import in_english  # noqa: F401 - a fixture
from tests.teams import close as close_team


def page_of(client, world, query="?minuten=20"):
    return client.get(reverse("home:finder", kwargs={"team": world.cohort.slug}) + query)


@pytest.fixture
def reader(as_, world):
    world["participant"].language = "en"
    world["participant"].save()
    return as_("participant")


def test_the_page_gives_one_answer_and_two_others(reader, world):
    tick(world)
    page = page_of(reader, world).content.decode()

    assert page.count('class="now') == 1
    assert "Go on at step 2" in page
    assert 'href="/teams/lindenhof/dingen/eerste-ding/#stap-stap-2"' in page
    assert "You have begun this must-do." in page
    assert page.count("card-link") == 2
    assert page.count('aria-current="true"') == 3


def test_it_goes_on_where_the_other_device_stopped(reader, world):
    tick(world)
    assert "Go on at step 2" in read(page_of(reader, world))
    tick(world, "stap-2")

    assert "Round it off" in read(page_of(reader, world))


def test_what_takes_longer_says_so(reader, world):
    page = read(page_of(reader, world, "?minuten=10"))

    assert "It takes about 15 minutes. That is longer than you have." in page
    assert page.count("takes longer than you have") == 2


def test_what_goes_first_is_named_when_it_takes_longer(reader, world):
    world.dingen[1].revision.steps.filter(position=1).update(minutes=5)

    page = read(page_of(reader, world, "?minuten=10"))

    assert "Ding 1 · Eerste ding goes first, but its next step takes 15 minutes." in page


def test_without_sound_there_may_be_nothing(reader, world):
    Ding.objects.update(with_sound=True, on_phone=False)

    assert "Nothing is left without sound " in read(page_of(reader, world, "?minuten=20&geluid=nee"))
    assert "Nothing is left for a phone " in read(page_of(reader, world, "?minuten=20&plek=telefoon"))
    page = page_of(reader, world, "?minuten=20&plek=telefoon&geluid=nee")
    assert "Nothing is left without sound, on a phone" in read(page)
    assert '<a class="button" href="?minuten=20">Look at everything</a>' in page.content.decode()


def test_when_all_is_done_the_catalogue_is_open(reader, world):
    for number in range(3):
        finish(world, ding=number)

    page = page_of(reader, world).content.decode()

    assert "There is nothing left on your board now" in page
    assert reverse("dingen:programme_list") in page


def test_a_closed_team_gets_a_sentence(reader, world):
    close_team(world)

    page = read(page_of(reader, world))

    assert "This team is closed." in page
    assert "Phone or desk?" not in page


def test_rubbish_in_the_address_is_ten_minutes(reader, world):
    response = page_of(reader, world, "?minuten=9e9&plek=%00&geluid=<b>")

    assert response.status_code == 200
    assert "I have 10 minutes" in read(response)


def test_the_desk_of_a_participant_asks_how_much_time_there_is(as_, world):
    desk = reverse("home:team_desk", kwargs={"team": world.cohort.slug})
    link = f'href="{reverse("home:finder", kwargs={"team": world.cohort.slug})}?minuten='

    assert as_("participant").get(desk).content.decode().count(link) == 3
    assert link not in as_("trainer").get(desk).content.decode()
    close_team(world)
    assert link not in as_("participant").get(desk).content.decode()


@pytest.mark.parametrize("rows", [3, 40])
def test_queries_of_the_page(reader, world, rows, django_assert_num_queries):
    for number in range(4, rows + 1):
        ding = make_ding(f"ding-{number}", world.dingen[0].theme)
        world.dingen.append(ding)
        world.programme.items.create(ding=ding, number=number)
    for number in range(0, rows, 2):
        tick(world, ding=number)
    # Session, user, unread, place; plan, progress, ticks, programme, steps begun and not begun.
    with django_assert_num_queries(10):
        page_of(reader, world)


def test_what_opens_later_can_be_read_when_nothing_else_is_left(reader, world):
    day = world.cohort.today + timedelta(days=1)
    world.cohort.plan.update(opens_on=day)
    finish(world, ding=2)

    page = read(page_of(reader, world))

    assert f"This Ding opens on {date_format(day, 'j F')}. You may read ahead." in page
    assert "Begin with this Ding" in page
