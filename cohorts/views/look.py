"""The colour and the logo of the library, for who is in one of its teams."""

from django.http import Http404, HttpResponse

from accounts import looks
from cohorts.access import Request, enrolled
from cohorts.models import Enrolment
from lib import files

A_YEAR = 365 * 24 * 60 * 60  # seconds; a new look has a new address


@enrolled()
def stylesheet(request: Request, enrolment: Enrolment, version: int) -> HttpResponse:
    """Serve the few colours of the library as CSS: the policy allows no style in a page."""
    response = HttpResponse(
        looks.stylesheet(enrolment.cohort.organisation), content_type="text/css; charset=utf-8"
    )
    return _kept(response, enrolment, version)


@enrolled()
def logo(request: Request, enrolment: Enrolment, version: int) -> HttpResponse:
    picture = getattr(enrolment.cohort.organisation, "logo", None)
    if not picture:
        raise Http404
    response = files.serve(picture.stored_as, content_type=picture.content_type, name="logo")
    return _kept(response, enrolment, version)  # type: ignore[arg-type]


def _kept(response: HttpResponse, enrolment: Enrolment, version: int) -> HttpResponse:
    """Let the browser keep it; not when somebody made up the version."""
    current = version == enrolment.cohort.organisation.look_version
    response.headers["Cache-Control"] = f"private, max-age={A_YEAR}, immutable" if current else "no-store"
    return response
