"""Who gets the file of their own logbook: who writes in the team."""

from tests.access.rows import GONE, LOGIN, NO, OK, Row

EXPECTED = {"forum:logbook_export": Row(LOGIN, GONE, OK, OK, OK, NO, GONE)}


def address(_world):
    return {}
