"""Files of people: on disk under a random name, out only through a view that admits."""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import FileResponse, Http404
from django.utils.http import content_disposition_header

STORED = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}\.[a-z0-9]{1,8}")  # .part is one that was never finished
INLINE = {"image/jpeg", "image/png", "image/webp"}


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Stop writing after the cap, but go on counting, so that the form can say how big it was."""

    written = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.written = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.written <= settings.MAX_FILE_BYTES:
            super().receive_data_chunk(raw_data, start)
        self.written += len(raw_data)


def store(data: bytes, extension: str) -> str:
    """Write the bytes safely to disk and return the name they are stored under."""
    name = secrets.token_hex(16)
    stored_as = f"{name[:2]}/{name}.{extension}"
    path = _path(stored_as)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".part")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.rename(path)
    return stored_as


def copy(stored_as: str) -> str:
    """Write the file once more and return the name of the second. Raises Http404 when it is gone."""
    path = _path(stored_as)
    if not path.is_file():
        raise Http404
    return store(path.read_bytes(), path.suffix[1:])


def serve(stored_as: str, *, content_type: str, name: str, as_attachment: bool = False) -> FileResponse:
    """Return the file in an answer that no browser will run. Raises Http404 when it is gone."""
    path = _path(stored_as)
    if not path.is_file():
        raise Http404
    inline = content_type in INLINE and not as_attachment
    response = FileResponse(
        path.open("rb"), content_type=content_type if inline else "application/octet-stream"
    )
    response.headers["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response


def read(stored_as: str) -> bytes:
    """Return what is in the file. Raises FileNotFoundError when it is gone."""
    return _path(stored_as).read_bytes()


def remove(stored_as: str) -> None:
    """Remove the file; one that is gone already is fine."""
    _path(stored_as).unlink(missing_ok=True)


def everything() -> Iterator[tuple[str, float]]:
    """Yield every stored file with the moment it was written, in seconds since 1970."""
    root = Path(settings.MEDIA_ROOT)
    for path in root.glob("??/*"):
        name = path.relative_to(root).as_posix()
        if STORED.fullmatch(name):
            with suppress(FileNotFoundError):  # gone since the folder was read
                yield name, path.stat().st_mtime


def _path(stored_as: str) -> Path:
    if not STORED.fullmatch(stored_as):
        raise Http404
    return Path(settings.MEDIA_ROOT) / stored_as
