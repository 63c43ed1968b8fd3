import time

import pytest
from hypothesis import given, strategies as st

from cohorts.addresses import MOST, read_people
from tests.english import in_english  # noqa: F401 - a fixture

ANNA, HUGO = ("Anna de Vries", "anna@example.org"), ("Hugo Bakker", "hugo@example.org")


def read(text):
    return [(line.name, line.email) for line in read_people(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Anna de Vries <anna@example.org>",
        "Anna de Vries <ANNA@Example.org>  ",
        '"Vries, Anna de" <anna@example.org>;',
        "Vries, Anna de <anna@example.org>",
        "'Anna de Vries' <anna@example.org>",
        "Anna de Vries;anna@example.org",
        "Anna de Vries, anna@example.org",
        "Anna de Vries\tanna@example.org",
        "Anna\tde Vries\tanna@example.org",
        "anna@example.org\tAnna de Vries",
        "anna@example.org;Anna de Vries",
        '"Anna de Vries","anna@example.org"',
        "Anna de Vries <mailto:anna@example.org>",
        "Anna de Vries (anna@example.org)",
        "\ufeffAnna\xa0de Vries <anna@example.org>.",
        "Naam;E-mailadres\r\nAnna de Vries;anna@example.org\r\n\r\n",
    ],
)
def test_one_person_is_read_as_mail_programs_and_sheets_give_it(text):
    assert read(text) == [ANNA]
    assert [line.problem for line in read_people(text)] == [""]


@pytest.mark.parametrize(
    "text",
    [
        "Anna de Vries <anna@example.org>, Hugo Bakker <hugo@example.org>",
        '"Vries, Anna de" <anna@example.org>; "Bakker, Hugo" <hugo@example.org>;',
        "Vries, Anna de <anna@example.org>; Bakker, Hugo <hugo@example.org>",
        "Anna de Vries <anna@example.org>\nBakker, Hugo <hugo@example.org>,",
        "Anna de Vries;anna@example.org;Hugo Bakker;hugo@example.org",
        "anna@example.org (Anna de Vries), hugo@example.org (Hugo Bakker)",
    ],
)
def test_a_list_of_two_is_read(text):
    assert read(text) == [ANNA, HUGO]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zoë van 't Hof <zoe@example.org>", "Zoë van 't Hof"),
        ("Ñandú Çelik;zoe@example.org", "Ñandú Çelik"),
        ("zoe@example.org", ""),
        ("zoe@example.org <zoe@example.org>", ""),
        ("'zoe@example.org' <zoe@example.org>", ""),
        ("Jan, Piet, Klaas <zoe@example.org>", "Jan, Piet, Klaas"),
        ("x" * 120 + " <zoe@example.org>", "x" * 100),
    ],
)
def test_a_name_stays_as_it_is(text, name):
    assert read(text) == [(name, "zoe@example.org")]


@pytest.mark.parametrize(
    ("text", "email", "problem"),
    [
        ("Anna", "", "There is no e-mail address here."),
        ("Anna <>", "", "There is no e-mail address here."),
        ("Anna <anna.example.org>", "anna.example.org", "This is not an e-mail address."),
        ("Anna anna@", "anna@", "This is not an e-mail address."),
        ("Anna <josé@example.org>", "josé@example.org", "This is not an e-mail address."),
        ("Anna <a b@example.org>", "a b@example.org", "This is not an e-mail address."),
        (
            f"Anna <a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 20}.org>",
            None,
            "This is not an e-mail address.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(text, email, problem):
    [line] = read_people(text)
    assert (line.raw, line.name, line.problem) == (text, "Anna", problem)
    if email is not None:
        assert line.email == email


def test_somebody_without_an_address_in_a_list_is_seen():
    assert read("Anna <anna@example.org>; Bert; Carla <carla@example.org>; Dirk") == [
        ("Anna", "anna@example.org"),
        ("Bert", ""),
        ("Carla", "carla@example.org"),
        ("Dirk", ""),
    ]


def test_the_second_of_two_equal_addresses_is_flagged():
    lines = read_people("Anna <anna@example.org>\nAnna de Vries <ANNA@example.org>\nHugo <hugo@example.org>")
    assert [line.problem for line in lines] == ["", "This address is in the list twice.", ""]


def test_reading_stops_one_after_the_most():
    assert len(read_people("\n".join(f"p{n}@example.org" for n in range(700)))) == MOST + 1


def test_empty_text_is_nobody():
    assert read_people(" \n\r\n;;\t,\n") == []


@pytest.mark.parametrize("filler", ["<", '"', "a", "@", ",", "a@", "'", "<a", "( "])
def test_reading_hostile_text_takes_no_time(filler):
    before = time.process_time()  # of this process: the machine may be busy with others
    read_people(filler * (100_000 // len(filler)))
    assert time.process_time() - before < 2


NAMES = st.text(st.characters(categories=["L"]), min_size=1, max_size=12)
LOCAL = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)


@given(st.lists(st.tuples(NAMES, NAMES, LOCAL), min_size=1, max_size=12, unique_by=lambda p: p[2]), st.data())
def test_whoever_is_written_down_is_found(people, data):
    ways = ["{0} {1} <{2}>", '"{1}, {0}" <{2}>', "{0} {1};{2}", "{0}\t{1}\t{2}", "{2}\t{0} {1}"]
    lines = [
        data.draw(st.sampled_from(ways)).format(first, last, f"{local}@example.org")
        for first, last, local in people
    ]
    assert read("\n".join(lines)) == [(f"{f} {last}", f"{local}@example.org") for f, last, local in people]


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text):
    for line in read_people(text):
        assert len(line.name) <= 100
        assert bool(line.problem) or "@" in line.email
