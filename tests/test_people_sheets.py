"""The people of a sheet, whatever the file and the columns are."""

import csv
import io
import zipfile

import pytest
from openpyxl import Workbook

from cohorts.addresses import MOST
from cohorts.doubts import doubt, habits
from cohorts.sheets import MOST_BYTES, Unreadable, read_file, read_text
from tests.english import in_english  # noqa: F401 - a fixture

PEOPLE = [("Anna de Vries", "anna@example.org"), ("Zoë Çelik; Jr.", "zoe@example.org")]
DUTCH = [
    ["Voornaam", "Tussenvoegsel", "Achternaam", "E-mailadres", "Afdeling"],
    ["Anna", "de", "Vries", "anna@example.org", "Balie"],
    ["Zoë", "", "Çelik; Jr.", "zoe@example.org", "Balie"],
]


def table(rows, delimiter=";"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def workbook(rows, *, sheets=("Blad1",), title_rows=()):
    book = Workbook()
    book.remove(book.active)
    for name in sheets:
        sheet = book.create_sheet(name)
        if name == sheets[-1]:
            for row in [*title_rows, *rows]:
                sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def read(data):
    return [(line.name, line.email) for line in read_file(data)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_file_is_read_in_every_spelling(encoding, delimiter):
    assert read(table(DUTCH, delimiter).encode(encoding)) == PEOPLE


@pytest.mark.parametrize(
    "rows",
    [
        DUTCH,
        [["E-mail", "Naam"], ["anna@example.org", "Vries, Anna de"], ["zoe@example.org", "Zoë Çelik; Jr."]],
        [["Last Name", "First Name", "E-mail Address"], ["de Vries", "Anna", "ANNA@example.org"],
         ["Çelik; Jr.", "Zoë", " mailto:zoe@example.org"]],
        [["Deelnemers najaar"], [], ["NAAM", "MAIL"], ["Anna de Vries", "anna@example.org"],
         ["Zoë Çelik; Jr.", "zoe@example.org"]],
        [["1", "Anna de Vries", "Balie", "anna@example.org"],
         ["2", "Zoë Çelik; Jr.", "Balie", "zoe@example.org"]],
    ],
    ids=["dutch", "two", "english", "title", "guessed"],
)  # fmt: skip
def test_columns_are_found_by_heading_or_by_content(rows):
    assert read(workbook(rows)) == PEOPLE
    assert [(line.name, line.email) for line in read_text(table(rows))] == PEOPLE


def test_a_role_in_the_sheet_is_kept_and_what_is_wrong_is_said():
    rows = [
        ["Naam", "E-mail", "Rol"],
        ["Marit", "marit@example.org", "MT"],
        ["Bo", "bo", "iets"],
        ["Al", "", ""],
    ]
    assert [(line.name, line.role, line.problem) for line in read_text(table(rows))] == [
        ("Marit", "mt", ""),
        ("Bo", "", "This is not an e-mail address."),
        ("Al", "", "There is no e-mail address here."),
    ]


def test_the_sheet_with_addresses_is_taken_and_a_formula_gives_its_value():
    rows = [*DUTCH, ["=1+1", "", "", "x@example.org"]]
    assert read(workbook(rows, sheets=("Leeg", "Uitleg", "Lijst")))[:2] == PEOPLE


def test_two_people_with_one_address_are_named():
    lines = read_text(
        "Anna de Vries <a@example.org>\nHugo Kok <a@example.org>\nDe Vries Anna <a@example.org>"
    )
    assert [(line.twice, line.problem) for line in lines] == [
        (False, ""),
        (
            False,
            "Hugo Kok and Anna de Vries have the same address. Everybody needs an address of their own.",
        ),
        (True, "This address is in the list twice."),
    ]


def test_a_file_that_is_no_sheet_says_what_to_do():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 40_000_000)
    files = {
        b"\xd0\xcf\x11\xe0" + b"x" * 100: "old kind of Excel",
        b"PK\x03\x04" + b"x" * 100: "cannot be read",
        bomb.getvalue(): "too large when unpacked",
        b"%PDF" + b"abcd" * 100 + b"\0\1": "not a sheet",
        b"a" * (MOST_BYTES + 1): "larger than 2 MB",
    }
    for data, words in files.items():
        with pytest.raises(Unreadable, match=words):
            read_file(data)
    empty_zip = io.BytesIO()
    zipfile.ZipFile(empty_zip, "w").close()
    with pytest.raises(Unreadable, match="cannot be read"):
        read_file(empty_zip.getvalue())
    for data in (b"", b"\xff\xfe", b";;;\n;;;", b"\n"):
        assert read(data) == []


def test_a_sheet_of_thousands_stops_one_after_the_most():
    rows = [["Naam", "E-mail"], *([f"Nr {n}", f"nr{n}@example.org"] for n in range(700))]
    assert len(read_file(workbook(rows))) == len(read_text(table(rows))) == MOST + 1


@pytest.mark.parametrize(
    ("email", "meant"),
    [
        ("anna@gmial.com", "anna@gmail.com"),
        ("anna@gmail.con", "anna@gmail.com"),
        ("anna@hotmial.com", "anna@hotmail.com"),
        ("anna@bibliotheeklindehof.nl", "anna@bibliotheeklindenhof.nl"),
        ("anna@example.nll", "anna@example.nl"),
    ],
)
def test_a_typing_error_in_a_domain_is_doubtful(email, meant):
    ours = habits([f"p{n}@bibliotheeklindenhof.nl" for n in range(3)])
    assert doubt(email, ours) == f"Do you mean {meant}?"


@pytest.mark.parametrize(
    "email", ["a@gmail.com", "a@gmx.net", "a@mail.com", "a@bibliotheekaanzee.nl", "a@live.nl"]
)
def test_an_ordinary_domain_is_not(email):
    assert doubt(email) == ""


def test_a_shared_mailbox_is_doubtful():
    assert "shared mailbox" in doubt("balie@example.org")
