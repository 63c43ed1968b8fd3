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
from dataclasses import dataclass
from importlib import import_module
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


_halls: dict[int, Hall] = {}
_scenes: dict[tuple[int, str, Sees], tuple[float, str]] = {}


def scene(request: HttpRequest, ticket: Ticket) -> HttpResponse | None:
    """Return what this phone shows now, when it is ready; None lets the request go through every door.

    When it could be ready the request carries a Place, so that the view that makes it can keep it.
    """
    session_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    if ticket.view != "phone" or request.GET.get("view") != "phone" or not ticket.is_of(session_key):
        return None
    hall = _hall(ticket.team)
    sees = hall.people.get(ticket.person)
    if sees is None or request.GET.get("version") == hall.version:
        return None
    made_at, body = _scenes.get((hall.team, hall.version, sees), (0.0, ""))
    if not body or monotonic() - made_at > LONG:
        request.place = Place(hall, sees)  # type: ignore[attr-defined]
        return None
    if not _session_is_there(session_key) or settings.CSRF_COOKIE_NAME not in request.COOKIES:
        return None
    return HttpResponse(_with_keys(body, request), headers={"Cache-Control": "no-store"})


@dataclass(frozen=True)
class Place:
    """Where the answer of the view can be kept for the others."""

    hall: Hall
    sees: Sees

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
        _scenes[team, version, self.sees] = (now, body)


def _hall(team: int) -> Hall:
    hall = _halls.get(team)
    if hall is None or monotonic() - hall.read_at > polling.FRESH:
        hall = _halls[team] = Hall.read(team)
    return hall


def _session_is_there(key: str) -> bool:
    return bool(import_module(settings.SESSION_ENGINE).SessionStore(key).exists(key))


def _with_keys(body: str, request: HttpRequest) -> str:
    """Fill in what belongs to this browser: the same keys as the view would have written."""
    CsrfViewMiddleware(lambda _request: HttpResponse()).process_request(request)
    body = body.replace(CSRF, get_token(request))
    body = body.replace(TICKET, quote(request.GET["ticket"]))
    first, *others = body.split(NONCE)
    return first + "".join(secrets.token_urlsafe(18) + part for part in others)
