"""Log somebody in from another page than the log-in page."""

from urllib.parse import urlencode

from allauth.account.forms import RequestLoginCodeForm
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from accounts.models import User


def send_code(
    request: HttpRequest, *, email: str, next_path: str, newcomer: bool = False
) -> HttpResponseRedirect:
    """Mail a code to an address and go to the page to type it; after that the person is at next_path.

    With newcomer=True an address that nobody has gets an account for it. Over the limit of codes
    for this address they stay at next_path and read why.
    """
    form = RequestLoginCodeForm({"email": email})
    if not form.is_valid():
        for reasons in form.errors.values():
            messages.error(request, reasons[0])
        return HttpResponseRedirect(next_path)
    user = form._user or (User.objects.meet(email) if newcomer else None)
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=form.cleaned_data["email"])
    return HttpResponseRedirect(f"{reverse('account_confirm_login_code')}?{urlencode({'next': next_path})}")
