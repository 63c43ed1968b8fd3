"""The words of a message, from templates/notifications/."""

from accounts.mail import Values, one_line, plain


def subject(kind: str, values: Values) -> str:
    """Return the subject of a kind of message, also its line in the inbox."""
    return one_line(plain(f"notifications/{kind}.subject.txt", values))
