"""The button on the page of a programme to do it on your own."""

from typing import Any

from django import template
from django.conf import settings

from cohorts.alone import busy_with, start_refusal
from dingen.models import Programme

register = template.Library()


@register.inclusion_tag("cohorts/alone_button.html", takes_context=True)
def alone_button(context: Any, programme: Programme) -> dict[str, Any]:
    """Show the way into the programme that is open to the reader: go on, begin, or log in first."""
    request = context["request"]
    shown: dict[str, Any] = {"programme": programme, "csrf_token": context.get("csrf_token")}
    if not request.user.is_authenticated:
        return shown | {"sign_up": settings.OPEN_SIGNUP, "path": request.path}
    place = busy_with(request.user, programme)
    return shown | {
        "place": place,
        "may_start": not place and not start_refusal(request.user, programme),
    }
