"""Who reads the showcase. Nothing is public in this table, so the public pages do not exist."""

from tests.access.rows import BAD, GONE, LOGIN, MOVED, OK, Row

# In the order of PEOPLE: anonymous, outsider, participant, helper, trainer, mt, admin.
EXPECTED = {
    "pitches:showcase": Row(LOGIN, OK, OK, OK, OK, OK, OK),
    "pitches:showcase_public": Row(*[GONE] * 7),
    "pitches:showcase_idea": Row(*[GONE] * 7),
    "pitches:showcase_consent": [
        Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
        Row(LOGIN, GONE, MOVED, MOVED, MOVED, MOVED, GONE, "POST", {"act": "yes"}),
        Row(LOGIN, GONE, BAD, BAD, BAD, BAD, GONE, "POST", {"act": "sing"}),
    ],
    "pitches:decision_pdf": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    "pitches:pitch_pdf": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
}


def address(world) -> dict:
    return {"organisation": world.ours.slug}
