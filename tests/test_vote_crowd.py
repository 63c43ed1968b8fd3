"""Everybody votes at the same moment, each from two devices: one vote a person, and everybody hears which."""

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from itertools import batched

import pytest
from django.db import OperationalError, connection

from lib.refusal import Refused
from pitches.actions.ballot import agree, cast, close, open_ballot
from pitches.actions.closing import Deed, act, prepare
from pitches.actions.papers import hand_out
from pitches.models import Ballot, Closing, Vote
from tests.vote_processes import PEOPLE, START
from tests.voting import crowd, hand_in, opened

ALREADY = "Je hebt al gestemd. Je eerste stem telt, deze is niet opgeslagen."
CLOSED = "De stemming is gesloten. Je stem is niet opgeslagen."
postgresql = pytest.mark.skipif(
    "postgres" not in os.environ.get("DATABASE_URL", ""),
    reason="threads share no connection on PostgreSQL only",
)


def at_once(deeds):
    """Run every deed in a thread of its own, all let go at the same moment; return what each heard."""
    gate, heard = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(number, deed):
        gate.wait()
        try:
            connect()
            heard[number] = ("", deed())
        except Refused as refusal:
            heard[number] = (str(refusal), None)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return heard


def connect():
    """A server has fewer connections than a hall has phones: wait for one."""
    for _try in range(200):
        try:
            return connection.ensure_connection()
        except OperationalError:
            time.sleep(0.05)
    raise AssertionError("no connection within ten seconds")


@postgresql
@pytest.mark.django_db(transaction=True)
def test_three_times_a_hundred_threads_give_one_vote_a_person(world):
    pitches = hand_in(world)
    people = crowd(world, 150)
    ballot = opened(world)

    heard = []
    for together in batched(people, 50, strict=True):  # a server has a hundred connections
        heard += at_once(
            [
                lambda by=by: cast(ballot=ballot, choices=[pitches[1]], by=by)
                for by in together
                for _device in range(2)
            ]
        )

    assert len(heard) == 300
    for first, second in zip(heard[::2], heard[1::2], strict=True):
        assert sorted([first[0], second[0]]) == ["", ALREADY]
    receipts = {receipt for reason, receipt in heard if not reason}
    assert {name for name, _choices in ballot.papers()} == receipts
    assert (len(receipts), ballot.turnout_count(), ballot.votes.blank().count()) == (150, 150, 3)


@postgresql
@pytest.mark.django_db(transaction=True)
def test_closing_meanwhile_loses_no_vote_that_was_confirmed(world):
    pitches = hand_in(world)
    people = crowd(world, 30)
    ballot, trainer = opened(world), world.enrolments["trainer"]
    deeds = [lambda by=by: cast(ballot=ballot, choices=[pitches[1]], by=by) for by in people]
    deeds.insert(10, lambda: close(ballot=ballot, by=trainer))

    heard = at_once(deeds)

    assert heard.pop(10)[0] == ""
    assert {reason for reason, _receipt in heard} <= {"", CLOSED}
    receipts = {receipt for reason, receipt in heard if not reason}
    assert {name for name, _choices in ballot.papers()} == receipts
    assert ballot.turnout_count() == len(receipts)
    ballot.refresh_from_db()
    assert ballot.sum_of(ballot.papers()) == ballot.checksum


@postgresql
@pytest.mark.django_db(transaction=True)
def test_two_trainers_at_once_open_one_vote(world):
    hand_in(world)
    trainer = world.enrolments["trainer"]
    card = agree(cohort=world.cohort, electorate="participants", terms={}, by=trainer)
    heard = at_once([lambda: open_ballot(agreement=card, by=trainer)] * 4)
    assert sorted(reason for reason, _ballot in heard) == ["", *["Deze stemming is al geopend."] * 3]
    assert (Ballot.objects.count(), Vote.objects.count()) == (1, 3)


@postgresql
@pytest.mark.django_db(transaction=True)
def test_two_trainers_at_once_press_one_button(world):
    pitches = hand_in(world)
    trainer = world.enrolments["trainer"]
    closing = prepare(cohort=world.cohort, by=trainer)
    heard = at_once([lambda: act(closing=closing, deed=Deed.NEXT, version=1, by=trainer)] * 4)
    assert sorted(done for _reason, done in heard) == [False, False, False, True]
    assert (Closing.objects.get().pitch, Closing.objects.get().version) == (pitches[0], 2)


@postgresql
@pytest.mark.django_db(transaction=True)
def test_paper_and_phone_at_once_make_one_voter(world):
    pitches = hand_in(world)
    people = crowd(world, 10)
    ballot, trainer = opened(world), world.enrolments["trainer"]
    deeds = []
    for by in people:
        deeds.append(lambda by=by: cast(ballot=ballot, choices=[pitches[1]], by=by))
        deeds.append(lambda by=by: hand_out(ballot=ballot, to=by, by=trainer))
    heard = at_once(deeds)
    for phone, paper in zip(heard[::2], heard[1::2], strict=True):
        assert (phone[0] == "") != (paper[0] == "")
    assert ballot.turnout_count() == 10
    assert len(ballot.papers()) + ballot.handed_out() == 10


def vote_on_a_file(folder, **environment):
    """Sixteen processes on one SQLite file, whatever database the suite runs on."""
    environment["DATABASE_URL"] = f"sqlite:///{folder / 'vote.sqlite3'}"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", START],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


def test_sixteen_processes_on_sqlite_give_one_vote_a_person(tmp_path):
    result = vote_on_a_file(tmp_path)
    heard = Counter((person, reason) for person, _done, reason in result["heard"])
    people = {person for person, _reason in heard}
    assert len(people) == PEOPLE
    assert heard == Counter([(person, said) for person in people for said in ("", ALREADY)])
    assert result["voted"] == sorted(people)
    assert (len(result["papers"]), result["blank"]) == (PEOPLE, 0)


def test_closing_meanwhile_on_sqlite_loses_no_vote_that_was_confirmed(tmp_path):
    result = vote_on_a_file(tmp_path, CLOSE_MEANWHILE="1")
    confirmed = sorted(person for person, done, _reason in result["heard"] if done)
    assert {reason for _person, done, reason in result["heard"] if not done} <= {ALREADY, CLOSED}
    assert result["voted"] == confirmed
    assert (len(result["papers"]), result["blank"]) == (len(confirmed), 0)
