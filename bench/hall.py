"""A hall with a thousand phones: real gunicorn on this machine, and what each phone gets to see, and when.

The phones run on the same cores as the server, so the figures are on the safe side.
"""

import asyncio
import multiprocessing
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import quantiles
from urllib.request import Request, urlopen

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cohorts.models import Cohort, Role
from pitches import polling
from pitches.actions.closing import act, prepare
from pitches.models import Closing
from pitches.models.closing import Deed
from pitches.views.closing import PACE

PHONES, SECONDS, WORKERS, OPENED = 1000, 10, 2, 30
MOST_STALE = 2.0  # seconds, DESIGN: a change is on the phones
SECRET = "a" * CSRF_SECRET_LENGTH
VERSION = re.compile(rb'data-poll-version="([0-9]+)"')


@dataclass
class Tally:
    """What the phones saw."""

    answers: int = 0
    wrong: int = 0
    waits: list[float] = field(default_factory=list)
    noticed: list[tuple[str, float]] = field(default_factory=list)  # each new version, and when it came
    pressed_at: float = 0.0
    version: str = ""  # the new one

    @property
    def stale(self) -> list[float]:
        """Seconds from the trainer's press to the new page, a phone."""
        return [at - self.pressed_at for version, at in self.noticed if version == self.version]


def run() -> bool:
    """Let a thousand phones follow a meeting in which the trainer goes on; return whether it holds."""
    cohort = Cohort.objects.get(slug="eindhoven")
    keys, press = a_full_hall(cohort)
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class",
         "gthread", "--workers", str(WORKERS), "--threads", "8", "--backlog", "2048", "--log-level", "error",
         "--worker-connections", "2000"],
        env=os.environ | {"SITE_URL": f"http://127.0.0.1:{port}"},
    )  # fmt: skip
    try:
        wait_for(port)
        open_the_page(port, cohort, keys)
        with a_finger(press) as pressing:
            tally = asyncio.run(follow(port, cohort, keys, pressing))
    finally:
        server.terminate()
        try:
            server.wait(timeout=5)
        except subprocess.TimeoutExpired:  # a thousand connections are still open
            server.kill()
    cohort.enrolments.filter(user__email__startswith="hal").update(left_at=timezone.now())
    return report(tally)


def a_full_hall(cohort: Cohort) -> tuple[dict[int, str], Callable[[], str]]:
    """Seat a thousand signed-in people; return their sessions, and a finger that presses "next"."""
    trainer = cohort.enrolments.trainers().select_related("cohort", "user").get()
    prepare(cohort=cohort, by=trainer)
    users = User.objects.bulk_create(
        User(email=f"hal{n}@example.org", name=f"Hal {n}") for n in range(PHONES)
    )
    cohort.enrolments.bulk_create(
        cohort.enrolments.model(cohort=cohort, user=user, role=Role.PARTICIPANT) for user in users
    )

    def press() -> str:
        closing = Closing.of(cohort)
        act(closing=closing, deed=Deed.NEXT, version=closing.version, by=trainer)
        return Closing.stamp(cohort, turnout=False)

    return {user.pk: session(user) for user in users}, press


def ticket(cohort: Cohort, user: int, key: str) -> str:
    return polling.Ticket.of(cohort, "phone", person=user, session_key=key).written


def session(user: User) -> str:
    store = SessionStore()
    store.update({
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    })  # fmt: skip
    store.create()
    return str(store.session_key)


@contextmanager
def a_finger(press: Callable[[], str]) -> Iterator[Callable[[], str]]:
    """Press from a process of its own, as a trainer does: this one is busy being a thousand phones."""
    connection.close()
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe()

    def wait_and_press() -> None:
        there.recv()
        there.send(press())

    def pressing() -> str:
        here.send("now")
        return str(here.recv())

    finger = fork.Process(target=wait_and_press)
    finger.start()
    try:
        yield pressing
    finally:
        finger.terminate()
        finger.join()


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


def wait_for(port: int) -> None:
    for _try in range(150):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise RuntimeError("gunicorn did not start")


def open_the_page(port: int, cohort: Cohort, keys: dict[int, str]) -> None:
    """Let some of the phones open the page: those of a hall did so long before the first pitch."""
    for key in list(keys.values())[:OPENED]:
        address = f"http://127.0.0.1:{port}{reverse('pitches:closing_phone', args=[cohort.slug])}"
        page = Request(address, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"})
        with urlopen(page) as answer:
            assert b"phone-scene" in answer.read()


async def follow(port: int, cohort: Cohort, keys: dict[int, str], press: Callable[[], str]) -> Tally:
    """Let every phone ask at its pace; half-way the trainer goes on."""
    version = await asyncio.to_thread(Closing.stamp, cohort, turnout=False)
    tally = Tally()
    end = time.perf_counter() + SECONDS
    path = f"/teams/{cohort.slug}/slot/stand/?view=phone&ticket="
    phones = [
        asyncio.create_task(
            phone(port, f"{path}{ticket(cohort, user, key)}&version=", key, version, end, tally)
        )
        for user, key in keys.items()
    ]
    await asyncio.sleep(SECONDS / 2)
    tally.pressed_at = time.perf_counter()
    tally.version = await asyncio.to_thread(press)
    await asyncio.wait(phones, timeout=SECONDS + 20)
    return tally


async def phone(port: int, path: str, key: str, version: str, end: float, tally: Tally) -> None:
    await asyncio.sleep(random.random() * PACE / 1000)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < end:
        started = time.perf_counter()
        try:
            status, body = await ask(reader, writer, path + version, key)
        except (ConnectionError, asyncio.IncompleteReadError):  # the server closed a kept connection
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            continue
        now = time.perf_counter()
        tally.answers += 1
        tally.wrong += status not in {200, 204}
        if status == 204:
            tally.waits.append(now - started)
        elif found := VERSION.search(body):
            version = found[1].decode()
            tally.noticed.append((version, now))
        await asyncio.sleep(PACE / 1000 * random.uniform(0.9, 1.1))
    writer.close()


async def ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, key: str
) -> tuple[int, bytes]:
    """Ask once over a kept connection, as a browser does."""
    cookie = f"{settings.SESSION_COOKIE_NAME}={key}; {settings.CSRF_COOKIE_NAME}={SECRET}"
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: *([0-9]+)", head)
    body = await reader.readexactly(int(length[1])) if length else b""
    return int(head.split(b" ", 2)[1]), body


def report(tally: Tally) -> bool:
    waits = quantiles(tally.waits, n=100)
    missed = PHONES - len(tally.stale)
    stale = quantiles(tally.stale, n=100) if len(tally.stale) > 1 else [float("inf")] * 99
    print(
        f"\nhall: {PHONES} phones, {tally.answers / SECONDS:.0f} answers a second, {tally.wrong} wrong; "
        f"unchanged in {waits[49] * 1000:.0f} ms (p95 {waits[94] * 1000:.0f} ms)"
    )
    print(
        f"      a press is on half of the phones after {stale[49]:.1f} s, on 95 % after {stale[94]:.1f} s, "
        f"on the last after {max(tally.stale, default=float('inf')):.1f} s; {missed} did not get it"
    )
    return not tally.wrong and not missed and stale[94] <= MOST_STALE
