"""A thousand phones ask every second and a half whether anything changed. Most of the time nothing did.

A page carries a ticket, signed for one team and one kind of page. With it "nothing changed" is
answered before session, log-in and database (pitches/middleware.py); the version is asked of the
database four times a second for a whole process. A ticket opens nothing: as soon as something
changed, or the ticket is older than MINUTES, the request goes on through every door.
"""

from time import monotonic

from django.core import signing

from cohorts.models import Cohort
from pitches.models import Closing

VIEWS = {"phone", "screen", "control", "panel"}
WITH_TURNOUT = {"screen", "control"}
MINUTES = 5
FRESH = 0.25  # seconds
_signer = signing.TimestampSigner(salt="pitches.polling")
_known: dict[tuple[int, bool], tuple[float, str]] = {}


def ticket(cohort: Cohort, view: str) -> str:
    """Return what lets a page of this team ask cheaply."""
    return _signer.sign(f"{cohort.pk}.{view}")


def unchanged(token: str, view: str, version: str) -> bool:
    """Tell whether the page with this ticket is still right; False also when the ticket is not."""
    try:
        team, kind = _signer.unsign(token, max_age=60 * MINUTES).split(".")
    except signing.BadSignature:
        return False
    return kind == view and version == _stamp(int(team), turnout=view in WITH_TURNOUT)


def _stamp(team: int, *, turnout: bool) -> str:
    at, stamp = _known.get((team, turnout), (0.0, ""))
    if monotonic() - at > FRESH:
        stamp = Closing.stamp(team, turnout=turnout)
        _known[team, turnout] = (monotonic(), stamp)
    return stamp
