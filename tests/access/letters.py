from tests.access.rows import GONE, INVALID, LOGIN, NO, OK, Row

EXPECTED = {
    "cohorts:invitation_link": Row(LOGIN, GONE, NO, NO, OK, NO, GONE, "POST"),
    "cohorts:invitation_address": [
        Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
        Row(LOGIN, GONE, NO, NO, INVALID, NO, GONE, "POST", {"email": "geen"}),
    ],
}


def address(world) -> dict:
    return {}
