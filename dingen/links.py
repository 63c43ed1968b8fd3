"""Whether the links of lessons still work: asked outside any request, a little at a time.

What makes a link dead is in docs/operations.md, "Links". One address is asked once, however many
lessons have it, and what it says is written to all of them.
"""

import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import override

from dingen.models import Ding, Link, LinkState
from lib import outgoing
from lib.outgoing import Answer, State

type Ask = Callable[[str], Answer]

MOST = 20  # addresses a round
LOOKED_THROUGH = 400  # rows, to find so many addresses of different sites
SECONDS = 20  # after this no new question is begun, so that a round never keeps the mail waiting
LEASE = "links.being-asked"
LEASE_SECONDS = 60
GONE_AFTER, SILENT_AFTER = 2, 7  # failures in a row
ONE_FAILURE = timedelta(hours=20)  # asking again sooner does not count as another failure


def check_due(ask: Ask = outgoing.ask) -> int:
    """Ask the links whose turn it is, each site once; return how many addresses were asked.

    Safe to run beside itself: the second one finds the lease taken and does nothing.
    """
    if not settings.CHECK_LINKS or not cache.add(LEASE, 1, LEASE_SECONDS):
        return 0
    try:
        due = Link.objects.due(timezone.now()).values_list("url", flat=True)[:LOOKED_THROUGH]
        return look(one_a_site(due), ask)
    finally:
        cache.delete(LEASE)


def check_lesson(ding: Ding, ask: Ask = outgoing.ask) -> int:
    """Ask all links of a lesson now; return how many."""
    urls = Link.objects.filter(revision=ding.revision_id).values_list("url", flat=True)
    return look(list(dict.fromkeys(urls)), ask) if settings.CHECK_LINKS else 0


def queue(ding: Ding) -> bool:
    """Let the worker ask all links of a lesson; tell whether it will. Pressed twice in a minute is once."""
    if settings.CHECK_LINKS and cache.add(f"links.of-{ding.pk}", 1, LEASE_SECONDS):
        check_links.enqueue(ding.pk)
    return bool(settings.CHECK_LINKS)


@task()
def check_links(ding_pk: int) -> None:
    """Ask the links of one lesson. Safe to run twice."""
    for ding in Ding.objects.filter(pk=ding_pk):
        check_lesson(ding)


def one_a_site(urls: Iterable[str]) -> list[str]:
    """Return at most twenty of these addresses, no two of one site, in order."""
    by_site: dict[str, str] = {}
    for url in urls:
        by_site.setdefault(urlsplit(url).netloc.lower(), url)
    return list(by_site.values())[:MOST]


def look(urls: Iterable[str], ask: Ask) -> int:
    """Ask these addresses one after the other, while there is time, and write down what they said."""
    begun, asked = time.monotonic(), 0
    with override(settings.LANGUAGE_CODE):
        for url in urls:
            if time.monotonic() - begun > SECONDS:
                break
            write_down(url, ask(url))
            asked += 1
    return asked


@transaction.atomic
def write_down(url: str, answer: Answer) -> None:
    """Give every lesson with this address the same answer."""
    rows = list(Link.objects.current().filter(url=url).select_for_update(of=("self",)))
    failed = failures(rows, answer)
    state = judge(answer, failed, was_dead=any(row.state == LinkState.DEAD for row in rows))
    Link.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=state, failures=failed, checked_at=timezone.now(), outcome=answer.words[:200]
    )


def failures(rows: list[Link], answer: Answer) -> int:
    """Return the failures in a row, this answer included; several on one day are one."""
    if answer.state in {State.GOOD, State.CLOSED}:
        return 0
    before = max((row.failures for row in rows), default=0)
    last = max((row.checked_at for row in rows if row.checked_at), default=None)
    return before if before and last and timezone.now() - last < ONE_FAILURE else before + 1


def judge(answer: Answer, failed: int, *, was_dead: bool) -> str:
    """Say what a link is, after so many failures in a row."""
    if answer.state == State.GOOD:
        return LinkState.ALIVE
    if answer.state == State.CLOSED:
        return LinkState.SLOW
    limit = GONE_AFTER if answer.state == State.GONE else SILENT_AFTER
    return LinkState.DEAD if was_dead or failed >= limit else LinkState.SLOW
