from tests.access.rows import GONE, INVALID, LOGIN, NO, OK, Row

PREVIEW = [
    Row(LOGIN, GONE, OK, OK, OK, NO, GONE, "POST", {"text": "Ik."}),
    Row(LOGIN, GONE, INVALID, INVALID, INVALID, NO, GONE, "POST"),
]
EXPECTED = {
    "forum:mention_suggest": Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
    "forum:topic_mention_suggest": Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
    "forum:text_preview": PREVIEW,
    "forum:topic_text_preview": PREVIEW,
}


def address(world) -> dict:
    return {}
