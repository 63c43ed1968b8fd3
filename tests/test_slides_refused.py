"""Real PDFs that we do not show as slides: each gives a sentence on the page, and nothing is kept."""

import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lib import slides
from pitches.models import SlidePage, SlidePdf
from tests.pitching import a_plan, group_address  # noqa: F401 - a fixture

LOCK = "<< /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <{0}> /U <{0}> >>"


def a_pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A whole PDF of these objects, the catalogue first."""
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, table)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    return out + head + end % (len(places) + 1, trailer, len(out))


def pages(count: int, more: bytes = b"", box: bytes = b"[0 0 400 300]") -> list[bytes]:
    """The catalogue and so many pages that are one and the same object after another."""
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox %s %s >>" % (box, more)
    tree = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids)
    return [b"<< /Type /Catalog /Pages 2 0 R >>", tree, *[page] * count]


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


def plain() -> bytes:
    return a_pdf(*pages(1))


def locked() -> bytes:
    """One that asks for a password before anything can be read."""
    lock = LOCK.format("ab" * 32).encode()
    return a_pdf(*pages(1), lock, trailer=b"/Encrypt 4 0 R /ID [<00> <00>]")


def long() -> bytes:
    return a_pdf(*pages(41))


def heavy() -> bytes:
    """A small file in which one page unpacks to more than the child may hold."""
    pack = zlib.compressobj(9)
    chunk = b"0 0 9 9 re f\n" * 800_000
    start = pack.compress(chunk) + pack.flush(zlib.Z_FULL_FLUSH)
    again = pack.compress(chunk) + pack.flush(zlib.Z_FULL_FLUSH)  # from here on a block that may be repeated
    packed = start + again * 150 + pack.flush()
    return a_pdf(*pages(1, b"/Contents 4 0 R"), stream(packed, b"/Filter /FlateDecode"))


def wide() -> bytes:
    """A page of more than ten metres, of which no picture can be read."""
    return a_pdf(*pages(1, box=b"[0 0 30000 300]"))


def crooked() -> bytes:
    """One whose pages point at themselves."""
    return a_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R] >>")


SENTENCES = {
    locked: "Deze PDF heeft een wachtwoord of een slot.",
    long: "Deze PDF heeft meer dan 40 pagina",
    heavy: "Deze PDF is te zwaar om te laten zien.",
    wide: "Deze PDF is te zwaar om te laten zien.",
    crooked: "Deze PDF kunnen we niet laten zien.",
}


def test_pdf_of_our_own_making_is_shown():
    (page,) = slides.pages(plain())

    assert (page.width, page.height, page.data[:4]) == (1600, 1200, b"RIFF")


@pytest.mark.parametrize("make", SENTENCES)
def test_pdf_that_cannot_be_shown_gives_a_sentence(as_, world, pitch, settings, tmp_path, make):
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("dias.pdf", make(), "application/pdf")

    answer = as_("participant").post(group_address(world, "slides_pdf"), {"file": file})

    assert answer.status_code == 422
    assert SENTENCES[make] in answer.content.decode()
    assert (SlidePdf.objects.count(), SlidePage.objects.count()) == (0, 0)
    assert list(tmp_path.rglob("*.*")) == []


def test_pdf_that_takes_too_long_gives_a_sentence(as_, world, pitch, monkeypatch):
    monkeypatch.setattr(slides, "SECONDS", 0.001)
    file = SimpleUploadedFile("dias.pdf", plain(), "application/pdf")

    answer = as_("participant").post(group_address(world, "slides_pdf"), {"file": file})

    assert (answer.status_code, SlidePdf.objects.count()) == (422, 0)
    assert SENTENCES[heavy] in answer.content.decode()
