from notifications.feed import renew
from notifications.mail import unsubscribe_token
from notifications.models import Kind, Notification
from tests.access.rows import GONE, LOGIN, MOVED, OK, Row

EXPECTED = {
    "notifications:notification_list": Row(LOGIN, OK, OK, OK, OK, OK, OK),
    "notifications:read_all": Row(LOGIN, MOVED, MOVED, MOVED, MOVED, MOVED, MOVED, method="POST"),
    "notifications:notification_open": [
        Row(LOGIN, GONE, OK, GONE, GONE, GONE, GONE),
        Row(LOGIN, GONE, MOVED, GONE, GONE, GONE, GONE, method="POST"),
    ],
    "notifications:preferences": Row(LOGIN, OK, OK, OK, OK, OK, OK),
    "notifications:feed_renew": Row(LOGIN, OK, OK, OK, OK, OK, OK, "POST"),
    "notifications:thread_unmute": Row(LOGIN, GONE, MOVED, GONE, GONE, GONE, GONE, "POST"),
    "notifications:feed": Row(OK, OK, OK, OK, OK, OK, OK),
    "notifications:unsubscribe": [
        Row(OK, OK, OK, OK, OK, OK, OK),
        Row(OK, OK, OK, OK, OK, OK, OK, method="POST"),
    ],
}


def address(world) -> dict:
    participant = world["participant"]
    notification = Notification.objects.create(
        recipient=participant, kind=Kind.ANNOUNCEMENT, about="topic:1", path="/", context={}
    )
    muted = participant.mutes.create(kind=Kind.REPLY, thread="topic:1")
    return {
        "mute_id": muted.pk,
        "feed_token": renew(participant).rpartition("/")[2].removesuffix(".atom"),
        "notification_id": notification.pk,
        "token": unsubscribe_token(participant.pk, Kind.ANNOUNCEMENT),
    }
