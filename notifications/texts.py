"""The words of a message, from templates/notifications/."""

from accounts.mail import Values, one_line, plain
from notifications.kinds import Kind

DETAILED = frozenset({Kind.PLAN_CHANGED})  # what it is about does not fit in one line


def details(kind: str, values: Values) -> list[str]:
    """Return the lines below the subject, for an inbox and an overview; most kinds have none."""
    if kind not in DETAILED:
        return []
    lines = plain(f"notifications/{kind}_words.txt", values).splitlines()
    return [line for one in lines if (line := one_line(one))]


def subject(kind: str, values: Values) -> str:
    """Return the subject of a kind of message, also its line in the inbox."""
    return one_line(plain(f"notifications/{kind}.subject.txt", values))
