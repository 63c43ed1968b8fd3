from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import Request
from accounts.once import once
from cohorts.models import Certificate
from home.actions import erase_person
from home.forms import PersonForm
from home.insight import NEVER, THINGS, views_of
from home.mine import erase_refusal, export
from home.visibility import lines
from lib.access import signed_in
from lib.forms import render_form
from lib.refusal import says_why


@signed_in
def my_page(request: Request) -> HttpResponse:
    """My teams, my name and language, and the way to all that is mine."""
    form = PersonForm(request.POST or None, instance=request.user)
    if form.is_valid():
        return speak(request, form.save().language)
    if form.is_bound:
        request.user.refresh_from_db(fields=["name", "language"])  # the page says who I am, not what I typed
    teams = request.user.enrolments.present().select_related("cohort__organisation").order_by("-pk")
    return render_form(
        request,
        "home/my_page.html",
        {"form": form, "teams": teams, "certificates": Certificate.objects.visible_to(request.user)},
    )


def speak(request: Request, language: str) -> HttpResponse:
    """Go on in this language, also next time in this browser."""
    with override(language):
        messages.success(request, gettext("Saved."))
    response = redirect("home:my_page")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SECURE,
        samesite="Lax",
    )
    return response


@never_cache
@signed_in
@require_safe
def my_export(request: Request) -> HttpResponse:
    """Everything about me as a file."""
    response = JsonResponse(export(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return response


@never_cache
@signed_in
def my_erase(request: Request) -> HttpResponse:
    """Be forgotten: first what that means, then a button."""
    if request.method == "POST":
        return erase(request)
    return render(request, "home/my_erase.html", {"refusal": erase_refusal(request.user)})


@says_why
def erase(request: Request) -> HttpResponse:
    def deed() -> str:
        erase_person(user=request.user, by=request.user)
        return "home:front_page"

    response = once(request, deed)
    logout(request)
    messages.success(request, gettext("You are forgotten. Thank you for taking part."))
    return response


@signed_in
def who_sees_what(request: Request) -> HttpResponse:
    """What each kind of reader sees of me, and which doors are open for whom."""
    context = {
        "lines": lines(),
        "views": views_of(request.user),
        "nobody": [thing for thing in THINGS if not thing.seen_by],
        "never": NEVER,
        "notes": request.user.enrolments.present().select_related("cohort").order_by("-pk"),
    }
    return render(request, "home/who_sees_what.html", context)
