"""Addresses that refuse mail: noticed while sending, or read from a mail that came back."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from smtplib import SMTPRecipientsRefused

from accounts.models import User, normalise_email

PERMANENT = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b|^5\d\d\b")
ADDRESS = re.compile(r"[^\s<>;]+@[^\s<>;]+")


def mark_bounced(person: User, problem: SMTPRecipientsRefused) -> bool:
    """Note that the mail server will never take mail for this person; tell whether it said so.

    A server that only says "not now" (4xx) changes nothing: the mail is tried again.
    """
    for code, words in problem.recipients.values():
        if code >= 500:
            said = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
            person.mark_bounced(f"{code} {said}")
            return True
    return False


def read_bounce(message: bytes) -> list[str]:
    """Read a mail that came back (RFC 3464) and mark its addresses; return those that are ours.

    Only what failed for good counts. Raises nothing: whatever is not such a report marks nobody.
    """
    marked = []
    for address, reason in failures(message):
        if person := User.objects.filter(email=normalise_email(address), is_active=True).first():
            person.mark_bounced(reason)
            marked.append(person.email)
    return marked


def failures(message: bytes) -> list[tuple[str, str]]:
    """Return (address, reason) for each recipient that failed for good."""
    parsed = message_from_bytes(message, policy=policy.default)
    found = []
    for part in parsed.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = (block for block in part.get_payload() if isinstance(block, EmailMessage))
            found += [failed for block in blocks if (failed := _failure(block))]
    return found


def _failure(fields: EmailMessage) -> tuple[str, str] | None:
    action, status = str(fields.get("Action", "")).strip().lower(), str(fields.get("Status", "")).strip()
    address = ADDRESS.search(str(fields.get("Final-Recipient", "")))
    if action != "failed" or not PERMANENT.search(status) or not address:
        return None
    return address.group(), str(fields.get("Diagnostic-Code", status))
