"""What a trainer or administrator of a library looks after: its name, its look and its closed days."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions, looks
from accounts.access import member_of
from accounts.http import Request
from accounts.models import Capacity, Organisation
from accounts.organisation_forms import SUGGESTED, ClosedDaysForm, LibraryForm, LogoForm
from lib import files
from lib.access import View
from lib.forms import show_both
from lib.seen import Changed

PAGE = "account/organisation_edit.html"

type LibraryView[**P] = Callable[Concatenate[Request, Organisation, P], HttpResponse]


def keeper[**P](view: LibraryView[P]) -> View:
    """Hand the view a library that this person looks after in place of the name in the address; else 404."""

    @member_of(Capacity.TRAINER, Capacity.MANAGER)
    @wraps(view)
    def guarded(request: Request, /, library: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        mine = Organisation.objects.editable_by(request.user).select_related("logo", "served_by")
        return view(request, get_object_or_404(mine, slug=library), *args, **kwargs)

    return guarded


@member_of(Capacity.TRAINER, Capacity.MANAGER)
def organisation_list(request: Request) -> HttpResponse:
    """The libraries that somebody looks after; with one there is nothing to choose."""
    libraries = list(Organisation.objects.editable_by(request.user))
    if len(libraries) == 1:
        return redirect(libraries[0])
    return render(request, "account/organisation_list.html", {"libraries": libraries})


@keeper
def organisation_edit(request: Request, library: Organisation) -> HttpResponse:
    form = LibraryForm(request.POST or None, instance=library)
    if not form.is_valid():
        if form.is_bound:
            library.refresh_from_db()  # the page says what is, not what was typed
        return _show(request, library, form=form)
    try:
        seen = form.cleaned_data["seen"]
        actions.update_library(library=library, fields=Organisation.OWN, by=request.user, seen=seen)
    except Changed as clash:
        library.refresh_from_db()
        context, theirs = _context(library, form=form), form.theirs()
        return show_both(request, PAGE, context, clash=clash, seen=library.seen, theirs=theirs)
    messages.success(request, _("Saved."))
    return redirect(library)


@require_POST
@keeper
def organisation_logo(request: Request, library: Organisation) -> HttpResponse:
    """Put a logo on the pages of the teams, or take it off."""
    if "remove" in request.POST:
        actions.set_logo(library=library, clean=None, by=request.user)
        messages.success(request, _("The logo is gone."))
        return redirect(library)
    form = LogoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, library, logo=form)
    actions.set_logo(library=library, clean=form.clean_picture, by=request.user)
    messages.success(request, _("The logo is there."))
    return redirect(library)


@require_POST
@keeper
def closed_days(request: Request, library: Organisation) -> HttpResponse:
    """Add closed days, or take one off."""
    if number := request.POST.get("open", ""):
        closed = library.closed_days.filter(pk=int(number) if number.isdecimal() and len(number) < 18 else 0)
        actions.open_day(closed=get_object_or_404(closed), by=request.user)
        messages.success(request, _("This day is no longer a closed day."))
        return redirect(f"{library.get_absolute_url()}#sluitdagen")
    form = ClosedDaysForm(request.POST)
    if not form.is_valid():
        return _show(request, library, closing=form)
    actions.close_days(library=library, days=form.days(), name=form.cleaned_data["why"], by=request.user)
    messages.success(
        request, _("Saved. Nothing opens on these days from now on; what is planned already stays.")
    )
    return redirect(f"{library.get_absolute_url()}#sluitdagen")


@keeper
def logo(request: Request, library: Organisation) -> HttpResponse:
    """The logo itself, for who looks after it."""
    picture = getattr(library, "logo", None)
    if not picture:
        raise Http404
    return files.serve(picture.stored_as, content_type=picture.content_type, name="logo")  # type: ignore[return-value]


@keeper
def stylesheet(request: Request, library: Organisation) -> HttpResponse:
    """The colour on the library's own page, as the teams will see it."""
    return HttpResponse(looks.stylesheet(library), content_type="text/css; charset=utf-8")


def _show(request: Request, library: Organisation, **forms: Any) -> HttpResponse:
    """Show the page with its three forms; 422 when one of them was not right."""
    context = _context(library, **forms)
    wrong = any(form.is_bound and form.errors for form in forms.values())
    return render(request, PAGE, context, status=422 if wrong else 200)


def _context(library: Organisation, **forms: Any) -> dict[str, Any]:
    given = {
        "form": LibraryForm(instance=library),
        "logo_form": LogoForm(),
        "closing": ClosedDaysForm(),
    } | {"logo_form" if name == "logo" else name: form for name, form in forms.items()}
    days = library.closed_days.filter(day__gte=timezone.localdate())
    return given | {"library": library, "days": days, "suggested": SUGGESTED.items()}
