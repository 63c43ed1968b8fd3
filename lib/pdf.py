"""Pages as PDF, drawn by a child that reaches nothing and is killed when it is slow."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header

from lib.errors import error_page

SECONDS = 30  # starting WeasyPrint takes one or two of them
NO_PANGO = 3


class NotDrawn(Exception):
    """The PDF could not be made here and now."""


def draw(html: str) -> bytes:
    """Return the PDF (PDF/UA-1) of a whole HTML page.

    Pictures stand in the page as data: addresses; nothing else is fetched. Raises NotDrawn when it
    takes longer than SECONDS, needs too much memory, or when this machine lacks Pango.
    """
    try:
        child = subprocess.run(  # noqa: S603 - our own module, no input in the command
            [sys.executable, "-I", str(Path(__file__).with_name("pdf_child.py"))],
            input=html.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotDrawn("it took too long") from None
    if child.returncode == NO_PANGO:
        raise NotDrawn("Pango is not installed: see docs/operations.md")
    if child.returncode != 0 or not child.stdout.startswith(b"%PDF"):
        raise NotDrawn("the page could not be drawn")
    return child.stdout


def pdf_response(request: HttpRequest, template: str, context: dict[str, Any], filename: str) -> HttpResponse:
    """Render a template (it extends pdf/base.html) and answer with it as a PDF to keep.

    The context holds all that the sheet shows: no context processor adds to it. `filename` is the
    name people see, without ".pdf". A PDF that cannot be made is a page that says so and advises
    to print, never an error.
    """
    try:
        data = draw(render_to_string(template, context))
    except NotDrawn:
        return error_page(request, 501)
    response = HttpResponse(data, content_type="application/pdf")
    disposition = content_disposition_header(True, f"{filename}.pdf")  # noqa: FBT003 - as Django names it
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
