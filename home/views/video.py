from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.views.decorators.csp import csp_override

from dingen.access import reader
from lib import videos


@reader
def video_detail(request: HttpRequest, provider: str, video: str) -> HttpResponse:
    """A video of another site: the only page that may load something from elsewhere (docs/adr/0008)."""
    found = videos.known(provider, video, request.GET.get("t", ""))
    if not found:
        raise Http404
    policy: dict[str, Any] = {**settings.SECURE_CSP, "frame-src": [found.site.frame_origin]}
    context = {"video": found, "back": came_from(request)}
    response = csp_override(policy)(render)(request, "home/video_detail.html", context)
    patch_vary_headers(response, ["Referer"])
    return response


def came_from(request: HttpRequest) -> str:
    """Return the path of our page with the link to this one, empty when there was none."""
    try:
        parts = urlsplit(request.headers.get("Referer", ""))
        if parts.netloc != request.get_host() or resolve(parts.path).view_name == "home:video_detail":
            return ""
    except (ValueError, Resolver404):
        return ""
    signing_in = parts.path.startswith("/account/")
    return "" if signing_in else parts.path + (f"?{parts.query}" if parts.query else "")
