"""Whether a mail still makes sense when it is really sent: the room that wrote it may know better by then."""

from collections.abc import Callable

from notifications.models import Notification

type Check = Callable[[Notification], bool]
CHECKS: dict[str, Check] = {}


def ask_before_sending(kind: str, check: Check) -> None:
    """Let a room above look once more at each mail of a kind; called when the room is loaded."""
    CHECKS[kind] = check


def is_moot(notification: Notification) -> bool:
    check = CHECKS.get(notification.kind)
    return check is not None and check(notification)
