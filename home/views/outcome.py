"""The outcome of a team on one A4: as a page, as a PDF and as plain text."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.http import require_safe

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment
from home.outcome import Outcome
from lib.pdf import pdf_response


def told(enrolment: Enrolment) -> dict[str, object]:
    return {
        "outcome": Outcome.of(enrolment.cohort),
        "cohort": enrolment.cohort,
        "today": enrolment.cohort.today,
    }


@enrolled()
def outcome(request: Request, enrolment: Enrolment) -> HttpResponse:
    return render(request, "home/outcome.html", told(enrolment))


@enrolled()
@require_safe
def outcome_pdf(request: Request, enrolment: Enrolment) -> HttpResponse:
    return pdf_response(request, "pdf/outcome.html", told(enrolment), f"opbrengst-{enrolment.cohort.slug}")


@enrolled()
def outcome_text(request: Request, enrolment: Enrolment) -> HttpResponse:
    """The same words to paste in a mail or a newsletter."""
    text = loader.render_to_string("home/outcome.txt", told(enrolment))
    return HttpResponse(text.strip() + "\n", content_type="text/plain; charset=utf-8")
