"""Two people set up the same team: the second sees what the first saved, beside what they typed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lib.seen import Changed


def show_both(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    clash: Changed,
    seen: str,
    theirs: list[str],
) -> HttpResponse:
    """Show the form as it was sent, with what is stored now; sent again, it is saved over that. Answers 409.

    The form is `context["form"]` and has a field `seen`.
    """
    form = context["form"]
    form.data = form.data.copy()
    form.data["seen"] = seen
    return render(request, template, context | {"clash": str(clash), "theirs": theirs}, status=409)
