"""Databases on the PostgreSQL of DATABASE_URL that exist for one measurement."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Identifier

POSTGRES = "postgres"  # how the address of one begins


def with_name(url: str, name: str) -> str:
    """Return the address of another database on the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@contextmanager
def temporary(url: str, what: str) -> Iterator[str]:
    """Make an empty database, give its address, and drop it whatever happens."""
    name = f"{unquote(urlsplit(url).path.lstrip('/'))[:30]}_bench_{what}_{os.getpid()}"
    order(url, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    order(url, "CREATE DATABASE {}", name)
    try:
        yield with_name(url, name)
    finally:
        order(url, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def order(url: str, words: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(SQL(words).format(Identifier(name)))  # type: ignore[arg-type]
