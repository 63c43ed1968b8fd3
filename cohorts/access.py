"""Who may call a page of a team."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.http import Request as SignedInRequest
from cohorts.models import CohortInvitation, Enrolment, Role
from lib.access import View, declares, public


class Request(SignedInRequest):
    """A request inside a team; the base template reads the enrolment from it."""

    enrolment: Enrolment


type CohortView[**P] = Callable[Concatenate[Request, Enrolment, P], HttpResponse]


def enrolled[**P](*roles: Role) -> Callable[[CohortView[P]], View]:
    """Hand the view the caller's enrolment in place of the team in the address.

    Who is not in the team gets 404, as if it did not exist. Who is in it, but in
    another role than these, gets 403. Hours are shown on the library's own clock.
    """

    def decorator(view: CohortView[P]) -> View:
        @declares(f"enrolled as {' or '.join(roles) or 'anything'}")
        @wraps(view)
        def guarded(request: Request, team: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            enrolment = get_object_or_404(
                request.user.enrolments.present().select_related("cohort__organisation", "user"),
                cohort__slug=team,
            )
            if roles and enrolment.role not in roles:
                raise PermissionDenied
            request.enrolment = enrolment
            with timezone.override(enrolment.cohort.zone):
                return view(request, enrolment, *args, **kwargs)

        return guarded

    return decorator


type LetterView = Callable[[HttpRequest, CohortInvitation], HttpResponse]


def invited(view: LetterView) -> View:
    """Hand the view the invitation in place of the secret in the address.

    A secret that nobody sent, or that a newer mail replaced, gets 404 with what to do next.
    """

    @public("the secret in the address is the key; it opens nothing without a code by mail")
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, secret: str) -> HttpResponse:
        place = CohortInvitation.objects.by_token(secret).with_people().first()
        if place is None:
            return render(request, "cohorts/invitation_unknown.html", status=404)
        with timezone.override(place.cohort.zone):
            return view(request, place)

    return guarded
