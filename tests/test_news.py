"""What is new for me on the desk: what I have not opened, and no visit that anybody kept."""

from datetime import timedelta

import pytest

from cohorts import actions
from home.news import News
from notifications.models import Kind
from notifications.notify import notify
from tests.desk import address, desk, facts_of, read, tick
from tests.teams import close


def tell(world, number=1, kind=Kind.REPLY, path="/teams/lindenhof/forum/1/"):
    words = {"author": "Hugo", "title": "Titel", "team": "Lindenhof", "trainer": "Tineke"}
    notify([world["participant"]], kind, about=f"post:{number}", path=path, **words)


def opens(world, days, number=1):
    day = world.cohort.today + timedelta(days=days)
    world.cohort.plan.filter(number=number).update(opens_on=day)


def test_nothing_new_is_no_card(as_, world):
    assert not News.of(facts_of(world))
    assert "Nieuw voor jou" not in read(desk(as_("participant"), world))


def test_messages_of_this_team_count_until_they_are_read(as_, world):
    tell(world)
    tell(world, 2, Kind.PLAN_CHANGED, "/teams/lindenhof/")
    tell(world, 3, path="/teams/lindenhof-2/forum/1/")

    page = read(desk(as_("participant"), world))

    assert "Nieuw voor jou 2 berichten het plan of de data zijn veranderd" in page
    world["participant"].notifications.mark_read()
    assert not News.of(facts_of(world))


@pytest.mark.parametrize(("days", "news"), [(1, 0), (0, 1), (-6, 1), (-7, 0)])
def test_a_must_do_that_opened_this_week_is_news(world, days, news):
    opens(world, days)
    assert len(News.of(facts_of(world)).opened) == news


def test_a_ding_that_was_begun_or_set_aside_is_no_news(world):
    opens(world, 0)
    place = world.enrolments["participant"]
    actions.set_aside(enrolment=place, ding=world.dingen[0], by=place)
    assert not News.of(facts_of(world))
    tick(world)
    assert not News.of(facts_of(world))


def test_who_is_away_is_told_nothing_nor_anybody_in_a_closed_team(world):
    tell(world)
    opens(world, 0)
    place = world.enrolments["participant"]
    actions.pause(enrolment=place, until=None, by=place)
    assert not News.of(facts_of(world))
    actions.come_back(enrolment=place, by=place)
    assert News.of(facts_of(world)).messages == 1
    close(world)
    assert not News.of(facts_of(world))


def test_after_a_pause_the_desk_asks_no_more_of_the_database(as_, world, django_assert_max_num_queries):
    place = world.enrolments["participant"]
    actions.pause(enrolment=place, until=None, by=place)
    actions.come_back(enrolment=place, by=place)
    client = as_("participant")
    with django_assert_max_num_queries(12):
        page = client.get(address(world, "home:team_desk"))
    assert page.context["landing"]
    assert "topics" not in page.context
