"""Secrets that travel by mail: random, and stored only as a hash."""

import re
import secrets
from hashlib import sha256

from django.utils.crypto import salted_hmac


def fresh_token() -> str:
    """Return 192 random bits as 32 characters that are safe in an address."""
    return secrets.token_urlsafe(24)


def digest(token: str) -> str:
    """Return what the database keeps of a token: 64 hexadecimal characters."""
    return sha256(token.encode()).hexdigest()


def fresh_code() -> str:
    """Return eight random figures in two groups of four, easy to read over and to type."""
    figures = f"{secrets.randbelow(10**8):08}"
    return f"{figures[:4]} {figures[4:]}"


def code_hash(handle: str, typed: str) -> str:
    """Return what the database keeps of a code; only its figures count, not how they are grouped."""
    figures = re.sub(r"[^0-9]", "", typed)
    return salted_hmac("accounts.code", f"{handle}:{figures}", algorithm="sha256").hexdigest()
