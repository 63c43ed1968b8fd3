"""Error pages in plain words: no path, no SQL, no stack. They ask nothing of the database."""

from django.http import HttpRequest, HttpResponse
from django.template import loader


def error_page(request: HttpRequest | None, status: int) -> HttpResponse:
    """Return the page for a status: templates/<status>.html."""
    return HttpResponse(loader.get_template(f"{status}.html").render({}, None), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return error_page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, 403)
