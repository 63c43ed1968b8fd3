"""An open edition: the trainer looks after the link, and anybody who has it joins."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.login import send_code
from accounts.models import User
from cohorts import actions
from cohorts.access import Request, enrolled, with_link
from cohorts.forms.joining import JoinForm, LinkForm
from cohorts.models import Enrolment, JoinLink, Role
from lib import qr
from lib.forms import render_form
from lib.refusal import Refused, says_why

PRESSED = "join_pressed"  # in the session: which link, and the name that was typed with it


@enrolled(Role.TRAINER)
@says_why
def open_edition(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Choose that anybody with the link can join, or see that link and its limits."""
    cohort = enrolment.cohort
    link = getattr(cohort, "join_link", None) if cohort.is_open else None
    form = LinkForm(request.POST or None, instance=link) if link else None
    if form and form.is_valid():
        actions.limit_link(cohort=cohort, by=enrolment, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("cohorts:open_edition", team=cohort.slug)
    if request.method == "POST" and not form:
        raise BadRequest("No open edition.")
    context = {"cohort": cohort, "link": link, "form": form, "refusal": cohort.kind_refusal(by=enrolment)}
    if not form:
        return render(request, "cohorts/open_edition.html", context)
    context |= {
        "address": _address(request, link) if link else "",
        "joined": cohort.enrolments.participants().count(),
        "shut": link.refusal() if link else "",
    }
    return render_form(request, "cohorts/open_edition.html", context)


@enrolled(Role.TRAINER)
@require_POST
@says_why
def open_edition_act(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Press one of the buttons beside the link."""
    cohort = enrolment.cohort
    deed = request.POST.get("deed", "")
    if deed == "open":
        actions.make_open(cohort=cohort, by=enrolment)
    elif deed == "in-company":
        actions.make_in_company(cohort=cohort, by=enrolment)
    elif deed not in {"renew", "close", "reopen"}:
        raise BadRequest("No such deed.")
    elif not cohort.is_open:
        raise Http404
    elif deed == "renew":
        actions.renew_link(cohort=cohort, by=enrolment)
        messages.success(request, _("There is a new link. The old one admits nobody any more."))
    else:
        actions.close_link(cohort=cohort, closed=deed == "close", by=enrolment)
    return redirect("cohorts:open_edition", team=cohort.slug)


@enrolled(Role.TRAINER)
def open_edition_poster(request: Request, enrolment: Enrolment) -> HttpResponse:
    """The link on one sheet of paper, to hang beside the coffee."""
    link = _shown_link(enrolment)
    context = {"cohort": enrolment.cohort, "link": link, "address": _address(request, link)}
    return render(request, "cohorts/open_poster.html", context)


@never_cache
@enrolled(Role.TRAINER)
def open_edition_qr(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Draw the link as a QR code."""
    return qr.drawn(_address(request, _shown_link(enrolment)))


def _shown_link(enrolment: Enrolment) -> JoinLink:
    """Return the link of an open edition; 404 without one, or when it cannot be read any more."""
    link: JoinLink | None = getattr(enrolment.cohort, "join_link", None)
    if not (enrolment.cohort.is_open and link and link.path):
        raise Http404
    return link


def _address(request: Request, link: JoinLink) -> str:
    return request.build_absolute_uri(link.path) if link.path else ""


@with_link
def join(request: HttpRequest, link: JoinLink) -> HttpResponse:
    """Show where the link leads. Only a press on its button lets somebody in, after a code by mail."""
    user = request.user if isinstance(request.user, User) else None
    there = user and user.enrolments.present().filter(cohort=link.cohort).select_related("cohort").first()
    if there:
        return redirect(there.desk)
    if reason := link.join_refusal(by=user) if user else link.refusal():
        return _page(request, link, status=410, reason=reason)
    form = JoinForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        request.session[PRESSED] = [link.pk, form.cleaned_data.get("name", "")]
        if not user:
            return send_code(request, email=form.cleaned_data["email"], next_path=request.path, newcomer=True)
    if user and request.method != "HEAD" and request.session.get(PRESSED, [0])[0] == link.pk:
        return _enter(request, link, user)
    return _page(request, link, status=422 if form.errors else 200, form=form)


def _enter(request: HttpRequest, link: JoinLink, user: User) -> HttpResponse:
    _pk, name = request.session.pop(PRESSED, [0, ""])
    try:
        enrolment = actions.join(link=link, by=user, name=name)
    except Refused as refusal:
        return _page(request, link, status=410, reason=str(refusal))
    said = _("Welcome to %(team)s, %(name)s.") % {"team": link.cohort, "name": user.first_name}
    messages.success(request, said)
    return redirect(enrolment.desk)


def _page(request: HttpRequest, link: JoinLink, *, status: int, **context: object) -> HttpResponse:
    return render(request, "cohorts/join.html", {"cohort": link.cohort, **context}, status=status)
