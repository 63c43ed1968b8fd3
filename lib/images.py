"""Pictures of people: checked and drawn anew by a child with little memory and five seconds.

Measured: a PNG of 20 kB takes Pillow 898 MB; a plain re-save keeps place and comment.
"""

import json
import subprocess
import sys
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

MOST_BYTES = 10 * 1024 * 1024
SECONDS = 5


class Refused(Exception):
    """A file that we do not take; the text is the reason, in the reader's language."""


@dataclass(frozen=True)
class CleanPicture:
    """New pixels only: no metadata, at most 2000 pixels wide and high."""

    data: bytes
    content_type: str
    extension: str
    width: int
    height: int
    bare: bool = False  # the file that came in holds nothing but pixels already


def clean(file: IO[bytes]) -> CleanPicture:
    """Return the picture drawn anew. Raises Refused for what is not a JPEG, PNG or WebP of sane size."""
    file.seek(0)
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused(_("This picture is larger than 10 MB. Choose a smaller one."))
    try:
        child = subprocess.run(  # noqa: S603 - our own module, no input in the command
            [sys.executable, "-I", str(Path(__file__).with_name("picture_child.py"))],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(_("This picture takes too long to read. Choose another one.")) from None
    if child.returncode == 3:
        raise Refused(_("This picture has too many pixels. Choose a smaller one."))
    if child.returncode != 0:
        raise Refused(_("This is not a picture that we can show. Choose a JPEG, PNG or WebP file."))
    header, _newline, pixels = child.stdout.partition(b"\n")
    return CleanPicture(data=pixels, **json.loads(header))


def keep(data: bytes) -> CleanPicture:
    """Return the picture in the very bytes that came in when they hold nothing but pixels, else drawn anew.

    For pictures that were drawn anew before: a JPEG loses a little each time. Raises Refused.
    """
    picture = clean(BytesIO(data))
    return replace(picture, data=data) if picture.bare else picture
