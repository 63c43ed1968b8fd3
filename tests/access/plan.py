from pitches.models import PulseCheck
from tests.access.rows import BAD, GONE, LOGIN, MOVED, NO, OK, Row
from tests.pitching import decided

EXPECTED = {
    # The pitch of group one was handed in and chosen: writing is over, so its members are sent back.
    "pitches:plan_detail": Row(LOGIN, GONE, OK, OK, OK, MOVED, GONE),
    "pitches:pitch_edit": Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE),
    "pitches:section_edit": Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE),
    "pitches:section_history": Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
    "pitches:pitch_hand_in": Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE, "POST"),
    "pitches:pitch_reopen": Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST"),
    "pitches:pitch_list": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    "pitches:pitch_detail": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    "pitches:pitch_place": [
        Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST", {"place": 1}),
        Row(LOGIN, GONE, NO, NO, BAD, NO, GONE, "POST", {"place": "first"}),
    ],
    "pitches:tip_answer": Row(LOGIN, GONE, OK, OK, NO, NO, GONE),
    "pitches:mt_desk": Row(LOGIN, GONE, NO, NO, OK, OK, GONE),
    "pitches:decision_create": Row(LOGIN, GONE, NO, NO, NO, MOVED, GONE),
    "pitches:decision_detail": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    "pitches:pilot_detail": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    "pitches:owner_set": Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST"),
    "pitches:pilot_end": Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
    "pitches:pulse_answer": Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
}


def address(world) -> dict:
    pitch = decided(world).pitch
    tip = pitch.tips.create(author=world.enrolments["other"], kind="tip", text="Begin klein.")
    return {
        "group_id": pitch.group_id,
        "kind": "problem",
        "pitch_id": pitch.pk,
        "tip_id": tip.pk,
        "day": PulseCheck.objects.earliest("day").day,
    }
