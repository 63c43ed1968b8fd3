"""Numbered pages, no endless scroll."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest


def page(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int = 50) -> Page[Any]:
    """Return the page that the address asks for (?pagina=2); the nearest one when it does not exist."""
    return Paginator(rows, size).get_page(request.GET.get("pagina"))
