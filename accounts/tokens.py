"""Secrets that travel by mail: random, and stored only as a hash."""

import secrets
from hashlib import sha256


def fresh_token() -> str:
    """Return 192 random bits as 32 characters that are safe in an address."""
    return secrets.token_urlsafe(24)


def digest(token: str) -> str:
    """Return what the database keeps of a token: 64 hexadecimal characters."""
    return sha256(token.encode()).hexdigest()
