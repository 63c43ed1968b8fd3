"""Who gets what in the forum. The topic is Anna's, for the whole team; the post is its first."""

from forum.actions import report
from tests.access.rows import BAD, GONE, INVALID, LOGIN, MOVED, NO, OK, Row
from tests.forum import make_topic, png_picture

NONCE = {"nonce": "n" * 20}
TOPIC = {"kind": "talk", "title": "Koffie", "text": "Wie drinkt er mee?"} | NONCE

EXPECTED = {
    "forum:topic_list": Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
    "forum:topic_create": [
        Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
        Row(LOGIN, GONE, INVALID, INVALID, INVALID, NO, GONE, "POST"),
        Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST", TOPIC),
        Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST", TOPIC | {"kind": "announcement"}),
        Row(LOGIN, GONE, BAD, BAD, BAD, NO, GONE, "POST", TOPIC | {"kind": "advert"}),
        Row(LOGIN, GONE, BAD, BAD, BAD, NO, GONE, "POST", TOPIC | {"nonce": ""}),
    ],
    "forum:draft_save": [
        Row(LOGIN, GONE, INVALID, INVALID, INVALID, NO, GONE, "POST"),
        Row(LOGIN, GONE, OK, OK, OK, NO, GONE, "POST", {"place": "new", "text": "Ik", "version": 0}),
    ],
    "forum:draft_drop": [
        Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST", {"place": "new", "version": 1}),
        Row(LOGIN, GONE, BAD, BAD, BAD, NO, GONE, "POST", {"place": "new\0", "version": 1}),
    ],
    "forum:topics_read": Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST"),
    "forum:topic_detail": Row(LOGIN, GONE, OK, OK, OK, GONE, GONE),
    "forum:post_create": [
        Row(LOGIN, GONE, MOVED, MOVED, MOVED, GONE, GONE),
        Row(LOGIN, GONE, INVALID, INVALID, INVALID, GONE, GONE, "POST"),
        Row(LOGIN, GONE, MOVED, MOVED, MOVED, GONE, GONE, "POST", {"text": "Ik."} | NONCE),
    ],
    "forum:topic_follow": Row(LOGIN, GONE, MOVED, MOVED, MOVED, GONE, GONE, "POST"),
    "forum:topic_steer": Row(LOGIN, GONE, MOVED, MOVED, MOVED, GONE, GONE, "POST", {"act": "pin"}),
    "forum:topic_move": [
        Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
        Row(LOGIN, GONE, NO, NO, INVALID, NO, GONE, "POST"),
    ],
    "forum:topic_split": [
        Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
        Row(LOGIN, GONE, NO, NO, INVALID, NO, GONE, "POST"),
    ],
    "forum:topic_merge": [
        Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
        Row(LOGIN, GONE, NO, NO, INVALID, NO, GONE, "POST"),
    ],
    "forum:topic_widen": [
        Row(LOGIN, GONE, OK, NO, NO, GONE, GONE),
        Row(LOGIN, GONE, INVALID, NO, NO, GONE, GONE, "POST"),
    ],
    "forum:log_list": Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
    "forum:post_link": Row(LOGIN, GONE, MOVED, MOVED, MOVED, GONE, GONE),
    "forum:topic_solve": [
        Row(LOGIN, GONE, MOVED, MOVED, MOVED, GONE, GONE, "POST"),
        Row(LOGIN, GONE, GONE, GONE, GONE, GONE, GONE, "POST", {"post": "99"}),
    ],
    "forum:topic_claim": Row(LOGIN, GONE, MOVED, MOVED, MOVED, GONE, GONE, "POST"),
    "forum:post_edit": [
        Row(LOGIN, GONE, OK, NO, NO, GONE, GONE),
        Row(LOGIN, GONE, INVALID, NO, NO, GONE, GONE, "POST"),
    ],
    "forum:post_history": Row(LOGIN, GONE, OK, NO, OK, GONE, GONE),
    "forum:post_withdraw": [
        Row(LOGIN, GONE, OK, NO, NO, GONE, GONE),
        Row(LOGIN, GONE, MOVED, NO, NO, GONE, GONE, "POST"),
    ],
    "forum:post_restore": Row(LOGIN, GONE, MOVED, MOVED, MOVED, GONE, GONE, "POST"),
    "forum:post_hide": [
        Row(LOGIN, GONE, NO, NO, OK, GONE, GONE),
        Row(LOGIN, GONE, NO, NO, MOVED, GONE, GONE, "POST", {"reason": "Herkenbaar."}),
    ],
    "forum:report_create": [
        Row(LOGIN, GONE, OK, OK, OK, GONE, GONE),
        Row(LOGIN, GONE, INVALID, MOVED, MOVED, GONE, GONE, "POST", {"reason": "Herkenbaar."}),
    ],
    "forum:report_list": Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
    "forum:report_handle": Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST"),
    "forum:reaction_toggle": [
        Row(LOGIN, GONE, BAD, BAD, BAD, GONE, GONE, "POST"),
        Row(LOGIN, GONE, MOVED, MOVED, MOVED, GONE, GONE, "POST", {"kind": "thanks"}),
    ],
    "forum:attachment_detail": Row(LOGIN, GONE, OK, OK, OK, GONE, GONE),
    "forum:help_desk": Row(LOGIN, GONE, NO, OK, OK, NO, GONE),
    "forum:logbook": Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
}


def address(world):
    topic = make_topic(world, kind="question", picture=png_picture())
    post = topic.posts.get()
    made = report(post=post, by=world.enrolments["other"], reason="Er staat een naam in.")
    return {
        "topic_id": topic.pk,
        "number": post.number,
        "post_id": post.pk,
        "report_id": made.pk,
        "attachment_id": post.attachments.get().pk,
    }
