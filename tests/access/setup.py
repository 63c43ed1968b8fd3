from tests.access.rows import GONE, INVALID, LOGIN, NO, OK, Row

EXPECTED = {
    "cohorts:rhythm_edit": [
        Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
        Row(LOGIN, GONE, NO, NO, INVALID, NO, GONE, "POST", {"rhythm": "samba"}),
    ],
    "cohorts:meetings_edit": [
        Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
        Row(LOGIN, GONE, NO, NO, INVALID, NO, GONE, "POST", {"closing_day": "soon"}),
    ],
}


def address(world) -> dict:
    return {}
