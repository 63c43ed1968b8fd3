"""The mail of the demo: files in MAIL_DIR instead of messages that really go."""

import email
import email.policy
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

SEPARATOR = b"\n" + b"-" * 79 + b"\n"  # Django's file mailer writes this after every message
MOST = 100


class Letter(NamedTuple):
    name: str
    to: str
    subject: str
    at: datetime
    text: str


def letters() -> list[Letter]:
    """Return the newest hundred messages, newest first."""
    files = sorted(Path(settings.MAIL_DIR).glob("*.log"), key=lambda file: (file.stat().st_mtime, file.name))
    found = [letter for file in files[-MOST:] for letter in in_file(file)]
    return found[::-1][:MOST]


def letter(name: str) -> Letter | None:
    """Return one message; the name is only compared with those in the folder."""
    return next((one for one in letters() if one.name == name), None)


def in_file(file: Path) -> list[Letter]:
    """Return the messages of one connection to the mailer, in the order in which they went."""
    at = datetime.fromtimestamp(file.stat().st_mtime, timezone.get_current_timezone())
    return [
        read(f"{file.stem}-{number}", part, at)
        for number, part in enumerate(file.read_bytes().split(SEPARATOR))
        if part.strip()
    ]


def read(name: str, raw: bytes, at: datetime) -> Letter:
    message = email.message_from_bytes(raw, EmailMessage, policy=email.policy.default)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    return Letter(name, str(message["to"]), str(message["subject"]), at, text)
