"""Secret means secret: neither the age of a row nor its place on disk leads from a voter to a choice.

Every property is first shown to fail on the obvious table (a vote is inserted when it is cast).
"""

import logging
from statistics import mean

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts.models import AuditEntry, Nonce
from notifications.models import Notification
from pitches import tasks
from pitches.actions import ballot as actions
from pitches.actions.ballot import cast, close, reveal
from pitches.models import Agreement, Turnout, Vote
from tests.voting import crowd, hand_in, kendall, opened

VOTERS, BALLOTS = 10, 20
# The mean of 20 rank correlations of 10 strays 0.056 from zero by chance: 0.28 is five times that.
CHANCE = 0.28
on_disk = "ctid" if connection.vendor == "postgresql" else "rowid"


@pytest.fixture
def hall(world):
    """Twenty votes in a row by the same ten people."""
    pitches, people = hand_in(world), crowd(world, VOTERS)
    world.cohort.enrolments.filter(user__name__in=["Anna de Vries", "Hugo Bakker", "Piet Jansen"]).delete()
    return pitches, people


def rows(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def papers_on_disk(ballot):
    sql = f"SELECT receipt FROM pitches_vote WHERE ballot_id = %s AND choices <> '------' ORDER BY {on_disk}"
    return [receipt for (receipt,) in rows(sql, ballot.pk)]


def vote_in_turn(ballot, hall):
    pitches, people = hall
    return [cast(ballot=ballot, choices=[pitches[n % 2]], by=by) for n, by in enumerate(people)]


@pytest.fixture
def naive(world):
    """The table that everybody would write: random keys, and a row when somebody votes."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive_vote (id char(32) PRIMARY KEY, choices char(6))")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE naive_vote")


def cast_naively(ballot, by, key):
    with transaction.atomic():
        Turnout.objects.create(ballot=ballot, enrolment=by)
        rows_written = "INSERT INTO naive_vote VALUES (%s, '010000')"
        with connection.cursor() as cursor:
            cursor.execute(rows_written, [key])


@pytest.mark.django_db(transaction=True)
def test_place_on_disk_betrays_the_naive_table(world, hall, naive):
    ballot = opened(world, own_group_excluded=False)
    keys = [f"{7919 * n % 104729:032}" for n in range(1, VOTERS + 1)]
    for by, key in zip(hall[1], keys, strict=True):
        cast_naively(ballot, by, key)
    found = [key for (key,) in rows(f"SELECT id FROM naive_vote ORDER BY {on_disk}")]
    assert kendall(found, keys) == 1


@pytest.mark.django_db(transaction=True)
def test_place_on_disk_says_nothing_of_ours(world, hall):
    open_, closed, last = [], [], 0
    for _time in range(BALLOTS):
        ballot = opened_again(world)
        turn = vote_in_turn(ballot, hall)
        found = papers_on_disk(ballot)
        open_.append(kendall(found, turn))
        last += turn[-1] in {found[0], found[-1]}
        reveal(ballot=close(ballot=ballot, by=world.enrolments["trainer"]), by=world.enrolments["trainer"])
        closed.append(kendall(papers_on_disk(ballot), turn))
    assert abs(mean(open_)) < CHANCE
    assert abs(mean(closed)) < CHANCE
    assert last <= 14  # of 20, where chance gives 4 and the obvious table 20


def opened_again(world):
    card = Agreement.objects.create(cohort=world.cohort, own_group_excluded=False, tie_rule="mt")
    return actions.open_ballot(agreement=card, by=world.enrolments["trainer"])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="xmin is PostgreSQL's")
@pytest.mark.django_db(transaction=True)
def test_age_of_a_row_betrays_the_naive_table(world, hall, naive):
    ballot = opened(world, own_group_excluded=False)
    for number, by in enumerate(hall[1]):
        cast_naively(ballot, by, f"{number:032}")
    joined = "SELECT count(*) FROM naive_vote v JOIN pitches_turnout t ON t.xmin = v.xmin"
    assert rows(joined) == [(VOTERS,)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="xmin is PostgreSQL's")
@pytest.mark.django_db(transaction=True)
def test_age_of_a_row_says_nothing_of_ours(world, hall):
    """At any moment all papers are equally old, in the same transaction and the same command of it."""
    pitches, people = hall
    ballot = opened(world, own_group_excluded=False)
    ages = "SELECT DISTINCT xmin::text, cmin::text FROM pitches_vote WHERE ballot_id = %s"
    for by in people:
        cast(ballot=ballot, choices=[pitches[0]], by=by)
        assert len(rows(ages, ballot.pk)) == 1
    close(ballot=ballot, by=world.enrolments["trainer"])
    assert len(rows("SELECT DISTINCT xmin::text FROM pitches_vote WHERE ballot_id = %s", ballot.pk)) == 1
    assert rows("SELECT count(*) FROM pitches_vote v JOIN pitches_turnout t ON t.xmin = v.xmin") == [(0,)]


def test_papers_are_written_by_one_statement(world, hall):
    """A second one would leave the filled paper with one dead version more than the others."""
    ballot = opened(world, own_group_excluded=False)
    with CaptureQueriesContext(connection) as queries:
        cast(ballot=ballot, choices=[hall[0][0]], by=hall[1][0])
    writes = [query["sql"] for query in queries if "pitches_vote" in query["sql"].partition("SET")[0]]
    assert [sql.split()[0] for sql in writes if not sql.startswith("SELECT")] == ["UPDATE"]


@pytest.fixture
def rewritten(world):
    """Return the receipt words of the papers that were written again since the last time it was asked."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE rewritten (receipt varchar(8))")
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE FUNCTION note_paper() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN INSERT INTO rewritten VALUES (OLD.receipt); RETURN NULL; END $$"
            )
            cursor.execute(
                "CREATE TRIGGER note_papers AFTER UPDATE ON pitches_vote "
                "FOR EACH ROW EXECUTE FUNCTION note_paper()"
            )
        else:
            cursor.execute(
                "CREATE TRIGGER note_papers AFTER UPDATE ON pitches_vote "
                "BEGIN INSERT INTO rewritten VALUES (OLD.receipt); END"
            )

    def since():
        found = [receipt for (receipt,) in rows("SELECT receipt FROM rewritten")]
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM rewritten")
        return found

    yield since
    with connection.cursor() as cursor:
        table = " ON pitches_vote" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER note_papers{table}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION note_paper")
        cursor.execute("DROP TABLE rewritten")


