from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.http import Request
from cohorts.actions import accept
from home.places import letters_to
from lib.access import signed_in
from lib.refusal import says_why


@require_POST
@signed_in
@says_why
def invitation_accept(request: Request, invitation_id: int) -> HttpResponse:
    """Enter a team by the invitation that waits on my desk; pressed twice, I am in it once."""
    letter = get_object_or_404(letters_to(request.user), pk=invitation_id)
    enrolment = accept(invitation=letter, by=request.user)
    messages.success(request, gettext("Welcome to %(team)s.") % {"team": enrolment.cohort})
    return redirect(enrolment.desk)
