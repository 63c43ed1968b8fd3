"""Reading the people from a sheet: CSV or XLSX, whatever the columns are called and in whatever order."""

import csv
import io
import zipfile
from itertools import islice

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from cohorts.addresses import MOST, Line, line, marked, read_people
from cohorts.columns import LOOK, Columns

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 30 * 1024 * 1024  # an XLSX is a zip: what it would become in memory
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 2000, 40, 5
ZIP, OLD_EXCEL = b"PK", b"\xd0\xcf\x11\xe0"
DELIMITERS = ";\t,"

type Table = list[list[str]]


class Unreadable(Exception):
    """A file that is no sheet for us; the text says what to do."""


def read_file(data: bytes) -> list[Line]:
    """Return who is in a sheet, in its order, at most 501. Raises Unreadable with what to do instead."""
    if len(data) > MOST_BYTES:
        raise Unreadable(_("This file is larger than 2 MB. Keep only the columns with names and addresses."))
    if data.startswith(OLD_EXCEL):
        raise Unreadable(_("This is an old kind of Excel file. Save it as .xlsx or as CSV."))
    if data.startswith(ZIP):
        return read_rows(workbook_rows(data))
    return read_text(decode(data))


def read_text(text: str) -> list[Line]:
    """Return who is in a text that was pasted, or in a CSV file: columns when it has them, else lines."""
    rows = text_rows(text)
    return read_rows(rows) if rows else read_people(text)


def read_rows(rows: Table) -> list[Line]:
    """Return who is in the rows of a sheet; without recognisable columns each row is read as a line."""
    columns, people = Columns.of(rows)
    if not columns:
        return read_people("\n".join("\t".join(row) for row in rows))
    return marked(
        line(
            raw=" ".join(filter(None, row)),
            name=columns.name(row),
            email=columns.email(row),
            role=columns.role(row),
        )
        for row in islice(filter(any, people), MOST + 1)
    )


def decode(data: bytes) -> str:
    """Return the text of a CSV file: UTF-8 or UTF-16, else what Windows writes in Western Europe."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif data[:200].count(0) > len(data[:200]) // 4:  # UTF-16 that does not say so
        text = data.decode("utf-16-be" if data.startswith(b"\0") else "utf-16-le", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise Unreadable(_("This is not a sheet. Choose a CSV or XLSX file, or paste the list."))
    return text


def text_rows(text: str) -> Table:
    """Return the cells of a text with columns; nothing when it is a list of another kind."""
    lines = [one for one in text.splitlines() if one.strip()][:MOST_ROWS]
    if not lines or any("<" in one for one in lines[:20]):
        return []
    delimiter = max(DELIMITERS, key=lambda mark: sum(one.count(mark) for one in lines[:20]))
    try:
        cells = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=delimiter)]
    except csv.Error:
        return []
    # Without headings a comma may stand in a name: "Vries, Anna de".
    even = delimiter != "," and len({len(row) for row in cells}) == 1 and len(cells[0]) > 1
    headed = any(map(Columns.heads, cells[:LOOK]))
    return [row[:MOST_COLUMNS] for row in cells] if headed or even else []


def workbook_rows(data: bytes) -> Table:
    """Return the cells of the first sheet with an address. Raises Unreadable for a broken or huge file."""
    broken = _("This file cannot be read. Save it again as .xlsx or CSV, or paste the list.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(one.file_size for one in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as problem:
        raise Unreadable(broken) from problem
    if unpacked > MOST_UNPACKED:
        raise Unreadable(_("This file is too large when unpacked. Keep only the names and addresses."))
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        tables = [sheet_rows(sheet) for sheet in book.worksheets[:MOST_SHEETS]]
    except Exception as problem:  # a broken file makes openpyxl raise anything
        raise Unreadable(broken) from problem
    if not tables:
        raise Unreadable(broken)
    return next((table for table in tables if any("@" in cell for row in table for cell in row)), tables[0])


def sheet_rows(sheet: object) -> Table:
    rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)  # type: ignore[attr-defined]
    cells = [[" ".join(str(cell).split()) if cell is not None else "" for cell in row] for row in rows]
    return [row for row in cells if any(row)]
