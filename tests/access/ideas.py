from tests.access.rows import BAD, GONE, INVALID, LOGIN, MOVED, NO, OK, Row

NONCE = {"nonce": "i" * 24}

# The idea is Piet's, who sits in group two; the MT does not come to the wall.
EXPECTED = {
    "pitches:idea_list": Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
    "pitches:idea_create": [
        Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
        Row(LOGIN, GONE, INVALID, INVALID, INVALID, NO, GONE, "POST", {"title": ""}),
        Row(LOGIN, GONE, BAD, BAD, BAD, NO, GONE, "POST", {"title": "Idee", "text": "Zo."}),
        Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST", {"title": "Idee", "text": "Zo.", **NONCE}),
    ],
    "pitches:idea_detail": Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
    "pitches:idea_edit": Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE),
    "pitches:idea_support": [
        Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST", {"on": "1"}),
        Row(LOGIN, GONE, BAD, BAD, BAD, NO, GONE, "POST", {"on": "yes"}),
    ],
    "pitches:idea_join": [
        Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST", {"on": "1"}),
        Row(LOGIN, GONE, BAD, BAD, BAD, NO, GONE, "POST"),
    ],
    "pitches:idea_withdraw": Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST", {"on": "0"}),
    "pitches:idea_hide": [
        Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
        Row(LOGIN, GONE, NO, NO, INVALID, NO, GONE, "POST", {"because": ""}),
        Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST", {"because": "Dit gaat over één collega."}),
    ],
    "pitches:idea_show": Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST"),
    "pitches:idea_comment": [
        Row(LOGIN, GONE, INVALID, INVALID, INVALID, NO, GONE, "POST", {"text": ""}),
        Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST", {"text": "Mooi.", **NONCE}),
    ],
    "pitches:idea_comment_remove": Row(LOGIN, GONE, MOVED, MOVED, OK, NO, GONE),
    "pitches:idea_group": Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE),
    "pitches:idea_take": Row(LOGIN, GONE, GONE, GONE, GONE, NO, GONE, "POST", {"group": "9" * 30}),
    "pitches:idea_release": Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST"),
}


def address(world) -> dict:
    idea = world.cohort.ideas.create(title="Appen", text="Zo.", author=world.enrolments["other"])
    comment = idea.comments.create(text="Mooi.", author=world.enrolments["other"])
    return {"idea_id": idea.pk, "comment_id": comment.pk}
