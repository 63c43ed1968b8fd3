from pitches.models import Pitch
from tests.access.rows import BAD, GONE, INVALID, LOGIN, MOVED, NO, OK, Row

NONCE = {"nonce": "p" * 24}

# The pitch of group one was handed in and chosen (tests/access/plan.py); it has one slide and no PDF.
EXPECTED = {
    "pitches:section_talk": [
        Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
        Row(LOGIN, GONE, INVALID, INVALID, INVALID, NO, GONE, "POST", {"text": ""}),
        Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST", {"text": "Mooi.", **NONCE}),
        Row(LOGIN, GONE, BAD, BAD, BAD, NO, GONE, "POST", {"text": "Mooi."}),
    ],
    # The comment is one on another subject, of the wall.
    "pitches:section_comment_take_back": Row(LOGIN, GONE, GONE, GONE, GONE, NO, GONE, "POST"),
    "pitches:pitch_allow_late": Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST"),
    "pitches:slides_pdf": Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE),
    "pitches:slides_pdf_drop": Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE, "POST"),
    "pitches:deadline_set": [
        Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
        Row(LOGIN, GONE, NO, NO, INVALID, NO, GONE, "POST", {"day": "2026-13-45"}),
    ],
    "pitches:slide_show": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    "pitches:slide_speaker": Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
    "pitches:slide_picture": Row(LOGIN, GONE, GONE, GONE, GONE, GONE, GONE),
    "pitches:slides_file": Row(LOGIN, GONE, GONE, GONE, GONE, GONE, GONE),
}


def address(world) -> dict:
    pitch = Pitch.objects.get(group=world.groups[0])
    pitch.slides.create(number=1, html="<h3>Appen</h3>")
    Pitch.objects.filter(pk=pitch.pk).update(slide_count=1)
    return {"slide": 1}
