"""The matrix: who is where, who can use some help, and what the trainer may ask of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts import actions
from cohorts.models import Stage
from cohorts.overview import plan_of
from cohorts.pace import middle, standings
from tests.desk import at, read
from tests.teams import close
from tests.watching import crowd, finish

HERE = "/teams/lindenhof/voortgang/"


def names(page):
    return [str(one.person) for _line, one in page.context["lines"]]


@pytest.fixture
def people(world):
    """Five people: the middle one has finished four must-do's."""
    return crowd(world, [5, 4, 4, 2, 0], timezone.now())


@pytest.mark.parametrize(
    ("done", "usual"), [([], 0), ([3], 3), ([0, 4], 0), ([1, 2, 9], 2), ([1, 2, 3, 9], 2)]
)
def test_the_pace_is_that_of_the_middle_one(done, usual):
    assert middle(done) == usual


def test_behind_is_two_must_dos_fewer_than_the_own_team(world, people):
    found = {str(one.person): one.behind for one in standings(world.cohort, plan_of(world.cohort))}
    assert found == {"Persoon 0": 0, "Persoon 1": 0, "Persoon 2": 0, "Persoon 3": 2, "Persoon 4": 4}


@pytest.mark.parametrize("moment", ["closed", "after the vote"])
def test_nobody_is_behind_when_the_learning_is_over(world, people, moment):
    close(world) if moment == "closed" else at(world, Stage.NOMINATION)
    found = standings(world.cohort, plan_of(world.cohort))
    assert [one.needs_help for one in found] == [False] * 5


def test_ten_days_without_a_tick_is_quiet(world, people):
    finish(people[0], [], timezone.now() - timedelta(days=11))
    found = standings(world.cohort, plan_of(world.cohort))
    assert [one.quiet for one in found] == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", "01234"),
        ("?op=-naam", "43210"),
        ("?op=klaar", "43120"),
        ("?op=-klaar", "01234"),
        ("?op=hulp", "34012"),
        ("?toon=hulp", "34"),
        ("?toon=hulp&op=-naam", "43"),
        ("?op=<script>&toon=x&groep=abc&alleen=y&pagina=zz", "01234"),
        ("?groep=99999999999999999999", "01234"),
        ("?alles=1", "01234"),
    ],
)
def test_the_trainer_arranges_the_matrix(world, people, as_, asked, shown):
    assert names(as_("trainer").get(HERE + asked)) == [f"Persoon {number}" for number in shown]


def test_one_group_and_only_must_dos(world, people, as_):
    world.groups[0].seats.create(enrolment=people[2], number=1)
    page = as_("trainer").get(f"{HERE}?groep={world.groups[0].pk}&alleen=must")
    assert names(page) == ["Persoon 2"]
    assert {item.weight for item in page.context["dingen"]} == {"must"}
    assert [str(group) for group in page.context["groups"]] == ["Digitaal klantcontact"]


def test_the_last_one_seen_comes_first_when_asked(world, people, as_):
    finish(people[3], [], timezone.now() - timedelta(days=9))
    assert names(as_("trainer").get(HERE + "?op=bezig"))[0] == "Persoon 3"


def test_every_cell_is_a_word_under_a_head_with_the_name_of_the_ding(world, people, as_):
    page = as_("trainer").get(HERE).content.decode()
    row = page[page.index(f"/voortgang/{people[3].pk}/") :].partition("</tr>")[0]
    assert row.count('<span class="visually-hidden">klaar</span>') == 2
    assert row.count('<span class="visually-hidden">nog niet</span>') == 5
    assert '<span class="visually-hidden"> Eerste ding</span>' in page
    assert page.count('aria-sort="ascending"') == 1
    assert "2 must-do&#x27;s achter" in row or "2 must-do’s achter" in row


def test_what_somebody_set_aside_has_a_sign_and_a_word_of_its_own(world, people, as_):
    ding = world.cohort.plan.musts().get(ding__slug="must-7").ding
    actions.set_aside(enrolment=people[3], ding=ding, by=people[3])
    browser = as_("trainer")
    page = browser.get(HERE).content.decode()
    row = page[page.index(f"/voortgang/{people[3].pk}/") :].partition("</tr>")[0]
    assert row.count('<span class="visually-hidden">weggelegd</span>') == 1
    assert row.count('<span class="cell aside">') == row.count("#archive") == 1
    assert row.count('<span class="visually-hidden">bezig</span>') == 0
    assert "een doosje is weggelegd voor later" in page
    assert "7. Must 7 must-do weggelegd" in read(browser.get(f"{HERE}{people[3].pk}/"))


def test_who_is_no_trainer_cannot_arrange_people(world, people, as_):
    for name in ("mt",):
        page = as_(name).get(f"{HERE}?toon=hulp&groep={world.groups[0].pk}&op=klaar")
        assert "lines" not in page.context
        assert "Persoon" not in page.text


def test_others_hear_of_five_people_at_a_time(world, as_):
    people = crowd(world, [1, 1, 1, 1, 1, 0], timezone.now())
    first = read(as_("mt").get(HERE))
    assert "1. Eerste ding must-do 5 of meer" in first
    finish(people[5], [world.dingen[0]], timezone.now())
    assert read(as_("mt").get(HERE)) == first  # the sixth tells nobody anything


def test_one_person_has_a_page_with_dates(world, people, as_, django_assert_num_queries):
    people[3].progress.create(ding=world.dingen[2])
    browser = as_("trainer")
    browser.get(HERE)
    with django_assert_num_queries(9):
        page = browser.get(f"{HERE}{people[3].pk}/")
    text = read(page)
    assert "Persoon 3 2 must-do" in text
    assert "Zelf gekozen Derde ding" in text
    assert page.context["standing"].musts == 2


def test_somebody_of_another_team_or_role_has_no_page(world, as_):
    for name in ("outsider", "mt"):
        assert as_("trainer").get(f"{HERE}{world.enrolments[name].pk}/").status_code == 404


def test_a_team_without_participants_says_so(world, as_):
    world.cohort.enrolments.filter(role="participant").delete()
    assert "Er doet nog niemand mee" in as_("trainer").get(HERE).text
