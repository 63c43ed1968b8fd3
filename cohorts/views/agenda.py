"""The dates of my teams in my own calendar."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_safe

from accounts.http import Request
from accounts.models import Purpose
from cohorts import agenda as agendas
from lib.access import public, signed_in


@never_cache
@signed_in
def my_agenda(request: Request) -> HttpResponse:
    """Say how it works; a POST shows a new address, once, or stops the old one."""
    mine = request.user.secret_addresses.filter(purpose=Purpose.CALENDAR)
    if request.POST.get("act") == "stop":
        mine.delete()
        return redirect("cohorts:my_agenda")
    address = agendas.renew(request.user) if request.method == "POST" else ""
    context = {"address": address, "webcal": f"webcal:{address.partition(':')[2]}", "mine": mine.first()}
    return render(request, "cohorts/my_agenda.html", context)


@never_cache
@public("a calendar program cannot log in; the address itself is the secret")
@require_safe
@conditional_page
def agenda(request: HttpRequest, agenda_token: str) -> HttpResponse:
    """The dates of the person whose address this is."""
    if not (owner := agendas.owner_of(agenda_token)):
        raise Http404
    response = HttpResponse(agendas.ical(owner), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="verdiepdingen.ics"'
    return response
