"""Who gets what at the desk of the MT. In the team of this table it has decided, without a vote."""

from tests.access.rows import BAD, GONE, LOGIN, MOVED, NO, OK, Row

CONFLICT = 409
NO_METHOD = 405

# In the order of PEOPLE: anonymous, outsider, participant, helper, trainer, mt, admin.
EXPECTED = {
    "pitches:interest_declare": [
        Row(LOGIN, GONE, NO, NO, NO, OK, GONE),
        Row(LOGIN, GONE, NO, NO, NO, CONFLICT, GONE, "POST", {"has": "none"}),
    ],
    "pitches:chair_set": [
        Row(LOGIN, GONE, NO, NO, OK, OK, GONE),
        Row(LOGIN, GONE, NO, NO, 422, 422, GONE, "POST", {"chair": "0"}),
    ],
    "pitches:mt_ballot": Row(LOGIN, GONE, NO, NO, OK, OK, GONE),
    "pitches:mt_ballot_act": [
        Row(LOGIN, GONE, NO, NO, BAD, BAD, GONE, "POST", {"act": "nonsense"}),
        Row(LOGIN, GONE, NO, NO, MOVED, MOVED, GONE, "POST", {"act": "open", "ballot": ""}),
        Row(LOGIN, *[NO_METHOD] * 6),
    ],
    "pitches:mt_vote": Row(LOGIN, GONE, NO, NO, NO, CONFLICT, GONE),
    "pitches:mt_tie": [
        Row(LOGIN, GONE, NO, NO, NO, MOVED, GONE),
        Row(LOGIN, GONE, NO, NO, NO, MOVED, GONE, "POST"),
    ],
}


def address(world) -> dict:
    return {}
