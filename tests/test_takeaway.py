"""Sheets to take away: for the trainer, and totals for the manager of an organisation."""

import io

import pytest
from django.db import connection
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import AuditEntry, Capacity
from cohorts import actions
from cohorts.models import State
from tests.conftest import make_cohort
from tests.desk import read
from tests.teams import join
from tests.watching import crowd, finish

HERE = "/teams/lindenhof/uitvoer/"
MANAGER = "/organisatie/"


def table(answer):
    """The lines of a CSV as lists of cells."""
    return [line.split(";") for line in answer.content.decode("utf-8-sig").splitlines()]


def test_progress_has_a_column_for_each_ding_and_no_formula(world, as_):
    finish(world.enrolments["participant"], [world.dingen[0]], timezone.now())
    world["participant"].name = "=HYPERLINK(1)"
    world["participant"].save()
    head, *rows = table(as_("trainer").get(f"{HERE}voortgang.csv"))
    assert head[:4] == ["Naam", "Groep", "1. Eerste ding", "2. Tweede ding"]
    assert rows[0][:5] == ["'=HYPERLINK(1)", "Digitaal klantcontact", "klaar", "", "1"]
    assert [row[0] for row in rows[1:]] == ["Hugo Bakker", "Piet Jansen"]


def test_what_was_set_aside_says_so_in_the_sheet(world, as_):
    anna = world.enrolments["participant"]
    actions.set_aside(enrolment=anna, ding=world.dingen[1], by=anna)
    rows = table(as_("trainer").get(f"{HERE}voortgang.csv"))
    assert rows[1][:5] == ["Anna de Vries", "Digitaal klantcontact", "", "weggelegd", "0"]
    book = load_workbook(io.BytesIO(as_("trainer").get(f"{HERE}voortgang.xlsx").content))
    assert [cell.value for cell in book.worksheets[0][2]][2:4] == [None, "weggelegd"]


def test_people_and_plan(world, as_):
    people = table(as_("trainer").get(f"{HERE}mensen.csv"))
    assert [row[:3] for row in people[1:3]] == [
        ["Anna de Vries", "anna@example.org", "deelnemer"],
        ["Hugo Bakker", "hugo@example.org", "deelnemer"],
    ]
    plan = table(as_("trainer").get(f"{HERE}plan.csv"))
    assert [row[:4] for row in plan[1:]] == [
        ["1", "eerste-ding", "Eerste ding", "must"],
        ["2", "tweede-ding", "Tweede ding", "can"],
    ]


@pytest.mark.parametrize("sheet", ["voortgang", "mensen", "plan"])
def test_a_second_sheet_explains_every_column(world, as_, sheet):
    book = load_workbook(io.BytesIO(as_("trainer").get(f"{HERE}{sheet}.xlsx").content))
    first, second = book.worksheets
    heads = [cell.value for cell in first[1]]
    explained = [row[0] for row in second.iter_rows(min_row=2, values_only=True)]
    assert explained == heads
    assert all(row[1] for row in second.iter_rows(min_row=2, values_only=True))


def test_a_sheet_is_written_in_the_book_without_its_words(world, as_):
    as_("trainer").get(f"{HERE}mensen.xlsx")
    [entry] = AuditEntry.objects.filter(deed="export")
    assert (entry.actor, entry.on, entry.result) == (
        f"user:{world['trainer'].pk}",
        f"cohort:{world.cohort.pk}",
        "mensen.xlsx",
    )


@pytest.mark.parametrize("address", ["geheim.csv", "plan.pdf", "plan.CSV"])
def test_what_is_no_sheet_is_not_found(world, as_, address):
    assert as_("trainer").get(HERE + address).status_code == 404
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_a_sheet_costs_the_same_for_any_number(world, as_, django_assert_num_queries, count):
    for number in range(count):
        join(world, f"Nr {number}", f"nr{number}@example.org")
    browser = as_("trainer")
    browser.get(HERE)
    locks = connection.vendor == "postgresql"  # the book of audit takes a lock there
    with django_assert_num_queries(11 + locks):
        browser.get(f"{HERE}voortgang.csv")


# The manager of an organisation


@pytest.fixture
def manager(world, as_):
    world["outsider"].memberships.create(organisation=world.ours, capacity=Capacity.MANAGER)
    return as_("outsider")


def test_the_manager_sees_totals_and_no_names(world, manager):
    crowd(world, [3, 3, 3, 3, 3, 0], timezone.now())
    page = manager.get(MANAGER)
    [team] = page.context["teams"]
    musts = world.cohort.plan.musts().count()
    assert (team.people, team.share, team.ideas) == (5, 15 * 10 // (6 * musts) * 10, 0)
    assert "Persoon" not in page.text
    assert "Tineke" not in page.text


def test_a_small_team_has_no_figures_and_there_is_no_sum(world, manager):
    page = manager.get(MANAGER)
    [team] = page.context["teams"]
    assert (team.people, team.share) == (None, None)
    assert "minder dan 5" in read(page)
    [_head, row] = table(manager.get(f"{MANAGER}teams.csv"))
    assert row[7:9] == ["", ""]


def test_teams_of_others_and_drafts_stay_out(world, manager):
    make_cohort(world.ours, world.programme, "concept", state=State.DRAFT, stage=1)
    make_cohort(world.ours, world.programme, "alleen", kind="individual")
    assert [one.cohort.slug for one in manager.get(MANAGER).context["teams"]] == ["lindenhof"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_managers_page_costs_the_same_for_any_number(world, manager, django_assert_num_queries, count):
    for number in range(count):
        make_cohort(world.ours, world.programme, f"team-{number}")
    manager.get("/mijn/")
    with django_assert_num_queries(6):
        manager.get(MANAGER)


def test_the_desk_of_a_manager_leads_to_it(world, manager):
    assert f'href="{MANAGER}"' in manager.get("/").text


def test_taking_a_sheet_as_manager_is_written_too(world, manager):
    manager.get(f"{MANAGER}teams.xlsx")
    entry = AuditEntry.objects.get(deed="export")
    assert (entry.on, entry.result) == (f"organisation:{world.ours.pk}", "totalen.xlsx")
