"""My certificate: made by me, checked by who has the code, taken back by me."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import Request
from accounts.once import once
from cohorts import actions, certifying
from cohorts.access import Request as TeamRequest, enrolled
from cohorts.models import Certificate, Enrolment, Role
from lib.access import public, signed_in
from lib.pdf import pdf_response
from lib.refusal import says_why


@enrolled(Role.PARTICIPANT)
@says_why
def certificate(request: TeamRequest, enrolment: Enrolment) -> HttpResponse:
    """Show what the paper would say, and the one that there is; a POST makes it."""
    if request.method == "POST":
        return once(request, lambda: _make(request, enrolment))
    mine = getattr(enrolment, "certificate", None)  # before the draft, which would take its place
    context = {
        "cohort": enrolment.cohort,
        "refusal": certifying.refusal(enrolment, by=enrolment),
        "draft": certifying.draft(enrolment),
        "mine": mine,
    }
    return render(request, "cohorts/certificate.html", context)


def _make(request: TeamRequest, enrolment: Enrolment) -> str:
    actions.make_certificate(enrolment=enrolment, by=enrolment)
    messages.success(request, _("Your certificate is ready."))
    return request.path


@never_cache
@signed_in
@require_safe
def certificate_pdf(request: Request, certificate_id: int) -> HttpResponse:
    """The paper itself."""
    mine = get_object_or_404(Certificate.objects.visible_to(request.user), pk=certificate_id)
    return pdf_response(
        request, "pdf/certificate.html", certifying.paper(mine), _("Certificate VerdiepDingen")
    )


@signed_in
def certificate_withdraw(request: Request, certificate_id: int) -> HttpResponse:
    """Ask first; a POST takes it back."""
    mine = get_object_or_404(Certificate.objects.visible_to(request.user), pk=certificate_id)
    if request.method == "POST":
        actions.withdraw_certificate(certificate=mine, by=request.user)
        messages.success(request, _("Your certificate is withdrawn. Its code shows nothing any more."))
        return redirect("home:my_page")
    return render(request, "cohorts/certificate_withdraw.html", {"certificate": mine})


@never_cache
@public("who holds the paper checks its code; the code is the key, and shows what is on the paper")
@require_safe
def certificate_check(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the paper with this code says; one query, and nothing for search engines."""
    found = certifying.by_code(code)
    context = {"certificate": found}
    response = render(request, "cohorts/certificate_check.html", context, status=200 if found else 404)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
