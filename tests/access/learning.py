"""Who gets what on the pages of somebody's own learning: theirs alone."""

from tests.access.rows import BAD, GONE, INVALID, LOGIN, MOVED, NO, OK, Row

# In the order of PEOPLE: anonymous, outsider, participant, helper, trainer, mt, admin.
EXPECTED = {
    "cohorts:pause": [
        Row(LOGIN, GONE, OK, OK, NO, NO, GONE),
        Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE, "POST", {"act": "pause", "until": ""}),
        Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE, "POST", {"act": "back"}),
        Row(LOGIN, GONE, INVALID, INVALID, NO, NO, GONE, "POST", {"act": "pause", "until": "soon"}),
    ],
    "cohorts:ding_aside": [
        Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE, "POST", {"aside": "1"}),
        Row(LOGIN, GONE, BAD, BAD, NO, NO, GONE, "POST", {"aside": "perhaps"}),
    ],
    "cohorts:ding_known": [
        Row(LOGIN, GONE, OK, OK, NO, NO, GONE),
        Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE, "POST", {"shown": "Een screencast."}),
        Row(LOGIN, GONE, INVALID, INVALID, NO, NO, GONE, "POST", {"shown": ""}),
    ],
}


def address(world) -> dict:
    return {"slug": world.dingen[0].slug}
