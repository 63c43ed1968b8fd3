"""An address as a picture for a phone."""

from io import BytesIO

import segno
from django.http import HttpResponse


def drawn(address: str) -> HttpResponse:
    """Answer with this address as a QR code, in SVG; it is sharp at any size."""
    picture = BytesIO()
    segno.make(address, micro=False).save(picture, kind="svg", scale=8, border=2)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")
