"""Whether an invitation in the outbox still invites anybody."""

from accounts.models import Invitation
from notifications.models import Notification


def is_void(notification: Notification) -> bool:
    """Tell, when it is sent, whether this letter was answered, withdrawn or replaced meanwhile.

    A reminder that goes out by itself does not go to an address that bounced; a letter that a
    trainer sends does, because the trainer may have mended it.
    """
    secret = notification.path.strip("/").rpartition("/")[2]
    letter = Invitation.objects.by_token(secret).first()
    if letter is None or letter.refusal():
        return True
    return bool(notification.context.get("automatic") and notification.recipient.bounced_at)
