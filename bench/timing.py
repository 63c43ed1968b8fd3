"""How long a request takes, and how many questions it asks of the database."""

from collections.abc import Callable
from time import perf_counter

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

MOST_QUERIES = 12  # DESIGN, "Figures to hold"
MOST_RATIO = 1.5  # of the time with much to the time with little
ROUNDS = 25


def milliseconds(deed: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the shortest time of a deed, after one to warm up: the machine may be busy with other things."""
    deed()
    times = []
    for _ in range(rounds):
        started = perf_counter()
        deed()
        times.append((perf_counter() - started) * 1000)
    return min(times)


def look(client: Client, path: str) -> tuple[int, float]:
    """Return the queries and the milliseconds of a page. Raises AssertionError when it is no page."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    asked = len(queries)  # before the next request clears them
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return asked, milliseconds(lambda: client.get(path))


def compare(
    names: list[str], small: dict[str, tuple[int, float]], large: dict[str, tuple[int, float]]
) -> bool:
    """Print a row a page with little and with much; return whether the figures hold."""
    held = True
    for name in names:
        (few, quick), (many, slow) = small[name], large[name]
        fine = many <= MOST_QUERIES and slow <= quick * MOST_RATIO
        held &= fine
        print(
            f"{name:32}{few:4} ->{many:4} queries{quick:9.1f} ->{slow:7.1f} ms{slow / quick:7.2f}x"
            f"{'' if fine else '   does not hold'}"
        )
    return held
