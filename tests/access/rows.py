"""How a room writes down who gets what on its addresses."""

from typing import NamedTuple

PEOPLE = ("anonymous", "outsider", "participant", "helper", "trainer", "mt", "admin")
LOGIN, OK, NO, GONE, BAD, MOVED, INVALID = 302, 200, 403, 404, 400, 302, 422


class Row(NamedTuple):
    """The status for each person of PEOPLE, in that order. `data` is what a POST sends."""

    anonymous: int
    outsider: int
    participant: int
    helper: int
    trainer: int
    mt: int
    admin: int
    method: str = "GET"
    data: dict = {}
