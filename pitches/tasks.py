"""What happens after a vote, outside any request."""

import logging

from django.db import DatabaseError, connection
from django.tasks import task

from pitches.models import SignedVote, Turnout, Vote

logger = logging.getLogger(__name__)


def scrub() -> None:
    """Pack what votes leave behind in the database: old versions of rows, and their order on disk.

    SQLite packs the whole file, PostgreSQL the tables of votes. Not possible inside a transaction.
    """
    tables = [connection.ops.quote_name(model._meta.db_table) for model in (Vote, Turnout, SignedVote)]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM" if connection.vendor == "sqlite" else f"VACUUM {', '.join(tables)}")


@task()
def scrub_votes() -> None:
    """Do it when it is possible now; `manage.py scrub_votes` does it on request."""
    try:
        scrub()
    except DatabaseError as busy:
        logger.warning("votes not scrubbed: %s", type(busy).__name__)
