"""A programme on your own: begin it, and round it off."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import Request as SignedInRequest
from cohorts import actions
from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from dingen.models import Programme
from lib.access import signed_in
from lib.refusal import says_why


@require_POST
@signed_in
@says_why
def alone_start(request: SignedInRequest, programme: str) -> HttpResponse:
    """Begin a programme alone, from its page."""
    found = get_object_or_404(Programme.objects.visible_to(request.user), slug=programme)
    return redirect(actions.start_alone(programme=found, by=request.user))


@enrolled(Role.PARTICIPANT)
@says_why
def alone_end(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Round off one's own programme, after a look at what that means."""
    cohort = enrolment.cohort
    if not cohort.is_alone:
        raise Http404
    if request.method == "POST":
        messages.success(request, _("You rounded off the programme. You can still read everything."))
        return redirect(actions.end_alone(cohort=cohort, by=enrolment))
    return render(request, "cohorts/alone_end.html", {"cohort": cohort})
