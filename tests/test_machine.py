"""The walls around every page: body limit, headers, error pages."""

import errno

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.test import RequestFactory

from lib.body import limit_body
from lib.middleware import HonestFailures
from lib.refusal import Refused, check, local_path


def answer(environ):
    """Send a request through the body limit of 1,000 bytes; return (status, body, was it read)."""
    seen, status = [], []

    def application(environ, start_response):
        seen.append(environ)
        start_response("200 OK", [])
        return [b"ok"]

    body = b"".join(limit_body(application, 1000)(environ, lambda line, headers: status.append(line)))
    return status[0], body.decode(), bool(seen)


@pytest.mark.parametrize("environ", [{}, {"CONTENT_LENGTH": ""}, {"CONTENT_LENGTH": "1000"}])
def test_body_within_the_limit_passes(environ):
    assert answer(environ) == ("200 OK", "ok", True)


@pytest.mark.parametrize(
    "environ",
    [{"CONTENT_LENGTH": "1001"}, {"CONTENT_LENGTH": "-1"}, {"HTTP_TRANSFER_ENCODING": "Chunked"}],
    ids=["too long", "nonsense", "chunked"],
)
def test_body_that_is_too_big_is_never_read(environ):
    status, body, read = answer(environ)

    assert (status, read) == ("413 Content Too Large", False)
    assert '<html lang="nl"' in body


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (RequestDataTooBig(), 413),
        (OSError(errno.ENOSPC, "No space left on device"), 507),
        (OperationalError("database or disk is full"), 507),
        (OperationalError("connection refused to /var/secret"), 503),
    ],
)
def test_failing_machine_gets_its_own_page_without_details(failure, status):
    page = HonestFailures(lambda request: None).process_exception(RequestFactory().get("/"), failure)

    assert page.status_code == status
    assert "secret" not in page.content.decode()


def test_failing_code_stays_a_500():
    assert (
        HonestFailures(lambda request: None).process_exception(RequestFactory().get("/"), ValueError())
        is None
    )


def test_every_answer_carries_the_walls(client, db):
    headers = client.get("/bestaat-niet/").headers

    assert headers["Content-Security-Policy"].startswith(
        "default-src 'none'; script-src 'self'; style-src 'self'"
    )
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_refusal_with_a_reason_stops_and_without_one_goes_on():
    check("")
    with pytest.raises(Refused, match="De groep is vol"):
        check("De groep is vol.")


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/teams/", "/teams/"),
        ("http://testserver/x", "http://testserver/x"),
        ("//evil.example", "/"),
        ("", "/"),
        ("teams", "/"),
        ("home:front_page", "/"),
    ],
)
def test_only_our_own_addresses_are_followed(address, path):
    assert local_path(RequestFactory().get("/"), address, "/") == path
