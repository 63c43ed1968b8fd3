"""When a rule says no: one sentence, and the person is back where they were."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


class Refused(Exception):
    """A deed that a rule forbids; the text is the reason, in the reader's language."""


def check(reason: str) -> None:
    """Raise Refused when there is a reason."""
    if reason:
        raise Refused(reason)


def local_path(request: HttpRequest, address: str, default: str) -> str:
    """Return the address when it is one of ours, else the default."""
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    # Without its slash Django takes it for the name of a view.
    whole = address.startswith(("/", "http://", "https://"))
    return address if whole and safe else default


def says_why[R: HttpRequest, **P](
    view: Callable[Concatenate[R, P], HttpResponse],
) -> Callable[Concatenate[R, P], HttpResponse]:
    """Turn Refused in a view with only buttons into a message on the page the person came from.

    A view with a text to lose catches Refused itself and shows the form again.
    """

    @wraps(view)
    def guarded(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(local_path(request, request.headers.get("referer", ""), "/"))

    return guarded
