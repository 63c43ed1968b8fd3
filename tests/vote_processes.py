"""Sixteen processes vote on one SQLite file; test_vote_crowd.py runs `main` in a process of its own."""

import json
import multiprocessing
import os

from django.core.management import call_command
from django.db import connection

from accounts.models import Organisation
from cohorts.models import Enrolment, Role
from dingen.models import Programme
from lib.refusal import Refused
from pitches.actions.ballot import cast, close
from pitches.models import Ballot
from tests.conftest import World, make_cohort
from tests.voting import crowd, hand_in, opened

PROCESSES = 16
PEOPLE = 64  # a thousand: make bench ARGS=votes
START = (
    "import tests.environment, django; django.setup(); from tests.vote_processes import main; print(main())"
)


def main() -> str:
    """Vote, and return as JSON what every attempt heard and what the database holds afterwards."""
    ballot, trainer = build()
    connection.close()
    fork = multiprocessing.get_context("fork")
    ready, said = fork.Barrier(PROCESSES), fork.Queue()
    workers = [
        fork.Process(target=work, args=(number, ballot, trainer, ready, said)) for number in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    heard = [line for _worker in workers for line in said.get(timeout=240)]
    for worker in workers:
        worker.join()
    return json.dumps({"heard": heard} | outcome(ballot))


def build():
    """A fresh database with an open vote of 64 people."""
    call_command("migrate", verbosity=0)
    ours = Organisation.objects.create(name="Bibliotheek Lindenhof", slug="lindenhof")
    programme = Programme.objects.create(slug="proef", title="Proef", summary="Kort.")
    cohort = make_cohort(ours, programme, "lindenhof")
    world = World(ours, ours, programme, [], cohort, cohort, [], {})
    world.enrolments["trainer"] = crowd(world, 1, Role.TRAINER)[0]
    hand_in(world)
    crowd(world, PEOPLE)
    return opened(world).pk, world.enrolments["trainer"].pk


def work(number, ballot_pk, trainer_pk, ready, said):
    """Vote for a share of the people, everybody in the share of two processes; the first may close."""
    ballot = Ballot.objects.get(pk=ballot_pk)
    pitch = ballot.options.get(number=2).pitch
    people = list(Enrolment.objects.participants().order_by("pk"))
    share = [person for n, person in enumerate(people) if number in {n % PROCESSES, (n + 7) % PROCESSES}]
    heard = []
    ready.wait()
    for n, person in enumerate(share):
        heard.append([person.pk, *attempt(ballot, pitch, person)])
        if n == number == 0 and os.environ.get("CLOSE_MEANWHILE"):
            close(ballot=ballot, by=Enrolment.objects.get(pk=trainer_pk))
    connection.close()
    said.put(heard)


def attempt(ballot, pitch, person):
    try:
        return bool(cast(ballot=ballot, choices=[pitch], by=person)), ""
    except Refused as refusal:
        return False, str(refusal)


def outcome(ballot_pk):
    ballot = Ballot.objects.get(pk=ballot_pk)
    voted = list(ballot.turnout.order_by("enrolment").values_list("enrolment", flat=True))
    return {"papers": ballot.papers(), "voted": voted, "blank": ballot.votes.blank().count()}
