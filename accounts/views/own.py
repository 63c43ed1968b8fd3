from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import get_totp_secret
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts import typed
from accounts.http import Request
from lib.access import signed_in


@never_cache
@signed_in
def totp_qr(request: Request) -> HttpResponse:
    """Draw the secret of the page that sets up an authenticator app, as a picture of our own address."""
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, get_totp_secret()))
    return HttpResponse(picture, content_type="image/svg+xml")


@never_cache
@signed_in
def typed_again(request: Request) -> HttpResponse:
    """What somebody sent when their session had ended, to send after all; POST throws it away."""
    if request.method == "POST":
        typed.drop(request)
    if not (found := typed.kept(request)):
        return redirect("/")
    return render(request, "account/typed_again.html", {"typed": found})
