from tests.access.rows import OK, Row

EXPECTED = {"home:video_detail": Row(OK, OK, OK, OK, OK, OK, OK)}  # tests/test_text_videos.py closes it


def address(world) -> dict:
    return {"provider": "youtube", "video": "jNQXAC9IVRw"}
