"""Who gets what on the pages that belong to no team. The outsider has a letter."""

from cohorts.actions import Person, invite
from tests.access.rows import BAD, GONE, LOGIN, MOVED, OK, Row

NO_METHOD = 405
EVERYBODY = (OK,) * 7
NONCE = {"nonce": "w" * 20}

EXPECTED = {
    # Who has one team and nothing to choose goes there at once.
    "home:front_page": Row(OK, OK, MOVED, MOVED, OK, MOVED, OK),
    "home:search": [
        Row(*EVERYBODY),
        Row(*EVERYBODY, "GET", {"q": "ding", "soort": "forum", "pagina": "x"}),
    ],
    "home:my_page": [
        Row(LOGIN, OK, OK, OK, OK, OK, OK),
        Row(LOGIN, MOVED, MOVED, MOVED, MOVED, MOVED, MOVED, "POST", {"name": "Jo", "language": "nl"}),
    ],
    "home:my_export": [
        Row(LOGIN, OK, OK, OK, OK, OK, OK),
        Row(LOGIN, *[NO_METHOD] * 6, "POST"),
    ],
    "home:my_erase": [
        Row(LOGIN, OK, OK, OK, OK, OK, OK),
        Row(LOGIN, BAD, BAD, BAD, BAD, BAD, BAD, "POST"),
        Row(LOGIN, MOVED, MOVED, MOVED, MOVED, MOVED, MOVED, "POST", NONCE),
    ],
    "home:who_sees_what": Row(LOGIN, OK, OK, OK, OK, OK, OK),
    "home:invitation_accept": [
        Row(LOGIN, MOVED, GONE, GONE, GONE, GONE, GONE, "POST"),
        Row(LOGIN, *[NO_METHOD] * 6),
    ],
    "home:healthz": Row(*EVERYBODY),
    "home:readyz": Row(*EVERYBODY),
    "home:robots_txt": Row(*EVERYBODY),
    "home:security_txt": Row(*EVERYBODY),
}


def address(world) -> dict:
    """The values of the converters."""
    olaf = Person("Olaf Mulder", "olaf@example.org")
    invite(cohort=world.cohort, people=[olaf], role="participant", by=world.enrolments["trainer"])
    letter = world["outsider"].invitations.get()  # this one, or the one that another room made
    letter.mark_sent()
    return {"invitation_id": letter.pk}
