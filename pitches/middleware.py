"""What a hall full of phones asks, answered at the door."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from pitches.polling import unchanged


def quick_poll(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 204 to a closing meeting's page that is still right; let everything else through."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.endswith("/slot/stand/") and request.method == "GET":
            asked = request.GET
            if unchanged(asked.get("ticket", ""), asked.get("view", ""), asked.get("version", "")):
                return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
        return get_response(request)

    return middleware
