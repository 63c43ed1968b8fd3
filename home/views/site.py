from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from home import styleguide as samples
from lib.access import public

TEXT = "text/plain; charset=utf-8"


@public("shows invented examples of every component; only with DEBUG")
def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "styleguide.html", samples.sample())


@public("tells who finds a leak where to report it (RFC 9116)")
def security_txt(request: HttpRequest) -> HttpResponse:
    """The mailbox is the one that RFC 2142 sets aside for this."""
    lines = [
        f"Contact: mailto:security@{settings.SITE_HOST}",
        f"Expires: {timezone.now() + timedelta(days=180):%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type=TEXT)


@public("tells search engines what to read")
def robots_txt(request: HttpRequest) -> HttpResponse:
    """The front page, and the catalogue when it is public; the rest is nobody's business."""
    readable = ["Allow: /$", "Allow: /dingen/", "Allow: /static/"] if settings.PUBLIC_CATALOGUE else []
    return HttpResponse("\n".join(["User-agent: *", *readable, "Disallow: /", ""]), content_type=TEXT)
