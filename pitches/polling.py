"""A thousand phones ask every second and a half whether anything changed. Most of the time nothing did.

A page carries a ticket, signed for one team, one kind of page, one person and the browser they
signed in with. With it "nothing changed" is answered before session, log-in and database
(pitches/middleware.py); the version is asked of the database four times a second for a whole process.
A ticket is good for MINUTES and renews itself only at the door. What a phone gets when something did
change is in pitches/hall.py.
"""

from time import monotonic
from typing import NamedTuple

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from cohorts.access import Request
from cohorts.models import Cohort
from pitches.models import Closing

VIEWS = {"phone", "screen", "control", "panel"}
WITH_TURNOUT = {"screen", "control"}
MINUTES = 5
FRESH = 0.25  # seconds
SALT = "pitches.polling"
_signer = signing.TimestampSigner(salt=SALT)
_known: dict[tuple[int, bool], tuple[float, str]] = {}


class Ticket(NamedTuple):
    """What a signed ticket says."""

    team: int
    view: str
    person: int
    browser: str  # made of the key of the session, which it does not give away

    @classmethod
    def of(cls, cohort: Cohort, view: str, *, person: int, session_key: str) -> "Ticket":
        return cls(cohort.pk, view, person, _browser(session_key))

    @property
    def written(self) -> str:
        return _signer.sign(".".join(map(str, self)))

    @classmethod
    def read(cls, written: str) -> "Ticket | None":
        """Return what a ticket says; None when it is not ours, or older than MINUTES."""
        try:
            team, view, person, browser = _signer.unsign(written, max_age=60 * MINUTES).split(".")
        except (ValueError, signing.BadSignature):
            return None
        return cls(int(team), view, int(person), browser)

    def is_of(self, session_key: str) -> bool:
        return bool(session_key) and constant_time_compare(self.browser, _browser(session_key))

    def unchanged(self, view: str, version: str) -> bool:
        """Tell whether the page that shows this version is still right."""
        turnout = view in WITH_TURNOUT
        return self.view == view and version == _stamp(self.team, turnout=turnout)


def ticket(cohort: Cohort, view: str, request: Request) -> str:
    """Return what lets a page of this team ask cheaply from the browser of this request."""
    key = request.session.session_key or ""
    return Ticket.of(cohort, view, person=request.user.pk, session_key=key).written


def _browser(session_key: str) -> str:
    return salted_hmac(SALT, session_key, algorithm="sha256").hexdigest()[:20]


def _stamp(team: int, *, turnout: bool) -> str:
    at, stamp = _known.get((team, turnout), (0.0, ""))
    if monotonic() - at > FRESH:
        stamp = Closing.stamp(team, turnout=turnout)
        _known[team, turnout] = (monotonic(), stamp)
    return stamp
