"""Sheets that people take away hold text and numbers, never a formula."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, strategies as st
from openpyxl import load_workbook

from lib.sheets import DANGEROUS, Column, csv_response, plain, typed, xlsx_response

COLUMNS = [Column("Naam", "Hoe iemand heet."), Column("=Aantal", "Hoeveel Dingen.")]


@pytest.mark.parametrize("sign", DANGEROUS)
def test_a_cell_that_begins_like_a_formula_is_text(sign):
    cell = f"{sign}HYPERLINK(1)"
    rows = [[cell, 3]]

    book = load_workbook(io.BytesIO(xlsx_response("lijst", COLUMNS, rows).content))
    found = book.worksheets[0]["A2"]
    lines = csv_response("lijst", COLUMNS, rows).content.decode("utf-8-sig")

    assert (found.data_type, found.value[0]) == ("s", "'")
    assert [row[0][0] for row in csv.reader(io.StringIO(lines, newline=""), delimiter=";")][1] == "'"


def test_sheet_explains_its_columns_and_keeps_numbers_and_dates():
    rows = [["Zoë", 3], [None, date(2026, 11, 1)], ["x", datetime(2026, 11, 1, 9, tzinfo=UTC)]]

    response = xlsx_response("lijst", COLUMNS, rows, title="Voortgang: [alles]")
    book = load_workbook(io.BytesIO(response.content))

    assert book.worksheets[0].title == "Voortgang alles"
    assert [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()] == [
        ["Naam", "'=Aantal"],
        ["Zoë", 3],
        [None, datetime(2026, 11, 1)],  # noqa: DTZ001 - a sheet knows no zones
        ["x", datetime(2026, 11, 1, 9)],  # noqa: DTZ001
    ]
    assert book.worksheets[0]["B1"].data_type == "s"
    assert [cell.value for cell in book.worksheets[1]["B"]][1:] == ["Hoe iemand heet.", "Hoeveel Dingen."]
    assert response["Content-Disposition"] == 'attachment; filename="lijst.xlsx"'


@given(st.text())
def test_text_comes_back_as_it_was_but_for_what_no_sheet_can_hold(text):
    told = plain(text)

    assert not told.startswith(DANGEROUS)
    if all(letter.isprintable() for letter in text):
        assert typed(told) == text or text.startswith("'")
