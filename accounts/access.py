"""Who may call a page that belongs to no team."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from accounts.http import Request
from accounts.models import Capacity
from lib.access import View, declares

type MemberView[**P] = Callable[Concatenate[Request, P], HttpResponse]


def member_of[**P](*capacities: Capacity) -> Callable[[MemberView[P]], View]:
    """Admit who has one of these capacities at any organisation; others get 403.

    The view finds the organisations through `request.user.memberships`.
    """

    def decorator(view: MemberView[P]) -> View:
        @declares(f"member as {' or '.join(capacities) or 'anything'}")
        @wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.memberships.filter(capacity__in=capacities or Capacity).exists():
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorator


def editor[**P](view: MemberView[P]) -> View:
    """Admit who keeps the lessons: an editor of any organisation, or a manager of the site."""

    @declares("editor")
    @wraps(view)
    def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_editor:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
