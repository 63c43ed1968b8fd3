"""Who gets what on the way of a text to the readers. Only Ada, who manages the site, keeps lessons here."""

from dingen.models import Revision
from tests.access.rows import GONE, INVALID, LOGIN, MOVED, NO, OK, Row

EMPTY = {"nothing": "filled in"}
NONCE = {"nonce": "n" * 20}


def editors(status: int, method: str = "GET", data: dict | None = None) -> Row:
    return Row(LOGIN, NO, NO, NO, NO, NO, status, method, data or {})


EXPECTED = {
    "dingen:ding_create": [editors(OK), editors(INVALID, "POST", EMPTY)],
    "dingen:ding_copy": [editors(OK), editors(INVALID, "POST", EMPTY)],
    "dingen:ding_retire": [editors(OK), editors(MOVED, "POST", {"successor": ""})],
    "dingen:ding_unretire": [editors(405), editors(MOVED, "POST")],
    "dingen:copy_publish": [editors(MOVED), editors(MOVED, "POST", {"change": "Beter."} | NONCE)],
    "dingen:copy_schedule": [editors(MOVED), editors(MOVED, "POST")],
    "dingen:copy_take_back": [editors(405), editors(MOVED, "POST")],
    "dingen:copy_discard": [editors(OK), editors(MOVED, "POST")],
    "dingen:copy_difference": [editors(MOVED), editors(MOVED, "POST")],
    "dingen:revision_list": editors(OK),
    "dingen:revision_detail": editors(OK),
    "dingen:revision_restore": [editors(OK), editors(MOVED, "POST")],
    "dingen:origin_detail": editors(GONE),
    "dingen:picture_list": [editors(OK), editors(INVALID, "POST", EMPTY)],
    "dingen:picture_edit": [
        editors(OK),
        editors(INVALID, "POST", EMPTY),
        editors(MOVED, "POST", {"alt": "Een balie."}),
    ],
    "dingen:picture_remove": [editors(OK), editors(MOVED, "POST")],
}


def address(world) -> dict:
    return {"number": Revision.objects.get(ding=world.dingen[0]).number}
