"""Documents as Word, LibreOffice and a printer write them, as small as can be, and what looks like them."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

MAIN = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "docx": ("word/document.xml", f"{MAIN}wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{MAIN}spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{MAIN}presentationml.presentation.main+xml"),
}


def pdf():
    """One empty page."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ]
    out, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 4\n0000000000 65535 f \n" + rows
    return out + table + b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)


def packed(parts, packing=zipfile.ZIP_DEFLATED):
    """A zip of (name, content) in this order; a name "mimetype" is not packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, content in parts:
            how = zipfile.ZIP_STORED if name == "mimetype" else packing
            archive.writestr(name, content, how)
    return out.getvalue()


def open_xml(kind="docx", *more, types=None):
    part, content_type = TYPES[kind]
    listed = f'<Types><Override PartName="/{part}" ContentType="{types or content_type}"/></Types>'
    return packed([("[Content_Types].xml", listed), (part, "<w/>"), *more])


def open_document(kind="text", *more):
    mimetype = ("mimetype", f"application/vnd.oasis.opendocument.{kind}")
    return packed([mimetype, ("content.xml", "<o/>"), ("META-INF/manifest.xml", "<m/>"), *more])


def upload(data, name):
    """As a browser sends it, with a type that says nothing."""
    return SimpleUploadedFile(name, data, content_type="image/png")
