from tests.access.rows import GONE, INVALID, LOGIN, MOVED, NO, OK, Row

EXPECTED = {
    # Tineke trains for one library and Olaf manages it (watching.py): there is nothing to choose.
    "accounts:organisation_list": Row(LOGIN, MOVED, NO, NO, MOVED, NO, NO),
    "accounts:organisation_edit": [
        Row(LOGIN, OK, NO, NO, OK, NO, NO),
        Row(LOGIN, INVALID, NO, NO, INVALID, NO, NO, "POST", {"name": ""}),
    ],
    "accounts:organisation_logo": Row(LOGIN, INVALID, NO, NO, INVALID, NO, NO, "POST", {"logo": ""}),
    "accounts:closed_days": Row(LOGIN, INVALID, NO, NO, INVALID, NO, NO, "POST", {"first": ""}),
    "accounts:logo": Row(LOGIN, GONE, NO, NO, GONE, NO, NO),
    "accounts:stylesheet": Row(LOGIN, OK, NO, NO, OK, NO, NO),
    "cohorts:stylesheet": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    "cohorts:logo": Row(LOGIN, GONE, GONE, GONE, GONE, GONE, GONE),
}


def address(world) -> dict:
    return {"version": 0, "library": world.ours.slug}
