"""Votes: one after the other, and a thousand people within ten seconds from three devices each."""

import multiprocessing
from collections import Counter
from random import Random
from time import perf_counter
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import User
from cohorts.models import Cohort, Enrolment, Role
from lib.refusal import Refused
from pitches.actions import ballot as votes
from pitches.models import Ballot, Electorate

ONE_BY_ONE, CROWD, PROCESSES, DEVICES = 200, 1000, 8, 3
MOST_SECONDS = 10


def run() -> bool:
    """Print the rates; return whether each vote is there exactly once, and in time."""
    cohort = Cohort.objects.get(slug="eindhoven")
    trainer = cohort.enrolments.trainers().select_related("cohort", "user").get()
    one_by_one = quietly(cohort, trainer)
    return at_once(cohort, trainer) and one_by_one


def seat(cohort: Cohort, name: str, count: int) -> list[Enrolment]:
    users = User.objects.bulk_create(
        User(email=f"{name}{n}@example.org", name=f"Stem {n}") for n in range(count)
    )
    return [cohort.enrolments.create(user=user, role=Role.PARTICIPANT) for user in users]


def opened(cohort: Cohort, trainer: Enrolment) -> Ballot:
    card = votes.agree(cohort=cohort, electorate=Electorate.PARTICIPANTS, terms={"quorum": 0}, by=trainer)
    return votes.open_ballot(agreement=card, by=trainer)


def quietly(cohort: Cohort, trainer: Enrolment) -> bool:
    """Let 200 people vote one after the other."""
    voters = seat(cohort, "stem", ONE_BY_ONE)
    ballot = opened(cohort, trainer)
    pitch = ballot.options.all()[0].pitch
    started = perf_counter()
    for voter in voters:
        votes.cast(ballot=ballot, choices=[pitch], by=voter)
    rate = ONE_BY_ONE / (perf_counter() - started)
    counted = ballot.turnout.count()
    print(f"\nvotes: {rate:.0f} a second, {ballot.invited} on the roll; {counted} of {ONE_BY_ONE} counted")
    return counted == ONE_BY_ONE


def at_once(cohort: Cohort, trainer: Enrolment) -> bool:
    """Let a thousand people vote at the same moment, each from two devices, and once more afterwards."""
    newest = cohort.ballots.newest()
    assert newest is not None
    votes.reveal(ballot=votes.close(ballot=newest, by=trainer), by=trainer)
    cohort.enrolments.participants().update(left_at=timezone.now())
    voters = [voter.pk for voter in seat(cohort, "zaal", CROWD)]
    card = newest.agreement
    card.pk, card.frozen_at = None, None
    card.save()
    ballot = votes.open_ballot(agreement=card, by=trainer)
    connection.close()
    fork = multiprocessing.get_context("fork")
    said, ready = fork.Queue(), fork.Barrier(PROCESSES + 1)
    workers = [
        fork.Process(target=work, args=(number, ballot.pk, voters, ready, said))
        for number in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    ready.wait()
    started = perf_counter()
    heard = Counter(line for _worker in workers for line in said.get(timeout=300))
    seconds = perf_counter() - started
    for worker in workers:
        worker.join()
    ballot.refresh_from_db()
    ballot = votes.close(ballot=ballot, by=trainer)
    kept = (heard[True], ballot.turnout.count(), len(ballot.papers()))
    held = kept == (CROWD,) * 3 and heard[False] == CROWD * (DEVICES - 1)
    print(
        f"crowd: {CROWD} people, {DEVICES} devices each, in {seconds:.1f} s ({CROWD / seconds:.0f} votes a "
        f"second); {kept[1]} voted, {kept[2]} papers, {heard[False]} repeats refused"
    )
    return held and seconds <= MOST_SECONDS


def work(number: int, ballot_pk: int, voters: list[int], ready: Any, said: Any) -> None:
    """Vote for the people of three shares, in any order; each share is in three processes."""
    ballot = Ballot.objects.get(pk=ballot_pk)
    pitches = [option.pitch for option in ballot.options.all()]
    people = {person.pk: person for person in Enrolment.objects.filter(pk__in=voters)}
    shares = {(number - device) % PROCESSES for device in range(DEVICES)}
    mine = [(place, pk) for place, pk in enumerate(voters) if place % PROCESSES in shares]
    Random(number).shuffle(mine)
    heard = []
    ready.wait()
    for place, pk in mine:
        # As the page does: who voted already does not wait for the lock.
        if ballot.vote_refusal(by=people[pk]):
            heard.append(False)
            continue
        try:
            votes.cast(ballot=ballot, choices=[pitches[place % len(pitches)]], by=people[pk])
            heard.append(True)
        except Refused:
            heard.append(False)
    connection.close()
    said.put(heard)
