from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from dingen.access import reader
from dingen.family import line_of, tree_for
from dingen.finder import Finder
from dingen.models import MEER, Ding, Programme
from dingen.shelves import by_theme, place_of, readable_items
from lib.pagination import page

A_PAGE = 30


@reader
def programme_list(request: HttpRequest) -> HttpResponse:
    """All programmes, and below them every Ding, to find the one that fits."""
    readable = Ding.objects.visible_to(request.user)
    finder = Finder.of(request.GET, request.user)
    found = page(request, finder.found_in(readable.published()).select_related("theme"), A_PAGE)
    context = {
        "programmes": Programme.objects.visible_to(request.user).with_size(),
        "more": readable.outside_programmes().count(),
        "finder": finder,
        "page": found,
        "found": [(ding, ding.minutes(finder.level)) for ding in found],
    }
    response = render(request, "dingen/programme_list.html", context)
    if "HX-Request" in request.headers:  # an address to keep, without the fields that are empty
        response["HX-Push-Url"] = finder.address
    return response


@reader
def programme_detail(request: HttpRequest, programme: str) -> HttpResponse:
    found = get_object_or_404(Programme.objects.visible_to(request.user), slug=programme)
    items = readable_items(found, request.user)
    ordered = request.GET.get("op") != "thema"
    context = {
        "programme": found,
        "items": items,
        "by_number": ordered,
        "themes": [] if ordered else by_theme(items),
        "minutes": sum(item.ding.minutes_doen for item in items),
    }
    return render(request, "dingen/programme_detail.html", context)


@reader
def more_list(request: HttpRequest) -> HttpResponse:
    """What is in no programme: lessons to swap in, and what is of the past."""
    outside = Ding.objects.visible_to(request.user).outside_programmes().order_by("status", "title")
    found = page(request, outside.prefetch_related("lineage").select_related("successor"), A_PAGE)
    retired = [ding for ding in found if ding.is_retired]
    exchange = [ding for ding in found if not ding.is_retired]
    context = {"page": found, "exchange": exchange, "retired": retired}
    return render(request, "dingen/more_list.html", context)


@reader
def ding_detail(request: HttpRequest, programme: str, slug: str) -> HttpResponse:
    """A lesson to read. Who is in a team does it there."""
    dingen = Ding.objects.visible_to(request.user).select_related("theme", "revision", "successor", "origin")
    parts = ("revision__steps", "revision__questions", "revision__links")
    ding = get_object_or_404(dingen.prefetch_related(*parts), slug=slug)
    before, item, after = place_of(ding, programme, request.user)
    if not item and not ding.shelf == programme == MEER:
        return redirect(ding)
    context = {
        "ding": ding,
        "programme": item and item.programme,
        "line": line_of(ding, request.user),
        "before": before,
        "after": after,
    }
    return render(request, "dingen/ding_detail.html", context)


@reader
def lineage_list(request: HttpRequest) -> HttpResponse:
    """What all lessons together grew out of."""
    return render(request, "dingen/lineage.html", {"tree": tree_for(request.user)})
