from tests.access.rows import BAD, LOGIN, NO, OK, Row

# The cast has no editor apart from the manager of the site; tests/test_editing_doors.py has the others.
FORM = Row(LOGIN, NO, NO, NO, NO, NO, OK)
EXPECTED = {
    "dingen:ding_edit": [FORM, Row(LOGIN, NO, NO, NO, NO, NO, BAD, "POST")],
    "dingen:copy_save": Row(LOGIN, NO, NO, NO, NO, NO, BAD, "POST"),
    "dingen:copy_preview": [FORM, Row(LOGIN, NO, NO, NO, NO, NO, BAD, "POST")],
}


def address(world) -> dict:
    return {"slug": world.dingen[0].slug}
