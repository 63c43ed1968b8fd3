"""Who may call a page of a team."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.http import Request as SignedInRequest
from cohorts.kinds import has_page
from cohorts.models import CohortInvitation, Enrolment, JoinLink, Role
from lib.access import View, declares, public


class Request(SignedInRequest):
    """A request inside a team; the base template reads the enrolment from it."""

    enrolment: Enrolment


type CohortView[**P] = Callable[Concatenate[Request, Enrolment, P], HttpResponse]


def enrolled[**P](*roles: Role) -> Callable[[CohortView[P]], View]:
    """Hand the view the caller's enrolment in place of the team in the address.

    Who is not in the team gets 404, as if it did not exist; so does everybody on a page that
    this kind of team does not have. Who is in it, but in another role than these, gets 403.
    Hours are shown on the library's own clock.
    """

    def decorator(view: CohortView[P]) -> View:
        @declares(f"enrolled as {' or '.join(roles) or 'anything'}")
        @wraps(view)
        def guarded(request: Request, team: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            mine = request.user.enrolments.present()
            others = mine.exclude(pk=OuterRef("pk"))
            enrolment = get_object_or_404(
                mine.select_related("cohort__organisation__logo", "user").annotate(has_more=Exists(others)),
                cohort__slug=team,
            )
            if not has_page(enrolment.cohort, request.path_info):
                raise Http404
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


type LinkView = Callable[[HttpRequest, JoinLink], HttpResponse]


def with_link(view: LinkView) -> View:
    """Hand the view the link of an open edition in place of its secret in the address; 404 without one."""

    @public("the secret in the address is the key; it opens nothing without a code by mail")
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, join_secret: str) -> HttpResponse:
        link = JoinLink.objects.by_token(join_secret).first()
        if link is None:
            return render(request, "cohorts/join_unknown.html", status=404)
        with timezone.override(link.cohort.zone):
            return view(request, link)

    return guarded
