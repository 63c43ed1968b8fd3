"""How a form is answered."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lib.seen import Changed


def render_form(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render a page with a form: 200 when it is empty, 422 when what was typed does not fit.

    The page shows what was typed again, so nothing is lost. The form is `context["form"]`.
    """
    form: BaseForm = context["form"]
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


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

    The form is `context["form"]` and has a field `seen`. The page includes components/clash.html.
    """
    form = context["form"]
    form.data = form.data.copy()
    form.data["seen"] = seen
    return render(request, template, context | {"clash": str(clash), "theirs": theirs}, status=409)
