"""Two people with the same form: the second hears that the first was quicker, and loses nothing."""

import hashlib
import json

from django.utils.translation import gettext

from lib.refusal import Refused


class Changed(Refused):
    """Somebody saved the same thing since this form was shown."""


def fingerprint(*values: object) -> str:
    """Return a short word for these values, the same for the same values."""
    return hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()[:24]


def check_seen(seen: str, now: str) -> None:
    """Raise Changed when a form was filled with what is no longer stored. Without a form nothing was seen."""
    if seen and seen != now:
        raise Changed(gettext("Somebody else changed this while you were busy. Your version is still here."))
