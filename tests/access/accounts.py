from tests.access.rows import LOGIN, OK, Row

EXPECTED = {"accounts:totp_qr": Row(LOGIN, OK, OK, OK, OK, OK, OK)}


def address(world) -> dict:
    return {}
