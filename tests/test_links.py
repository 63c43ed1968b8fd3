"""Which links are asked, when, and what makes one dead."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dingen import links
from dingen.models import Ding, Link, LinkState, Revision
from lib.outgoing import Answer, Asker, State
from tests.conftest import make_ding
from tests.sites import HERE, port, serving

WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def asking(settings, world):
    settings.CHECK_LINKS = True
    cache.clear()


def add(ding, url="https://een.example.org/", **fields):
    return ding.revision.links.create(
        position=ding.revision.links.count() + 1, title="Uitleg", url=url, **fields
    )


def says(state, asked=None):
    """An asker for whom every site says the same; it keeps what was asked."""

    def ask(url):
        if asked is not None:
            asked.append(url)
        return Answer(state, 0, f"zegt {state}")

    return ask


def row(link):
    link.refresh_from_db()
    return link.state, link.failures, link.outcome


def days_on(time_machine, days=1.0):
    time_machine.move_to(timezone.now() + timedelta(days=days), tick=False)


# --- What is due ---------------------------------------------------------------------------


def test_a_link_is_asked_once_a_week(world, time_machine):
    add(world.dingen[0])
    asked = []

    assert [links.check_due(says(State.GOOD, asked)) for _turn in range(2)] == [1, 0]
    days_on(time_machine, 6.9)
    assert links.check_due(says(State.GOOD, asked)) == 0
    days_on(time_machine, 0.2)
    assert links.check_due(says(State.GOOD, asked)) == 1


def test_what_fails_is_asked_again_after_a_day(world, time_machine):
    add(world.dingen[0])

    links.check_due(says(State.SILENT))
    days_on(time_machine, 0.9)
    assert links.check_due(says(State.SILENT)) == 0
    days_on(time_machine, 0.2)
    assert links.check_due(says(State.SILENT)) == 1


def test_only_what_readers_see_is_asked(world):
    first, second, third = world.dingen
    old = add(first, "https://oud.example.org/")
    Ding.objects.filter(pk=first.pk).update(
        revision=Revision.objects.create(ding=first, number=2, source="x", html="x")
    )
    add(second, "https://concept.example.org/")
    Ding.objects.filter(pk=second.pk).update(status="draft")
    add(third, "https://vroeger.example.org/")
    Ding.objects.filter(pk=third.pk).update(status="retired")

    assert links.check_due(says(State.GOOD)) == 0
    assert row(old) == (LinkState.UNKNOWN, 0, "")


def test_an_address_in_several_lessons_is_asked_once_and_written_to_all(world):
    rows = [add(ding, "https://een.example.org/a/") for ding in world.dingen]
    asked = []

    links.check_due(says(State.GOOD, asked))

    assert asked == ["https://een.example.org/a/"]
    assert [row(one)[0] for one in rows] == [LinkState.ALIVE] * 3


def test_a_site_is_asked_once_a_round_the_longest_waiting_first(world):
    add(world.dingen[0], "https://een.example.org/b/", state="alive", checked_at=timezone.now() - 2 * WEEK)
    add(world.dingen[0], "https://EEN.example.org/c/", state="alive", checked_at=timezone.now() - 3 * WEEK)
    add(world.dingen[0], "https://twee.example.org/")
    rounds = []

    for _turn in range(3):
        rounds.append([])
        links.check_due(says(State.GOOD, rounds[-1]))

    assert rounds == [
        ["https://twee.example.org/", "https://EEN.example.org/c/"],
        ["https://een.example.org/b/"],
        [],
    ]


def test_a_round_is_at_most_twenty_sites(world):
    for number in range(25):
        add(world.dingen[0], f"https://s{number}.example.org/")

    assert [links.check_due(says(State.GOOD)) for _turn in range(3)] == [20, 5, 0]


def test_a_round_begins_nothing_new_when_its_time_is_up(world, monkeypatch):
    for number in range(5):
        add(world.dingen[0], f"https://s{number}.example.org/")
    monkeypatch.setattr(links, "SECONDS", -1)

    assert links.check_due(says(State.GOOD)) == 0
    assert cache.get(links.LEASE) is None


def test_two_rounds_at_once_ask_nothing_twice(world):
    add(world.dingen[0])
    inner = []

    def ask(url):
        inner.append(links.check_due(says(State.GOOD)))
        return Answer(State.GOOD, 200, "ja")

    assert links.check_due(ask) == 1
    assert inner == [0]


def test_nothing_is_asked_when_it_is_off(world, settings):
    settings.CHECK_LINKS = False
    add(world.dingen[0])

    assert links.check_due(says(State.GOOD)) == 0
    assert links.check_lesson(world.dingen[0], says(State.GOOD)) == 0
    assert links.queue(world.dingen[0]) is False


def test_a_slow_site_holds_no_lock_on_the_tables(world):
    add(world.dingen[0])
    depth = len(connection.savepoint_ids)
    seen = []

    def ask(url):
        seen.append(len(connection.savepoint_ids))
        return Answer(State.GOOD, 200, "ja")

    links.check_due(ask)
    assert seen == [depth]


# --- What an answer does ---------------------------------------------------------------------


def test_a_good_answer_makes_a_dead_link_alive(world):
    link = add(world.dingen[0], state="dead", failures=9, checked_at=timezone.now() - WEEK, outcome="weg")

    links.check_due(says(State.GOOD))

    assert row(link) == (LinkState.ALIVE, 0, "zegt good")
    assert timezone.now() - link.checked_at < timedelta(minutes=1)


@pytest.mark.parametrize(("state", "limit"), [(State.GONE, 2), (State.SILENT, 7)])
def test_a_link_dies_after_so_many_failures_in_a_row(world, time_machine, state, limit):
    link = add(world.dingen[0])
    found = []

    for _day in range(limit):
        links.check_due(says(state))
        found.append(row(link)[:2])
        days_on(time_machine, 1.1)

    slow = [(LinkState.SLOW, number) for number in range(1, limit)]
    assert found == [*slow, (LinkState.DEAD, limit)]


def test_several_failures_on_one_day_are_one(world):
    link = add(world.dingen[0])

    for _turn in range(5):
        links.check_lesson(world.dingen[0], says(State.GONE))

    assert row(link)[:2] == (LinkState.SLOW, 1)


def test_a_failure_between_good_answers_is_forgotten(world, time_machine):
    link = add(world.dingen[0])

    for state in (State.GONE, State.GOOD, State.GONE):
        links.check_due(says(state))
        days_on(time_machine, 7.1)

    assert row(link)[:2] == (LinkState.SLOW, 1)


def test_what_is_dead_stays_dead_while_its_site_is_silent(world, time_machine):
    link = add(world.dingen[0])

    for state in (State.GONE, State.GONE, State.SILENT):
        links.check_due(says(state))
        days_on(time_machine, 1.1)

    assert row(link)[:2] == (LinkState.DEAD, 3)


def test_a_site_that_turns_programs_away_is_for_a_person_to_look_at(world, time_machine):
    link = add(world.dingen[0])

    for _week in range(9):
        links.check_due(says(State.CLOSED))
        days_on(time_machine, 7.1)

    assert row(link) == (LinkState.SLOW, 0, "zegt closed")
    assert [*Link.objects.unseen()] == [link]
    assert [*Link.objects.dead()] == []


def test_a_new_text_takes_over_what_was_known_of_an_address(world, time_machine):
    """Publishing does not give a dead link another week of grace."""
    first = world.dingen[0]
    add(world.dingen[1], state="dead", failures=3, checked_at=timezone.now())
    new = add(first)

    links.check_due(says(State.GONE))

    assert row(new)[:2] == (LinkState.DEAD, 3)


# --- With real sites, and from the outside ------------------------------------------------------


def test_real_sites_are_asked(world):
    with serving() as site, serving() as other:
        here, there = (f"http://{HERE}:{port(server)}" for server in (site, other))
        good, gone = add(world.dingen[0], f"{here}/200/"), add(world.dingen[1], f"{there}/404/")
        inside = add(world.dingen[2], "http://localhost/beheer/")
        allowed = {(HERE, port(site)), (HERE, port(other))}

        assert links.check_due(Asker(allowed=allowed).ask) == 3

    assert row(good) == (LinkState.ALIVE, 0, "De pagina is er.")
    assert row(gone) == (LinkState.SLOW, 1, "De pagina is er niet meer (404).")
    assert row(inside)[:2] == (LinkState.SLOW, 0)


def test_tick_checks_links_and_never_asks_this_machine(world, capsys):
    with serving() as site:
        link = add(world.dingen[0], f"http://{HERE}:{port(site)}/200/")

        call_command("tick")

        assert capsys.readouterr().out.splitlines() == ["links checked: 1"]
        assert site.seen == []
    assert row(link)[:2] == (LinkState.SLOW, 0)


@pytest.mark.django_db(transaction=True)
def test_one_lesson_is_asked_by_the_worker(world, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    link = add(world.dingen[0], "http://localhost/")

    assert [links.queue(world.dingen[0]) for _press in range(2)] == [True, True]
    assert DBTaskResult.objects.count() == 1
    assert row(link)[0] == LinkState.UNKNOWN

    call_command("db_worker", batch=True, interval=0, verbosity=0, startup_delay=False)
    assert row(link)[0] == LinkState.SLOW


@pytest.mark.parametrize("lessons", [1, 12])
def test_queries_of_a_round_grow_with_the_addresses_only(world, django_assert_num_queries, lessons):
    for number in range(lessons):
        add(make_ding(f"meer-{number}", world.dingen[0].theme))

    # the lease: 5 to take, 1 to give back; what is due; for the one address a transaction of 2, read, write
    with django_assert_num_queries(11):
        links.check_due(says(State.GOOD))
    assert Link.objects.filter(state=LinkState.ALIVE).count() == lessons
