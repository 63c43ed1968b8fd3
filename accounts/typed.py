"""What somebody sent when their session had ended: kept in the browser's session until they are back.

At a desk several people use one browser, so the words are kept only where a cookie says whose
session ended, and shown only to that person. Logging out takes the cookie away.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

KEY = "typed"
COOKIE = f"{'__Host-' if settings.SECURE else ''}lately"
MOST = 200_000  # characters, as long as the longest lesson
LIFE = 24 * 60 * 60  # seconds
READABLE = 20  # characters; what is shorter is a choice or a key, and only sent along
signer = Signer(salt="accounts.typed")


@dataclass(frozen=True)
class Typed:
    """A form as it was sent: where to, and each name with a value."""

    path: str
    fields: list[tuple[str, str]]
    with_file: bool

    @property
    def texts(self) -> list[str]:
        """What somebody would want to see again."""
        return [value for _name, value in self.fields if len(value) > READABLE and " " in value.strip()]


def keep(request: HttpRequest) -> bool:
    """Keep the form of somebody whose session ended; tell whether there is something kept."""
    owner = owner_of(request)
    if request.method != "POST" or not owner or not is_a_page(request):
        return False
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
    ]
    if not fields or sum(len(value) for _name, value in fields) > MOST:
        return False
    request.session[KEY] = {
        "owner": owner,
        "path": request.get_full_path(),
        "fields": fields,
        "with_file": bool(request.FILES),
        "at": timezone.now().timestamp(),
    }
    request.session.set_expiry(LIFE)
    return True


def kept(request: HttpRequest) -> Typed | None:
    """Return what this person sent before they had to log in; None for nothing, or for another's words."""
    found: dict[str, Any] | None = request.session.get(KEY)
    if not found or not request.user.is_authenticated:
        return None
    if found["owner"] != str(request.user.pk) or timezone.now().timestamp() - found["at"] > LIFE:
        drop(request)
        return None
    fields = [(name, value) for name, value in found["fields"]]
    return Typed(found["path"], fields, found["with_file"])


def drop(request: HttpRequest) -> None:
    if request.session.pop(KEY, None):
        request.session.set_expiry(None)  # a session with nothing kept in it lasts as long as any other


def drop_when_sent(request: HttpRequest) -> None:
    """Forget the words when they arrive where they were going."""
    if request.method == "POST" and KEY in request.session:
        found = kept(request)
        if found and found.path == request.get_full_path():
            drop(request)


def is_a_page(request: HttpRequest) -> bool:
    """Whether a browser waits for a page; a script says itself that nothing was saved."""
    return (
        request.headers.get("Sec-Fetch-Dest", "document") == "document"
        and "HX-Request" not in request.headers
    )


def owner_of(request: HttpRequest) -> str:
    """Return the key of who was logged in here last, as our own cookie says; empty for nobody."""
    try:
        return signer.unsign(request.COOKIES.get(COOKIE, ""))
    except BadSignature:
        return ""


def mark_owner(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let the browser remember whose session this is, until they log out."""
    match = request.resolver_match
    if request.user.is_authenticated:
        if owner_of(request) != str(request.user.pk):
            response.set_cookie(
                COOKIE,
                signer.sign(str(request.user.pk)),
                max_age=settings.SESSION_COOKIE_AGE,
                secure=settings.SECURE,
                httponly=True,
                samesite="Lax",
            )
    elif COOKIE in request.COOKIES and match and match.url_name == "account_logout":
        response.delete_cookie(COOKIE, samesite="Lax")
