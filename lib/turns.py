"""One after the other on this machine, before the database is asked."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.files import locks


def in_turn[**P, R](name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let one process or thread of this machine at a time do what is decorated; put it above `atomic`.

    Not to keep anything right: the locks of the database do that, also between machines. It is for a
    deed that many want at the same moment. Who waits inside the database holds up the cleaning of old
    rows there (PostgreSQL), or asks again and again (SQLite). Raises what the deed raises; a process
    that is killed leaves its turn to the next.
    """

    def decorator(deed: Callable[P, R]) -> Callable[P, R]:
        @wraps(deed)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            with (settings.DATA_DIR / f"{name}.lock").open("a") as file:
                locks.lock(file, locks.LOCK_EX)
                return deed(*args, **kwargs)

        return wrapper

    return decorator
