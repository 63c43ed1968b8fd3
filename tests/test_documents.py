"""PDF and office files: what they are is read from the file, and nothing rides along."""

import io
import os
import struct
import zipfile

import pytest

from lib import documents
from lib.images import Refused
from tests.forum import png_bytes
from tests.office import open_document, open_xml, packed, pdf

UNWELCOME = "Dit soort bestand kunnen we niet aannemen"
DAMAGED = "Dit bestand is beschadigd"
MACROS = "macro's of programma's"
TOO_BIG = "veel te groot"
PASSWORD = "wachtwoord"


def look_at(data, name="verslag.doc"):
    return documents.look_at(io.BytesIO(data), name)


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (pdf(), "pdf"),
        (open_xml("docx"), "docx"),
        (open_xml("xlsx"), "xlsx"),
        (open_xml("pptx", ("ppt/media/image1.svg", "<svg/>")), "pptx"),
        (open_document("text"), "odt"),
        (open_document("spreadsheet"), "ods"),
        (open_document("presentation"), "odp"),
    ],
)
def test_a_document_is_what_it_holds_whatever_it_is_called(data, extension):
    document = look_at(data, "verslag.exe")

    assert (document.extension, document.name) == (extension, f"verslag.{extension}")
    assert (document.data, document.content_type) == (data, "application/octet-stream")


def bomb():
    """Twenty MB of nothing in twenty kB."""
    return open_xml("docx", ("word/media/bomb.xml", b"\0" * (20 * 1024 * 1024)))


def lying_bomb():
    """It says of itself that it unpacks to ten bytes."""
    data = bytearray(bomb())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rfind(mark) + place
        data[at : at + 4] = struct.pack("<I", 10)
    return bytes(data)


def locked():
    """A document whose first part says that it has a password."""
    data = bytearray(open_xml())
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def twice():
    with pytest.warns(UserWarning, match="Duplicate name"):
        return open_xml("docx", ("word/document.xml", "<other/>"))


REFUSED = {
    "nothing": (b"", "leeg"),
    "text": (b"Beste collega's", UNWELCOME),
    "picture": (png_bytes(), UNWELCOME),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", UNWELCOME),
    "page": (b"<!doctype html><script>alert(1)</script>", UNWELCOME),
    "program": (b"MZ\x90\x00" + b"\0" * 100, UNWELCOME),
    "gif that is a script": (b"GIF89a=1;alert(1)//" + b"\0" * 50, UNWELCOME),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "oud Office-bestand"),
    "page before a pdf": (b"<script>alert(1)</script>" + pdf(), UNWELCOME),
    "pdf cut off": (pdf()[:-8], DAMAGED),
    "page after a pdf": (pdf() + b"<script>alert(1)</script>", DAMAGED),
    "zip after a pdf": (pdf() + packed([("a.txt", "x")]), DAMAGED),
    "pdf that says it is one": (b"%PDF-<script>%%EOF", DAMAGED),
    "plain zip": (packed([("a.txt", "x")]), UNWELCOME),
    "empty zip": (b"PK\x05\x06" + b"\0" * 18, UNWELCOME),
    "zip after a page": (b"<script>alert(1)</script>" + open_xml(), UNWELCOME),
    "zip with something after it": (open_xml() + b"<script>alert(1)</script>", DAMAGED),
    "zip cut off": (open_xml()[:-30], DAMAGED),
    "zip in a zip's clothes": (b"PK\x03\x04" + open_xml(), DAMAGED),
    "macro": (open_xml("docx", ("word/vbaProject.bin", b"x")), MACROS),
    "macro by type": (open_xml(types="application/vnd.ms-word.document.macroEnabled.main+xml"), MACROS),
    "macro behind an entity": (open_xml(types="application/x.macro&#69;nabled"), UNWELCOME),
    "macro of LibreOffice": (open_document("text", ("Basic/Standard/Module1.xml", "x")), MACROS),
    "activex": (open_xml("docx", ("word/activeX/activeX1.xml", "x")), MACROS),
    "program inside": (open_xml("docx", ("word/embeddings/a.exe", "MZ")), MACROS),
    "only the types": (packed([("[Content_Types].xml", "<Types/>")]), UNWELCOME),
    "opendocument with a late type": (
        packed([("content.xml", ""), ("META-INF/manifest.xml", ""), ("mimetype", "x")]),
        UNWELCOME,
    ),
    "opendocument with a password": (
        packed(
            [
                ("mimetype", "application/vnd.oasis.opendocument.text"),
                ("content.xml", "?"),
                ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
            ]
        ),
        PASSWORD,
    ),
    "drawing": (open_document("graphics"), UNWELCOME),
    "password": (locked(), PASSWORD),
    "way up": (open_xml("docx", ("../../etc/passwd", "x")), DAMAGED),
    "from the root": (open_xml("docx", ("/etc/passwd", "x")), DAMAGED),
    "other packing": (packed([("[Content_Types].xml", "x" * 100)], zipfile.ZIP_LZMA), DAMAGED),
    "too many parts": (open_xml("docx", *((f"word/{n}.xml", "") for n in range(2000))), "te veel onderdelen"),
    "bomb": (bomb(), TOO_BIG),
    "bomb that lies": (lying_bomb(), TOO_BIG),
    "too large": (b"%PDF-1.4\n" + b"x" * documents.MOST_BYTES, "groter dan 10 MB"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_anything_else_is_refused_with_a_sentence(what):
    data, sentence = REFUSED[what]

    with pytest.raises(Refused, match=sentence):
        look_at(data)


def test_what_unpacks_to_too_much_is_refused_also_when_it_packs_badly(monkeypatch):
    monkeypatch.setattr(documents, "MOST_UNPACKED", 5000)

    with pytest.raises(Refused, match=TOO_BIG):
        look_at(open_xml("docx", ("word/media/a.bin", os.urandom(5000))))


def test_a_name_twice_is_refused():
    with pytest.raises(Refused, match=DAMAGED):
        look_at(twice())


def test_rubbish_in_an_archive_gives_a_sentence_and_no_crash():
    whole = open_xml("docx", ("word/media/a.bin", os.urandom(300)))
    for place in range(0, len(whole), 3):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        try:
            document = look_at(bytes(broken))
        except Refused:
            continue
        assert document.extension == "docx"


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("verslag maart.docx", "verslag maart.pdf"),
        ("C:\\Users\\fiona\\plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("a\x00b\r\nc\u200b.pdf", "ab c.pdf"),
        (".pdf", "pdf.pdf"),
        ("", "x.pdf"),
        ("...", "x.pdf"),
        ("é" * 300 + ".pdf", "é" * 116 + ".pdf"),
        ("jaar 2.0", "jaar 2.pdf"),
    ],
)
def test_a_name_is_cleaned_and_says_what_the_file_is(name, clean):
    assert documents.clean_name(name, "pdf") == clean
    assert len(clean) <= documents.MOST_NAME
