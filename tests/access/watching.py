"""Who gets what where a team is watched over. In the order of PEOPLE:
anonymous, outsider, participant, helper, trainer, mt, admin."""

from accounts.models import Capacity
from tests.access.rows import BAD, GONE, INVALID, LOGIN, MOVED, NO, OK, Row

NONCE = {"nonce": "k" * 24}
NO_METHOD = 405

EXPECTED = {
    "cohorts:member_progress": Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
    "cohorts:sheet_list": Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
    "cohorts:sheet_take": [
        Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
        Row(LOGIN, GONE, NO, NO, NO_METHOD, NO, GONE, "POST"),
    ],
    # The outsider of this table manages our library; being an administrator of the site is another matter.
    "home:organisation_teams": Row(LOGIN, OK, NO, NO, NO, NO, NO),
    "home:organisation_sheet": Row(LOGIN, OK, NO, NO, NO, NO, NO),
    "home:council_note": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    # Drawing takes a second each: the door is asked with a POST, the sheet itself is in test_outcome.
    "home:council_note_pdf": Row(LOGIN, GONE, *[NO_METHOD] * 4, GONE, "POST"),
    "home:outcome": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    "home:outcome_pdf": Row(LOGIN, GONE, *[NO_METHOD] * 4, GONE, "POST"),
    "home:outcome_text": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    # The post is Anna's: she gives a sentence, the trainer asks for one, nobody else.
    "forum:quote_edit": [
        Row(LOGIN, GONE, OK, NO, OK, GONE, GONE),
        Row(LOGIN, GONE, BAD, NO, BAD, GONE, GONE, "POST", {"act": "shout"}),
        Row(LOGIN, GONE, INVALID, NO, INVALID, GONE, GONE, "POST", {"act": "yes", "sentence": "Niet hier"}),
    ],
    "home:monday": Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
    "home:nudge_send": [
        Row(LOGIN, GONE, NO, NO, NO_METHOD, NO, GONE),
        Row(LOGIN, GONE, NO, NO, BAD, NO, GONE, "POST", {"act": "shout", **NONCE}),
        Row(LOGIN, GONE, NO, NO, BAD, NO, GONE, "POST", {"act": "skip"}),
        Row(LOGIN, GONE, NO, NO, INVALID, NO, GONE, "POST", {"act": "send", **NONCE}),
        Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST", {"act": "skip", **NONCE}),
    ],
}


def address(world) -> dict:
    world["outsider"].memberships.get_or_create(organisation=world.ours, capacity=Capacity.MANAGER)
    return {"sheet": "plan", "form": "csv"}
