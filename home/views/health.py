from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from home import health
from lib.access import public


@never_cache
@public("the machine asks whether this process lives")
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer without asking anybody anything: the process is alive."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@public("the machine asks whether every part works; it hears yes or no")
def readyz(request: HttpRequest) -> HttpResponse:
    parts = health.report()
    words = {part: "ok" if works else "not ok" for part, works in parts.items()}
    return JsonResponse(words, status=200 if all(parts.values()) else 503)
