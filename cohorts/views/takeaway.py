"""Sheets to take away, for the trainer of the team; that one was made stands in the book."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.audit import record
from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from cohorts.overview import plan_of
from cohorts.takeaway import SHEETS
from lib.sheets import respond


@enrolled(Role.TRAINER)
def sheet_list(request: Request, enrolment: Enrolment) -> HttpResponse:
    """What can be taken away, with what each column says."""
    cohort = enrolment.cohort
    plan = plan_of(cohort)
    sheets = [(sheet, sheet.columns(plan)) for sheet in SHEETS.values()]
    return render(request, "cohorts/sheet_list.html", {"cohort": cohort, "sheets": sheets})


@never_cache
@enrolled(Role.TRAINER)
@require_safe
def sheet_take(request: Request, enrolment: Enrolment, sheet: str, form: str) -> HttpResponse:
    """One sheet as CSV or XLSX."""
    cohort, asked = enrolment.cohort, SHEETS.get(sheet)
    if asked is None or form not in {"csv", "xlsx"}:
        raise Http404
    plan = plan_of(cohort)
    response = respond(
        form,
        f"{cohort.slug}-{asked.key}",
        asked.columns(plan),
        asked.rows(cohort, plan),
        title=str(asked.title),
    )
    record(by=request.user, deed="export", on=f"cohort:{cohort.pk}", result=f"{asked.key}.{form}")
    return response
