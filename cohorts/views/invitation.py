"""The letter that somebody got by mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.login import send_code
from accounts.models import User
from cohorts import actions
from cohorts.access import invited
from cohorts.forms.invitation import WelcomeForm
from cohorts.models import CohortInvitation
from lib.refusal import Refused

PRESSED = "invitation_pressed"  # in the session: which letter, and the name that was typed with it


@invited
def invitation_detail(request: HttpRequest, place: CohortInvitation) -> HttpResponse:
    """Show the letter. Only a press on its button lets somebody in, and only after a code by mail."""
    invitation = place.invitation
    itself = request.user == invitation.user
    if itself and invitation.accepted_at:
        return _welcome(request, place)
    if page := _shut(request, place, itself=itself):
        return page
    form = WelcomeForm(request.POST if request.method == "POST" else None, user=invitation.user)
    if request.method == "POST" and form.is_valid():
        request.session[PRESSED] = [invitation.pk, form.cleaned_data.get("name", "")]
        if not itself:
            return send_code(request, email=invitation.user.email, next_path=request.path)
    if itself and request.method != "HEAD" and _pressed(request, place):
        return _welcome(request, place)
    if request.method == "GET":
        invitation.mark_opened()
    return _letter(request, place, status=422 if form.errors else 200, form=form)


def _shut(request: HttpRequest, place: CohortInvitation, *, itself: bool) -> HttpResponse | None:
    """Return the page that says why this letter does not let the reader in, if it does not."""
    if reason := place.accept_refusal(by=place.invitation.user):
        return _letter(request, place, status=410, reason=reason)
    if request.user.is_authenticated and not itself:
        return _letter(request, place, status=403)
    return None


def _pressed(request: HttpRequest, place: CohortInvitation) -> bool:
    """Tell whether the button of this letter was pressed in this browser, before the code was typed."""
    letter: int = request.session.get(PRESSED, [0])[0]
    return letter == place.invitation.pk


def _letter(request: HttpRequest, place: CohortInvitation, *, status: int, **context: object) -> HttpResponse:
    return render(request, "cohorts/invitation_detail.html", {"place": place, **context}, status=status)


def _welcome(request: HttpRequest, place: CohortInvitation) -> HttpResponse:
    """Let the invited person in and show them their desk."""
    assert isinstance(request.user, User)
    _pk, name = request.session.pop(PRESSED, [0, ""])
    try:
        enrolment = actions.accept(invitation=place.invitation, by=request.user, name=name)
    except Refused as refusal:
        return _letter(request, place, status=410, reason=str(refusal))
    said = _("Welcome to %(team)s, %(name)s.") % {"team": place.cohort, "name": request.user.first_name}
    messages.success(request, said)
    return redirect(enrolment.desk)
