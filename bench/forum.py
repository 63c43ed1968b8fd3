"""The forum with a million posts in ten thousand teams, beside one of a thousand posts. On PostgreSQL.

Each is a site of its own, in a database and a process of its own. The measurements take turns, so that
a machine that is busy with other things is as slow for both. Of a long topic page 200 is compared with
a full page at the end of the short one. Search is asked by somebody of a team that has the same posts in
both sites, because more to find takes longer to find.
"""

import json
import os
import subprocess
import sys
from statistics import median
from time import perf_counter
from typing import Self

from bench.databases import POSTGRES, temporary
from bench.timing import MOST_QUERIES, MOST_RATIO

SIZES = {"small": (8, 1_000), "large": (10_000, 1_000_000)}  # teams, posts
ROUNDS = 21


class Site:
    """A process of bench.forum_site that does what it is asked, one line at a time."""

    def __init__(self, url: str) -> None:
        environment = os.environ | {"DATABASE_URL": url, "DEMO": "0", "TASKS": "database"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.forum_site"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.process.stdin.close()
        self.process.wait()

    def ask(self, *words: str | int) -> list:
        """Return the answer to a question. Raises RuntimeError when the process has died."""
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        if not (line := self.process.stdout.readline()):
            raise RuntimeError(f"The site stopped at: {words}")
        return json.loads(line)


def run() -> bool:
    """Print each page with little and with much; return whether the figures hold."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith(POSTGRES):
        print("\nforum: DATABASE_URL names no PostgreSQL, so a million posts are not measured.")
        return True
    with (
        temporary(url, "small") as little,
        temporary(url, "large") as much,
        Site(little) as small,
        Site(much) as large,
    ):
        print()
        for name, site in (("small", small), ("large", large)):
            started = perf_counter()
            teams, posts = site.ask("fill", *SIZES[name])
            print(f"forum: {posts:,} posts in {teams:,} teams, built in {perf_counter() - started:.0f} s")
        return compare(small, large)


def compare(small: Site, large: Site) -> bool:
    """Let both do everything in turn, and hold the middle of the times beside each other."""
    print(f"{'':24}{'queries':>12}{'1,000 posts':>14}{'1,000,000':>12}{'ratio':>8}")
    held = True
    for name in small.ask("pages"):
        few, many = small.ask("queries", name)[0], large.ask("queries", name)[0]
        times = [(small.ask("time", name)[0], large.ask("time", name)[0]) for _round in range(ROUNDS)]
        quick, slow = (median(some) for some in zip(*times, strict=True))
        fine = many <= MOST_QUERIES and slow <= quick * MOST_RATIO
        held &= fine
        print(
            f"{name:24}{few:6} ->{many:3}{quick:11.1f} ms{slow:9.1f} ms{slow / quick:7.2f}x"
            f"{'' if fine else '   does not hold'}"
        )
    return held
