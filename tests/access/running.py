"""Who gets what where a team goes on: with a new text, or with ten minutes."""

from tests.access.rows import BAD, GONE, LOGIN, MOVED, NO, OK, Row

# In the order of PEOPLE: anonymous, outsider, participant, helper, trainer, mt, admin.
EXPECTED = {
    "cohorts:revision_list": [
        Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
        Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST", {"revision": "1"}),
        Row(LOGIN, GONE, NO, NO, BAD, NO, GONE, "POST", {"revision": "all"}),
    ],
    "cohorts:revision_accept": [
        Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
        Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST", {"revision": "1"}),
        Row(LOGIN, GONE, NO, NO, BAD, NO, GONE, "POST", {"revision": "newest"}),
    ],
    "home:finder": Row(LOGIN, GONE, OK, OK, NO, NO, GONE),
}


def address(world) -> dict:
    return {}
