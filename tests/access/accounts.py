from tests.access.rows import LOGIN, MOVED, OK, Row

EXPECTED = {
    "accounts:totp_qr": Row(LOGIN, OK, OK, OK, OK, OK, OK),
    # Nothing is kept for these people: they go on to the front page.
    "accounts:typed_again": Row(LOGIN, MOVED, MOVED, MOVED, MOVED, MOVED, MOVED),
}


def address(world) -> dict:
    return {}
