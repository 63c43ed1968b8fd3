"""Who notes what about a pilot; the group of the participant and the helper is the one that was chosen."""

from django.utils import timezone

from pitches.models import Pilot
from tests.access.rows import BAD, GONE, LOGIN, MOVED, NO, OK, Row

NO_METHOD, INVALID = 405, 422

# In the order of PEOPLE: anonymous, outsider, participant, helper, trainer, mt, admin.
EXPECTED = {
    "pitches:milestone_create": [
        Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
        Row(LOGIN, GONE, INVALID, INVALID, INVALID, NO, GONE, "POST", {"title": ""}),
    ],
    "pitches:milestone_act": Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST", {"act": "done"}),
    "pitches:spending_create": [
        Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
        Row(LOGIN, GONE, INVALID, INVALID, INVALID, NO, GONE, "POST", {"what": ""}),
    ],
    "pitches:spending_remove": Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST"),
    "pitches:update_create": [
        Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
        Row(LOGIN, GONE, BAD, BAD, BAD, NO, GONE, "POST", {"text": "Zonder nonce."}),
    ],
    "pitches:update_remove": Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST"),
    "pitches:pilot_picture": Row(LOGIN, GONE, GONE, GONE, GONE, GONE, GONE),
    "pitches:pilot_tip_create": [
        Row(LOGIN, GONE, MOVED, MOVED, OK, OK, GONE),
        Row(LOGIN, GONE, BAD, BAD, BAD, BAD, GONE, "POST", {"text": "Zonder nonce."}),
    ],
    "pitches:pilot_tip_answer": Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
}


def address(world) -> dict:
    pilot, anna = Pilot.objects.get(), world.enrolments["participant"]
    return {
        "milestone_id": pilot.milestones.create(title="Knop op de site", due_on="2026-12-01").pk,
        "spending_id": pilot.spendings.create(
            what="Telefoon", euro=250, spent_on=timezone.localdate(), booked_by=anna
        ).pk,
        "update_id": pilot.updates.create(author=anna, text="We zijn begonnen.").pk,
        "picture_id": 0,
        "pilot_tip_id": pilot.tips.create(author=world.enrolments["other"], text="Zet het op de pas.").pk,
    }
