from tests.access.rows import GONE, INVALID, LOGIN, MOVED, NO, OK, Row

EXPECTED = {
    # Tineke leads one team, so there is nothing to choose.
    "home:copy_choose": Row(LOGIN, NO, NO, NO, MOVED, NO, NO),
    "home:team_copy": [
        Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
        Row(LOGIN, GONE, NO, NO, INVALID, NO, GONE, "POST", {"name": ""}),
    ],
}


def address(world) -> dict:
    return {}
