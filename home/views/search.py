from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from dingen.access import reader
from home.forms import SearchForm
from home.search import search as find
from lib.forms import render_form


@never_cache
@reader
def search(request: HttpRequest) -> HttpResponse:
    """Look in the lessons and in the forums of my teams."""
    form = SearchForm(request.GET)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    kind, number = request.GET.get("soort", ""), request.GET.get("pagina", "")
    found = find(typed, request.user, kind=kind, number=number, exactly="precies" in request.GET)
    return render_form(request, "home/search.html", {"form": form, "typed": typed, "found": found})
