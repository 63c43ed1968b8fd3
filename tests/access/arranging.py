from tests.access.rows import BAD, GONE, INVALID, LOGIN, MOVED, NO, OK, Row

EXPECTED = {
    "cohorts:group_fill": [
        Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
        Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST", {"seen": "x"}),
    ],
    "cohorts:group_rename": [
        Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
        Row(LOGIN, GONE, INVALID, INVALID, INVALID, NO, GONE, "POST", {"name": ""}),
    ],
    "cohorts:group_merge": Row(LOGIN, GONE, NO, NO, BAD, NO, GONE, "POST", {"group": "x"}),
    "cohorts:group_remove": Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST"),
    "cohorts:seat_move": [
        Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST", {"group": "none"}),
        Row(LOGIN, GONE, NO, NO, BAD, NO, GONE, "POST", {"group": "x"}),
    ],
}


def address(world) -> dict:
    return {}
