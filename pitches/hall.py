"""After "next" a thousand phones ask for what they show now, all within a second and a half.

Most of them show the same but for the keys of their forms. So what the view made for one participant is
kept for LONG, with those keys left open, and given to the next of whom the same things hold, before
session and log-in (pitches/middleware.py): 0.5 ms in place of 12. It goes only to the browser that a
ticket was made for, while that session is there and that person takes part in the team. Whoever sees
something else goes through every door: trainers, who counts papers, the group that stands there,
who voted or may not vote.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from threading import Lock
from time import monotonic
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token

from cohorts.models import Enrolment
from pitches import polling
from pitches.models import Ballot, Closing, Electorate, Voter
from pitches.models.papers import Turnout
from pitches.polling import Ticket

LONG = 5  # seconds: the words of an agreement may change without a new version
PATIENCE = 1  # seconds: then a phone goes its own way
MARK = secrets.token_hex(8)  # what nobody can have written in a plan
CSRF, NONCE, TICKET = f"{MARK}-csrf", f"{MARK}-nonce", f"{MARK}-ticket"
KEYS = (
    (re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*'), rf"\g<1>{CSRF}"),
    (re.compile(r'(name="nonce" value=")[^"]*'), rf"\g<1>{NONCE}"),
    (re.compile(r'(data-poll-url="[^"]*ticket=)[^"]*'), rf"\g<1>{TICKET}"),
)


@dataclass(frozen=True)
class Sees:
    """What makes one participant's phone differ from another's; the same of these, the same phone."""

    language: str
    own: int | None = None  # on the paper of an open vote: the pitch that is not theirs to choose


@dataclass(frozen=True)
class Hall:
    """Who of a team sees what everybody sees, at one version of the meeting."""

    team: int
    version: str
    people: dict[int, Sees]
    read_at: float

    @classmethod
    def read(cls, team: int) -> "Hall":
        """Ask the database, in at most five queries for everybody together."""
        closing = Closing.objects.filter(cohort=team).select_related("pitch").first()
        people = cls._people(team, closing) if closing else {}
        return cls(team, str(closing.version if closing else 0), people, monotonic())

    @staticmethod
    def _people(team: int, closing: Closing) -> dict[int, Sees]:
        stands = closing.pitch.group_id if closing.pitch else None
        ballot = Ballot.objects.filter(cohort=team).newest()
        is_open = ballot is not None and ballot.is_open
        roll, ticked = dict[int, int | None](), set[int]()
        if ballot and is_open:
            if ballot.electorate != Electorate.PARTICIPANTS:
                return {}
            roll = dict(Voter.objects.filter(ballot=ballot).values_list("enrolment_id", "own_id"))
            ticked = set(Turnout.objects.filter(ballot=ballot).values_list("enrolment_id", flat=True))
        counter = ballot.counter_id if ballot else None
        seats = Enrolment.objects.participants().filter(cohort=team, user__is_active=True).order_by()
        rows = seats.values_list("user_id", "pk", "user__language", "seat__group")
        return {
            person: Sees(language, roll.get(pk))
            for person, pk, language, group in rows
            if pk != counter
            and (group is None or group != stands)
            and (not is_open or (pk in roll and pk not in ticked))
        }


type Make = Callable[[HttpRequest], HttpResponse]
type Key = tuple[int, str, Sees]

_halls: dict[int, Hall] = {}
_scenes: dict[Key, tuple[float, str]] = {}
_making, _reading = Lock(), Lock()


@dataclass(frozen=True)
class Place:
    """Where what a phone shows is kept for the others who see the same."""

    hall: Hall
    sees: Sees

    @classmethod
    def of(cls, request: HttpRequest, ticket: Ticket) -> "Place | None":
        """Return the place for this phone; None when it has to go through every door."""
        session_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        if ticket.view != "phone" or request.GET.get("view") != "phone" or not ticket.is_of(session_key):
            return None
        hall = _hall(ticket.team)
        sees = hall.people.get(ticket.person)
        if sees is None or request.GET.get("version") == hall.version:
            return None
        return cls(hall, sees) if _session_is_there(session_key) else None

    @property
    def key(self) -> Key:
        return self.hall.team, self.hall.version, self.sees

    def scene(self, request: HttpRequest) -> HttpResponse | None:
        """Return what is kept, with the keys of this browser; None when there is nothing fresh."""
        made_at, body = _scenes.get(self.key, (0.0, ""))
        if not body or monotonic() - made_at > LONG or not _has_csrf_secret(request):
            return None
        answer = HttpResponse(_with_keys(body, request), headers={"Cache-Control": "no-store"})
        answer.headers["Content-Length"] = str(len(answer.content))
        return answer

    def scene_or_make(self, request: HttpRequest, make: Make) -> HttpResponse:
        """Return what is kept, or let one request of this process make it while the others wait a little."""
        if ready := self.scene(request):
            return ready
        alone = _making.acquire(timeout=PATIENCE)
        try:
            if ready := self.scene(request):
                return ready
            request.place = self  # type: ignore[attr-defined]
            return make(request)
        finally:
            if alone:
                _making.release()

    def keep(self, answer: HttpResponse, *, team: int, version: str) -> None:
        """Keep the answer, unless it is of another team, or of after the hall was read."""
        if (team, version) != (self.hall.team, self.hall.version):
            return
        body = answer.content.decode()
        for pattern, opened in KEYS:
            body = pattern.sub(opened, body)
        now = monotonic()
        for key, (made_at, _body) in list(_scenes.items()):
            if now - made_at > LONG:
                _scenes.pop(key, None)
        _scenes[self.key] = (now, body)


def _hall(team: int) -> Hall:
    """Return the hall of now; while one request reads it again, the others go on with the last."""
    hall = _halls.get(team)
    if hall and monotonic() - hall.read_at <= polling.FRESH:
        return hall
    if _reading.acquire(blocking=hall is None):
        try:
            if _halls.get(team) is hall:  # nobody read it while this one waited
                _halls[team] = Hall.read(team)
        finally:
            _reading.release()
    return _halls[team]


def _session_is_there(key: str) -> bool:
    return bool(import_module(settings.SESSION_ENGINE).SessionStore(key).exists(key))


def _has_csrf_secret(request: HttpRequest) -> bool:
    """Read the secret of this browser's forms; False when it has none or rubbish: it needs a cookie first."""
    CsrfViewMiddleware(lambda _request: HttpResponse()).process_request(request)
    return "CSRF_COOKIE" in request.META and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")


def _with_keys(body: str, request: HttpRequest) -> str:
    """Fill in what belongs to this browser: the same keys as the view would have written."""
    body = body.replace(CSRF, get_token(request))
    body = body.replace(TICKET, quote(request.GET["ticket"]))
    first, *others = body.split(NONCE)
    return first + "".join(secrets.token_urlsafe(18) + part for part in others)
