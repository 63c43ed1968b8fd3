"""Files that are no pictures: PDF and office files. The file says what it is, never its name."""

import copy
import re
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from lib.images import MOST_BYTES, Refused

MOST_ENTRIES = 2000
MOST_UNPACKED = 100 * 1024 * 1024  # bytes
MOST_TIMES = 200  # a real sheet of empty cells packs a hundred times smaller
MOST_NAME = 120  # characters
CHUNK = 1024 * 1024  # bytes
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .doc, .xls, .ppt, and anything with a password
PICTURES = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF.{4}WEBP", re.DOTALL)
PDF_HEADER = re.compile(rb"%PDF-[12]\.\d\s")
PDF_END = re.compile(rb"%%EOF[\s\0]{0,1024}\Z")
OPEN_XML = "application/vnd.openxmlformats-officedocument."
OPEN_XML_PARTS = {
    "word/document.xml": ("docx", f"{OPEN_XML}wordprocessingml.document.main+xml"),
    "xl/workbook.xml": ("xlsx", f"{OPEN_XML}spreadsheetml.sheet.main+xml"),
    "ppt/presentation.xml": ("pptx", f"{OPEN_XML}presentationml.presentation.main+xml"),
}
OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, struct.error)
RUNS = re.compile(
    r"vbaproject|vbadata|(^|/)activex/|^basic/|^scripts/|"
    r"\.(doc|xls|ppt|dot|xlt|pot)m$|\.(exe|dll|scr|com|msi|bat|cmd|ps1|js|vbs|wsf|hta|jar|lnk)$"
)


@dataclass(frozen=True)
class Document:
    """A file that is what its extension says. A browser gets it as bytes to save, so it has one type."""

    data: bytes
    extension: str
    name: str
    content_type: str = "application/octet-stream"
    alt: str = ""  # its name says what it is


def is_picture(file: IO[bytes]) -> bool:
    """Whether the file begins as the pictures begin that lib.images takes; it decides about the rest."""
    file.seek(0)
    return bool(PICTURES.match(file.read(16)))


def look_at(file: IO[bytes], name: str) -> Document:
    """Return the PDF, Word, Excel, PowerPoint or OpenDocument file under a clean name.

    Raises Refused for anything else, for macros, and for what unpacks to more than 100 MB.
    """
    file.seek(0)
    data = file.read(MOST_BYTES + 1)
    if not data:
        raise Refused(_("This file is empty."))
    if len(data) > MOST_BYTES:
        raise Refused(_("This file is larger than 10 MB. Choose a smaller one."))
    if data.startswith(OLD_OFFICE):
        raise Refused(
            _("This is an old Office file, or one with a password. Save it as docx, xlsx, pptx or PDF first.")
        )
    extension = _kind(data)
    return Document(data=data, extension=extension, name=clean_name(name, extension))


def clean_name(name: str, extension: str) -> str:
    """Return the name without path or invisible characters, ending in this extension; at most 120 long."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    seen = "".join(" " if char.isspace() else char for char in name)
    seen = "".join(char for char in seen if unicodedata.category(char)[0] != "C")
    stem = PurePosixPath(" ".join(seen.split()).lstrip(". ") or "x").stem
    stem = stem[: MOST_NAME - len(extension) - 1].rstrip(". ") or "x"
    return f"{stem}.{extension}"


def _kind(data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                return _office(archive, data)
        except DAMAGE:
            raise Refused(_damaged()) from None
    raise Refused(_unwelcome())


def _pdf(data: bytes) -> str:
    """A PDF from its first byte to its last: nothing hides before or after it."""
    if not PDF_HEADER.match(data) or not PDF_END.search(data[-1100:]) or zipfile.is_zipfile(BytesIO(data)):
        raise Refused(_damaged())
    return "pdf"


def _office(archive: zipfile.ZipFile, data: bytes) -> str:
    entries = archive.infolist()
    _check_whole(archive, entries, data)
    names = {entry.filename for entry in entries}
    if any(RUNS.search(name.lower()) for name in names):
        raise Refused(_macros())
    _check_size(archive, entries)
    for kind in (_open_document, _open_xml):
        if extension := kind(archive, names):
            return extension
    raise Refused(_unwelcome())


def _check_whole(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], data: bytes) -> None:
    """One archive from the first byte to the last, with names that stay inside it."""
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES:
        raise Refused(_("There are too many parts in this file. Save it as a PDF."))
    whole = (
        min((entry.header_offset for entry in entries), default=-1) == 0 and data[-22:-18] == b"PK\x05\x06"
    )
    known = all(entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries)
    if (
        not whole
        or not known
        or archive.comment
        or len(set(names)) < len(names)
        or not all(map(_inside, names))
    ):
        raise zipfile.BadZipFile
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(_protected())


def _inside(name: str) -> bool:
    odd = name.startswith("/") or "\\" in name or ":" in name or not name.isprintable()
    return not odd and ".." not in name.split("/")


def _check_size(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Unpack everything and count: what an archive says of its own size may be a lie."""
    most = min(MOST_UNPACKED, MOST_TIMES * max(sum(entry.compress_size for entry in entries), 1000))
    left = most
    for entry in entries:
        honest = copy.copy(entry)
        honest.file_size = left + 2 * CHUNK  # read on to the real end, or until it is too much
        with archive.open(honest) as part:
            while chunk := part.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Refused(_("This file unpacks to something far too big. Save it as a PDF."))


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> str:
    """The type stands in the very first entry, not packed."""
    first = min(archive.infolist(), key=lambda entry: entry.header_offset)
    if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
        return ""
    if not {"content.xml", "META-INF/manifest.xml"} <= names:
        return ""
    if b"encryption-data" in _read(archive, "META-INF/manifest.xml"):
        raise Refused(_protected())
    return OPEN_DOCUMENT.get(_read(archive, "mimetype").strip(), "")


def _open_xml(archive: zipfile.ZipFile, names: set[str]) -> str:
    """The list of types names the main part; it is plain, so that no macro hides behind an entity."""
    if "[Content_Types].xml" not in names:
        return ""
    types = _read(archive, "[Content_Types].xml")
    if re.search(rb"macroenabled|vbaproject|activex", types.lower()):
        raise Refused(_macros())
    if b"&" in types or b"<!" in types:
        return ""
    for part, (extension, content_type) in OPEN_XML_PARTS.items():
        if part in names and f'"{content_type}"'.encode() in types:
            return extension
    return ""


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        data = part.read(CHUNK + 1)
    if len(data) > CHUNK:
        raise zipfile.BadZipFile
    return data


def _damaged() -> str:
    return _("This file is damaged. Save it once more and choose it again.")


def _protected() -> str:
    return _("This file has a password. Save it without one, so that your colleagues can open it.")


def _unwelcome() -> str:
    return _(
        "We cannot take this kind of file. Welcome are pictures (JPEG, PNG, WebP), PDF, "
        "Word (docx), Excel (xlsx), PowerPoint (pptx) and OpenDocument (odt, ods, odp)."
    )


def _macros() -> str:
    return _("There are macros or programs in this file. Save it without them, or as a PDF.")
