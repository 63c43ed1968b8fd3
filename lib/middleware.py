"""What every answer carries, and what a failing part of the machine looks like."""

import errno
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse

from lib.errors import error_page

type Handler = Callable[[HttpRequest], HttpResponse]
POLICIES = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def browser_policies(get_response: Handler) -> Handler:
    """Ask the browser for nothing we do not use; keep pages of people out of shared caches."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in POLICIES.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


class HonestFailures:
    """Say what is wrong: the database is away, the disk is full, a post too big, an address rubbish."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the fitting page, or None to let it be a 500."""
        if isinstance(exception, RequestDataTooBig):
            return error_page(request, 413)
        if isinstance(exception, OSError) and exception.errno in {errno.ENOSPC, errno.EDQUOT}:
            return error_page(request, 507)
        if isinstance(exception, OperationalError):
            full = "disk is full" in str(exception) or "No space left" in str(exception)
            return error_page(request, 507 if full else 503)
        if isinstance(exception, DataError) and "NUL (0x00)" in str(exception):
            return error_page(request, 400)  # PostgreSQL keeps no such character, and nobody types it
        return None
