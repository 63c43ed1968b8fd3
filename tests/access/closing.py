"""Who gets what around the vote. In the team of this table a vote was held, without a roll of voters."""

from pitches.models import Closing
from tests.access.rows import BAD, GONE, LOGIN, MOVED, NO, OK, Row
from tests.voting import hand_in

CONFLICT, NO_METHOD = 409, 405
TERMS = {"method": "one", "quorum": "50", "tie_rule": "lot"}

# In the order of PEOPLE: anonymous, outsider, participant, helper, trainer, mt, admin.
EXPECTED = {
    "pitches:agreement_edit": [
        Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
        Row(LOGIN, GONE, NO, NO, CONFLICT, NO, GONE, "POST", TERMS),
    ],
    "pitches:agreement_edit_mt": [
        Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
        Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST", TERMS),
    ],
    "pitches:closing_control": Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
    "pitches:closing_act": [
        Row(LOGIN, GONE, NO, NO, BAD, NO, GONE, "POST", {"act": "nonsense"}),
        Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST", {"act": "welcome", "version": "1"}),
        Row(LOGIN, *[NO_METHOD] * 6),
    ],
    "pitches:closing_screen": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    "pitches:closing_phone": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    "pitches:closing_poll": Row(LOGIN, GONE, BAD, BAD, BAD, BAD, GONE),
    "pitches:closing_qr": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    "pitches:ballot_vote": [
        Row(LOGIN, GONE, NO, NO, NO, NO, GONE),
        Row(LOGIN, GONE, CONFLICT, CONFLICT, NO, CONFLICT, GONE, "POST", {"choice": "1"}),
    ],
    "pitches:ballot_minutes": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    "pitches:ballot_minutes_pdf": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    # Open, or of another team, it does not exist.
    "pitches:ballot_list": Row(LOGIN, GONE, GONE, GONE, GONE, GONE, GONE),
    "pitches:paper_desk": Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
    "pitches:paper_act": [
        Row(LOGIN, GONE, NO, NO, BAD, NO, GONE, "POST", {"act": "nonsense", "person": "1"}),
        Row(LOGIN, *[NO_METHOD] * 6),
    ],
    # In this team the vote was shown: there is nothing to count; who was not asked gets 403.
    "pitches:paper_count": [
        Row(LOGIN, GONE, NO, NO, CONFLICT, NO, GONE),
        Row(LOGIN, GONE, NO, NO, CONFLICT, NO, GONE, "POST", {"papers": "1"}),
    ],
    # Without a nonce a form is refused; who may not give a tip hears so by a message.
    "pitches:tip_create": Row(LOGIN, GONE, BAD, BAD, BAD, BAD, GONE, "POST", {"kind": "tip", "text": "Ja"}),
    "pitches:closing_code": Row(LOGIN, GONE, MOVED, MOVED, MOVED, MOVED, GONE),
}


def address(world) -> dict:
    pitches = world.cohort.groups.filter(pitch__isnull=False)
    pitch = pitches.first().pitch if pitches else hand_in(world)[0]
    return {"ballot_id": 0, "pitch_id": pitch.pk, "code": Closing.objects.create(cohort=world.cohort).code}
