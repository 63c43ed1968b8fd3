from lib import files
from tests.access.rows import OK, Row
from tests.forum import png_bytes

ALL = Row(OK, OK, OK, OK, OK, OK, OK)  # the catalogue is public here; tests/test_dingen_pages.py closes it
EXPECTED = {
    "dingen:programme_list": ALL,
    "dingen:more_list": ALL,
    "dingen:lineage_list": ALL,
    "dingen:programme_detail": ALL,
    "dingen:ding_detail": ALL,
    "dingen:picture_detail": ALL,
}


def address(world) -> dict:
    ding = world.dingen[0]
    ding.pictures.create(
        name="balie.png",
        stored_as=files.store(png_bytes(), "png"),
        content_type="image/png",
        size=len(png_bytes()),
        width=1,
        height=1,
        alt="Een balie.",
    )
    return {"programme": world.programme.slug, "slug": ding.slug, "name": "balie.png"}