@pytest.mark.django_db(transaction=True)
def test_vote_rewrites_every_paper_once(world, hall, rewritten):
    ballot = opened(world, own_group_excluded=False)
    papers = sorted(ballot.votes.values_list("receipt", flat=True))
    for by in hall[1][:3]:
        cast(ballot=ballot, choices=[hall[0][0]], by=by)
        assert sorted(rewritten()) == papers


@pytest.mark.django_db(transaction=True)
def test_large_vote_hides_the_paper_in_a_random_sample(world, hall, monkeypatch, rewritten):
    pitches, people = hall
    monkeypatch.setattr(actions, "REWRITE_ALL_BELOW", 5)
    monkeypatch.setattr(actions, "SAMPLE", 4)
    ballot = opened(world, own_group_excluded=False)
    seen = set()
    for by in people:
        receipt = cast(ballot=ballot, choices=[pitches[0]], by=by)
        sample = rewritten()
        assert (len(sample), len(set(sample)), receipt in sample) == (4, 4, True)
        seen |= set(sample)
    assert len(seen) > 6
    assert [choices for _receipt, choices in ballot.papers()] == ["010000"] * VOTERS


def test_blank_papers_are_filled_at_random(world, hall):
    """The first voter does not get the first paper."""
    taken = set()
    for _time in range(12):
        ballot = opened_again(world)
        papers = list(ballot.votes.order_by("key").values_list("receipt", flat=True))
        receipt = cast(ballot=ballot, choices=[hall[0][0]], by=hall[1][0])
        taken.add(papers.index(receipt))
        reveal(ballot=close(ballot=ballot, by=world.enrolments["trainer"]), by=world.enrolments["trainer"])
    assert len(taken) > 3


def test_choice_and_receipt_are_written_nowhere_else(as_, world, caplog):
    pitches = hand_in(world)
    ballot = opened(world)
    with caplog.at_level(logging.INFO):
        answer = as_("participant").post(
            reverse("pitches:ballot_vote", args=[world.cohort.slug]),
            {"ballot": ballot.pk, "choice": "2", "sure": "1"},
        )
    ((receipt, choices),) = ballot.papers()
    assert (answer.status_code, choices) == (302, "020000")
    told = caplog.text + str([session.get_decoded() for session in Session.objects.all()])
    told += str(list(AuditEntry.objects.values())) + str(list(Notification.objects.values()))
    assert receipt not in told
    assert choices not in told
    assert pitches[1].title not in told
    assert list(AuditEntry.objects.values_list("deed", flat=True)) == ["ballot.opened"]
    assert Nonce.objects.count() == 0  # a nonce has a time


def test_rows_of_votes_hold_no_person_time_or_order():
    assert {field.name for field in Vote._meta.fields} == {"key", "ballot", "choices", "receipt"}
    assert {field.name for field in Turnout._meta.fields} == {"id", "ballot", "enrolment", "on_paper"}


@pytest.mark.django_db(transaction=True)
def test_scrub_packs_the_database_and_keeps_the_votes(world, hall, capsys):
    ballot = opened(world, own_group_excluded=False)
    vote_in_turn(ballot, hall)
    ballot = close(ballot=ballot, by=world.enrolments["trainer"])
    call_command("scrub_votes")
    assert "scrubbed" in capsys.readouterr().out
    assert ballot.sum_of(ballot.papers()) == ballot.checksum


def test_scrub_task_says_when_it_cannot(world, caplog):
    """Inside a transaction no database packs itself."""
    tasks.scrub_votes.func()
    assert "votes not scrubbed" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_close_asks_the_worker_to_scrub(world, settings):
    settings.TASKS_MODE = "database"
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    hand_in(world)
    close(ballot=opened(world), by=world.enrolments["trainer"])
    assert [task.task_path for task in DBTaskResult.objects.all()] == ["pitches.tasks.scrub_votes"]
