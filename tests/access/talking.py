from tests.access.rows import GONE, LOGIN, NO, OK, Row

EXPECTED = {
    "forum:mention_suggest": Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
    "forum:topic_mention_suggest": Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
}


def address(world) -> dict:
    return {}
