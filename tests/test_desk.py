"""The desk of a team as a page: what each role finds there, and what nobody does."""

import pytest

from cohorts.models import State
from pitches.actions.ballot import cast
from tests.desk import address, desk, finish, read, tick
from tests.english import in_english  # noqa: F401 - a fixture
from tests.forum import make_reply, make_topic
from tests.pitching import handed_in, voted
from tests.teams import draft, invite
from tests.voting import crowd, opened


@pytest.mark.parametrize("name", ["participant", "helper", "trainer", "mt"])
def test_the_desk_shows_the_turn_the_board_and_the_closing_meeting(as_, world, name):
    response = desk(as_(name), world)
    page = response.content.decode()

    assert page.count('class="now') == 1
    assert page.count('class="tile ') == 3
    assert page.count("<h1") == 1
    assert '<time datetime="' in page


def test_the_mt_sees_no_name_and_no_talk_of_the_participants(as_, world):
    crowd(world, 3)
    tick(world)
    finish(world, by="helper")
    make_topic(world, title="Geheim van het team")

    page = desk(as_("mt"), world).content.decode()

    for name in ("Anna", "Hugo", "Piet", "Iemand", "Geheim van het team", "Screencasts"):
        assert name not in page
    assert address(world, "forum:topic_list") not in page
    assert address(world, "cohorts:progress") not in page
    assert 'max="5"' in page  # six people, told in fives


def test_the_mt_sees_no_figures_about_four_people(as_, world):
    crowd(world, 1)
    finish(world)

    page = desk(as_("mt"), world).content.decode()

    assert "is-busy" not in page
    assert "<progress" not in page.partition("<main")[2]


def test_the_group_card_shows_who_is_in_it(as_, world):
    page = desk(as_("participant"), world).content.decode()

    assert 'aria-label="Hugo Bakker"' in page
    assert "Piet Jansen" not in page
    assert address(world, "pitches:plan_detail", group_id=world.groups[0].pk) in page
    assert address(world, "forum:help_desk") not in page
    assert address(world, "forum:help_desk") in desk(as_("helper"), world).content.decode()


def test_who_has_no_group_finds_the_groups(as_, world):
    world.enrolments["participant"].seat.delete()

    assert address(world, "cohorts:group_list") in desk(as_("participant"), world).content.decode()


def test_the_trainer_finds_every_room_and_how_it_stands(as_, world):
    invite(world)
    handed_in(world, groups=1)
    page = desk(as_("trainer"), world).content.decode()

    names = ["cohorts:progress", "forum:help_desk", "cohorts:member_list", "cohorts:group_list"]
    names += ["pitches:pitch_list", "cohorts:plan_edit", "pitches:closing_control", "cohorts:cohort_edit"]
    for name in names:
        assert f'href="{address(world, name)}"' in page


def test_the_newest_topics_are_those_one_may_read(as_, world):
    make_topic(world, title="Voor iedereen")
    make_topic(world, title="Voor de groep", audience="group", group=world.groups[0])
    make_topic(world, title="Voor de trainer", audience="trainer")

    def shown(name):
        page = desk(as_(name), world).content.decode()
        return [title for title in ("Voor iedereen", "Voor de groep", "Voor de trainer") if title in page]

    assert shown("other") == ["Voor iedereen"]
    assert shown("helper") == ["Voor iedereen", "Voor de groep"]
    assert shown("trainer") == ["Voor iedereen", "Voor de groep", "Voor de trainer"]


def test_a_topic_leads_to_the_first_new_post(as_, world):
    topic = make_topic(world)
    topic.mark_read(by=world.enrolments["other"], number=1)
    make_reply(world, topic)

    assert f"{topic.get_absolute_url()}#p2" in desk(as_("other"), world).content.decode()


def test_a_team_without_dingen_says_so(as_, world):
    world.cohort.plan.all().delete()
    world.programme.items.all().delete()

    page = desk(as_("participant"), world).content.decode()

    assert 'class="empty"' in page
    assert 'class="tile ' not in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("participant", 12), ("trainer", 11), ("mt", 10)])
def test_the_desk_asks_as_much_for_three_as_for_one(
    as_, world, name, queries, rows, django_assert_num_queries
):
    crowd(world, rows + 2)
    world.cohort.plan.filter(number__gt=rows).delete()
    for number in range(rows):
        tick(world, ding=number)
        make_topic(world, by=["helper", "other", "participant"][number], title=f"Bericht {number}")
        if not world.cohort.plan.filter(ding=world.dingen[number]).exists():
            world.cohort.plan.create(ding=world.dingen[number], number=number + 1, weight="can")
    client = as_(name)

    with django_assert_num_queries(queries):
        desk(client, world)


def test_what_was_voted_is_nowhere_on_the_desk(as_, world):
    first, second = handed_in(world)
    ballot = opened(world)
    cast(ballot=ballot, choices=[second], by=world.enrolments["participant"])

    for name in ("trainer", "mt", "other"):
        page = read(desk(as_(name), world))
        assert second.title not in page
        assert first.title not in page


def test_a_draft_and_a_voted_team_have_a_desk_too(as_, world):
    cohort, _place = draft(world)
    voted(world)

    assert as_("trainer").get(cohort.get_absolute_url()).status_code == 200
    assert desk(as_("trainer"), world).status_code == 200
    assert cohort.state == State.DRAFT
