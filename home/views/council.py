"""The note for the works council: what the site keeps, of whom, for whom, and how long."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment
from home.insight import NEVER, THINGS
from lib.pdf import pdf_response


def told(enrolment: Enrolment) -> dict[str, object]:
    cohort = enrolment.cohort
    return {"cohort": cohort, "things": THINGS, "never": NEVER, "today": cohort.today}


@enrolled()
def council_note(request: Request, enrolment: Enrolment) -> HttpResponse:
    return render(request, "home/council_note.html", told(enrolment))


@enrolled()
@require_safe
def council_note_pdf(request: Request, enrolment: Enrolment) -> HttpResponse:
    return pdf_response(
        request, "pdf/council_note.html", told(enrolment), f"or-notitie-{enrolment.cohort.slug}"
    )
