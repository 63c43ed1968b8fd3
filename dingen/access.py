"""Who may read the catalogue."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

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
