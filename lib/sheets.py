"""Sheets to take away: CSV and XLSX in which no cell becomes a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

# A sheet program runs what begins so (OWASP, "CSV Injection").
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_LETTERS = 32_000  # a cell of Excel holds 32,767


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its heading, and a sentence that explains it."""

    heading: str
    explanation: str
    width: int = 18  # characters


type Cell = str | int | float | date | datetime | None


def plain(value: Cell) -> Cell:
    """Return what stands in the cell: text that looks like a formula gets an apostrophe in front."""
    if not isinstance(value, str):
        return value.replace(tzinfo=None) if isinstance(value, datetime) else value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[:MOST_LETTERS]
    return f"'{text}" if text.startswith(DANGEROUS) else text


def typed(value: str) -> str:
    """Return the text as it was before `plain`, for a sheet that comes back."""
    return value[1:] if value.startswith("'") and value[1:].startswith(DANGEROUS) else value


def csv_response(filename: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """Answer with a CSV that Dutch and English Excel open as it is: UTF-8 with a mark, semicolons.

    `filename` is the name people see, without ".csv". Times stand as ISO 8601, numbers as numbers.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([plain(column.heading) for column in columns])
    writer.writerows([_as_text(plain(value)) for value in row] for row in rows)
    return _attachment(("\ufeff" + out.getvalue()).encode(), "text/csv; charset=utf-8", f"{filename}.csv")


def xlsx_response(
    filename: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, title: str = ""
) -> HttpResponse:
    """Answer with an XLSX; a second sheet explains every column. `filename` comes without ".xlsx"."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title or filename))
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[_letters(number)].width = column.width
    sheet.append([_heading(sheet, column.heading) for column in columns])
    for row in rows:
        sheet.append([_text_cell(sheet, value) for value in map(plain, row)])
    legend = book.create_sheet(_sheet_name(_("Explanation")))
    legend.column_dimensions["A"].width, legend.column_dimensions["B"].width = 28, 90
    legend.append([_heading(legend, _("Column")), _heading(legend, _("What it says"))])
    for column in columns:
        legend.append([_text_cell(legend, plain(text)) for text in (column.heading, column.explanation)])
    out = io.BytesIO()
    book.save(out)
    return _attachment(out.getvalue(), XLSX, f"{filename}.xlsx")


def respond(
    form: str, filename: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, title: str = ""
) -> HttpResponse:
    """Answer with "csv" or "xlsx", by the ending that was asked for."""
    if form == "xlsx":
        return xlsx_response(filename, columns, rows, title=title)
    return csv_response(filename, columns, rows)


def _as_text(value: Cell) -> str | int | float:
    if isinstance(value, date):  # datetime is a date too
        return value.isoformat()
    return "" if value is None else value


def _heading(sheet: Any, text: str) -> Any:
    cell = _text_cell(sheet, plain(str(text)))
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cell


def _text_cell(sheet: Any, value: Cell) -> Any:
    """Text is text, also when it looks like a formula or an error of Excel."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    return cell


def _sheet_name(text: str) -> str:
    return "".join(letter for letter in str(text) if letter not in r"[]:*?/\'")[:31] or "1"


def _letters(number: int) -> str:
    """A, B, ... Z, AA: the name of a column."""
    rest, letters = number, ""
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(65 + last) + letters
    return letters


def _attachment(data: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
