"""Who gets what on the desk of a team and in its lessons. The MT reads lessons in the catalogue."""

from tests.access.rows import GONE, LOGIN, NO, OK, Row

# In the order of PEOPLE: anonymous, outsider, participant, helper, trainer, mt, admin.
EXPECTED = {
    "home:team_desk": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    "home:lesson_detail": Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
}


def address(world) -> dict:
    return {"slug": world.dingen[0].slug}
