"""What a hall full of phones asks, answered at the door."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from pitches.hall import Place
from pitches.polling import Ticket


def quick_poll(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer a page of the closing meeting that is still right, or whose next scene is ready."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.endswith("/slot/stand/") and request.method == "GET":
            asked = request.GET
            if ticket := Ticket.read(asked.get("ticket", "")):
                if ticket.unchanged(asked.get("view", ""), asked.get("version", "")):
                    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
                if place := Place.of(request, ticket):
                    return place.scene_or_make(request, get_response)
        return get_response(request)

    return middleware
