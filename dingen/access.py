"""Who may read the catalogue, and who keeps it."""

from collections.abc import Callable
from functools import update_wrapper, wraps
from typing import Concatenate

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.access import editor
from accounts.http import Request
from dingen.models import Ding
from lib.access import View, declares


def reader[**P](view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> View:
    """Admit everybody when the catalogue is public (PUBLIC_CATALOGUE), else who is signed in."""

    @declares("reader of the catalogue")
    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.PUBLIC_CATALOGUE and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


type KeeperView[**P] = Callable[Concatenate[Request, Ding, P], HttpResponse]


def keeper[**P](view: KeeperView[P]) -> View:
    """Hand the view the lesson in place of the slug in the address, for an editor who keeps it.

    Who is no editor gets 403; a lesson of another library is 404, as if it did not exist.
    """

    @editor
    def guarded(request: Request, /, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        mine = Ding.objects.editable_by(request.user).select_related(
            "revision", "theme", "owner", "successor", "origin__revision"
        )
        return view(request, get_object_or_404(mine, slug=slug), *args, **kwargs)

    return update_wrapper(guarded, view)
