"""Pictures and files: drawn anew, stored under a random name, served so that nothing runs."""

import io
import struct
import zlib

import pytest
from django.http import Http404
from django.test import RequestFactory, override_settings
from PIL import Image

from lib import files, images, pagination


def picture(form="JPEG", size=(60, 40), mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, "red").save(out, form, **options)
    return out


def bomb(width, height):
    """A PNG of a few kB that announces more pixels than anyone needs."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def test_picture_is_drawn_anew_without_metadata():
    exif = Image.Exif()
    exif[0x010E] = "geheime plek"
    exif[0x0112] = 6  # lies on its side
    source = picture(exif=exif, comment=b"geheim")

    clean = images.clean(source)

    assert (clean.content_type, clean.extension, clean.width, clean.height) == ("image/jpeg", "jpg", 40, 60)
    fresh = Image.open(io.BytesIO(clean.data))
    assert (fresh.format, dict(fresh.getexif()), fresh.info.get("comment")) == ("JPEG", {}, None)


def test_picture_with_transparency_stays_a_png_and_a_large_one_shrinks():
    clean = images.clean(picture("PNG", (3000, 1500), "RGBA"))

    assert (clean.content_type, clean.width, clean.height) == ("image/png", 2000, 1000)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "Dit is geen foto"),
        (io.BytesIO(b""), "Dit is geen foto"),
        (io.BytesIO(picture().getvalue()[:200]), "Dit is geen foto"),
        (picture("GIF", mode="P"), "Dit is geen foto"),
        (io.BytesIO(b"GIF89a" + picture().getvalue()), "Dit is geen foto"),
        (bomb(30_000, 30_000), "Deze foto heeft te veel pixels"),
        (io.BytesIO(b"x" * (images.MOST_BYTES + 1)), "Deze foto is groter dan 10 MB"),
    ],
    ids=["svg", "empty", "cut off", "gif", "polyglot", "bomb", "too large"],
)
def test_file_that_is_no_sane_picture_is_refused_with_a_sentence(file, reason):
    with pytest.raises(images.Refused, match=reason):
        images.clean(file)


def test_picture_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(images, "SECONDS", 0.001)

    with pytest.raises(images.Refused, match="duurt te lang"):
        images.clean(picture())


def test_stored_file_comes_back_so_that_no_browser_runs_it(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    stored_as = files.store(b"inhoud", "jpg")

    shown = files.serve(stored_as, content_type="image/jpeg", name="naam.jpg")
    saved = files.serve(stored_as, content_type="text/html", name='a"\r\nb.html')

    assert b"".join(shown.streaming_content) == b"inhoud"
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert saved["Content-Type"] == "application/octet-stream"
    assert saved["Content-Disposition"].startswith("attachment")
    assert "\n" not in saved["Content-Disposition"]
    assert [path.suffix for path in tmp_path.rglob("*.*")] == [".jpg"]
    shown.close()
    saved.close()
    files.remove(stored_as)
    files.remove(stored_as)
    with pytest.raises(Http404):
        files.serve(stored_as, content_type="image/jpeg", name="naam.jpg")


@pytest.mark.parametrize("name", ["../../etc/passwd", "ab/../../x.jpg", "", "ab/" + "0" * 32 + ".jpg/.."])
def test_stored_name_from_elsewhere_is_not_found(name):
    with pytest.raises(Http404):
        files.serve(name, content_type="image/jpeg", name="x")


@override_settings(MAX_FILE_BYTES=1000)
def test_upload_stops_writing_after_the_cap_but_says_how_big_it_was():
    handler = files.CappedUploadHandler()
    handler.new_file("file", "x.bin", "application/octet-stream", 5000)

    for start in range(0, 5000, 500):
        handler.receive_data_chunk(b"x" * 500, start)
    file = handler.file_complete(5000)

    assert file.size == 5000
    assert len(file.read()) <= 1500


def test_page_outside_the_list_is_the_nearest_one():
    rows = list(range(120))

    assert pagination.page(RequestFactory().get("/?pagina=99"), rows).object_list == rows[100:]
    assert pagination.page(RequestFactory().get("/?pagina=x"), rows).number == 1
