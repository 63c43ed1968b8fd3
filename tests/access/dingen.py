from tests.access.rows import OK, Row

ALL = Row(OK, OK, OK, OK, OK, OK, OK)  # the catalogue is public here; tests/test_dingen_pages.py closes it
EXPECTED = {
    "dingen:programme_list": ALL,
    "dingen:more_list": ALL,
    "dingen:programme_detail": ALL,
    "dingen:ding_detail": ALL,
}


def address(world) -> dict:
    return {"programme": world.programme.slug, "slug": world.dingen[0].slug}
