from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import member_of
from accounts.audit import record
from accounts.http import Request
from accounts.models import Capacity
from home.organisation import columns, managed_by, rows, teams_of
from lib.sheets import respond


@member_of(Capacity.MANAGER)
def organisation_teams(request: Request) -> HttpResponse:
    """The teams of the organisations that somebody manages: totals, and nobody's name."""
    organisations = managed_by(request.user)
    context = {
        "organisations": organisations,
        "teams": teams_of(organisations),
        "columns": columns(),
    }
    return render(request, "home/organisation_teams.html", context)


@never_cache
@member_of(Capacity.MANAGER)
@require_safe
def organisation_sheet(request: Request, form: str) -> HttpResponse:
    """The same totals as CSV or XLSX."""
    if form not in {"csv", "xlsx"}:
        raise Http404
    organisations = managed_by(request.user)
    response = respond(form, "teams", columns(), rows(teams_of(organisations)))
    on = ",".join(f"organisation:{one.pk}" for one in organisations)[:100]
    record(by=request.user, deed="export", on=on, result=f"totalen.{form}")
    return response
