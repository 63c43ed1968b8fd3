"""What every template may ask of the site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Return where the site is, and the switches that change what a page offers."""
    return {
        "DEMO": settings.DEMO,
        "DEBUG": settings.DEBUG,
        "PUBLIC_CATALOGUE": settings.PUBLIC_CATALOGUE,
        "SITE_URL": settings.SITE_URL,
    }
