"""Who gets what where lessons are kept fresh: reports and opinions of readers, the desk of the editors."""

from tests.access.rows import BAD, GONE, INVALID, LOGIN, MOVED, NO, OK, Row

NO_METHOD = 405
NONCE = {"nonce": "f" * 20}
TEXT, SCORES = {"text": "De knop is weg."}, {"useful": "4", "doable": "3", "sentence": ""}
READERS = (LOGIN, OK, OK, OK, OK, OK, OK)
SENT = (LOGIN, *[MOVED] * 6)
# In the order of PEOPLE: anonymous, outsider, participant, helper, trainer, mt, admin.
TEAM = (LOGIN, GONE, OK, OK, OK, NO, GONE)
TEAM_SENT = (LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE)
EDITORS = Row(LOGIN, NO, NO, NO, NO, NO, MOVED, "POST")
NOT_BY_LINK = Row(LOGIN, *[NO_METHOD] * 6)

EXPECTED = {
    "dingen:remark_create": [
        Row(*READERS),
        Row(*SENT, "POST", TEXT | NONCE),
        Row(LOGIN, *[BAD] * 6, "POST", TEXT),
        Row(LOGIN, *[INVALID] * 6, "POST", NONCE),
    ],
    "dingen:evaluation_save": [
        Row(*READERS),
        Row(*SENT, "POST", SCORES),
        Row(LOGIN, *[INVALID] * 6, "POST", SCORES | {"useful": "6"}),
    ],
    "home:lesson_remark": [Row(*TEAM), Row(*TEAM_SENT, "POST", TEXT | NONCE)],
    "home:lesson_evaluation": [Row(*TEAM), Row(*TEAM_SENT, "POST", SCORES)],
    "home:editorial_desk": Row(LOGIN, NO, NO, NO, NO, NO, OK),
    "dingen:remark_handle": [EDITORS, NOT_BY_LINK],
    "dingen:links_check": [EDITORS, NOT_BY_LINK],
    "dingen:ding_confirm": [EDITORS, NOT_BY_LINK],
}


def address(world) -> dict:
    remark = world.dingen[0].remarks.create(text="Klopt niet meer.")
    return {"remark_id": remark.pk}
