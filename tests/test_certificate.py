"""A paper for what somebody did, the whole or a part, and the page that checks it."""

import re

import pypdfium2 as pdfium
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cohorts import actions
from cohorts.certifying import draft
from cohorts.models import Certificate, Enrolment
from lib.refusal import Refused
from tests.at_once import all_at_once
from tests.desk import address, finish, read
from tests.teams import close

NONCE = {"nonce": "c" * 20}


def make(world, name="participant"):
    place = Enrolment.objects.get(pk=world.enrolments[name].pk)
    return actions.make_certificate(enrolment=place, by=place)


def check(client, code):
    return client.get(reverse("cohorts:certificate_check", args=[code]))


def test_a_part_counts_with_the_minutes_of_the_levels_that_were_done(world):
    place = world.enrolments["participant"]
    actions.choose_level(enrolment=place, ding=world.dingen[1], level="uitdaging", by=place)
    finish(world, ding=1)
    actions.skip(enrolment=place, ding=world.dingen[2], shown="Een site.", by=place)

    paper = make(world)

    assert (paper.kind, paper.name, paper.programme) == ("part", "Anna de Vries", "Proefprogramma")
    assert (paper.minutes, paper.hours, paper.rest) == (60, 1, 0)
    assert paper.dingen == [
        {"title": "Tweede ding", "level": "uitdaging", "known": False},
        {"title": "Derde ding", "level": "doen", "known": True},
    ]


def test_the_must_dos_and_the_whole_have_their_own_words(world, client):
    finish(world)
    assert make(world).kind == "must"
    finish(world, ding=1)
    paper = make(world)
    assert paper.kind == "full"
    assert "Anna de Vries deed het hele programma Proefprogramma." in read(check(client, paper.code))


def test_without_a_ding_or_a_name_there_is_no_paper(world):
    with pytest.raises(Refused, match="Maak eerst een Ding af"):
        make(world)
    finish(world)
    type(world["participant"]).objects.filter(pk=world["participant"].pk).update(name="")
    with pytest.raises(Refused, match="Vul eerst je naam in"):
        make(world)
    with pytest.raises(Refused):
        make(world, "trainer")
    place = world.enrolments["other"]
    with pytest.raises(Refused):
        actions.make_certificate(enrolment=place, by=world.enrolments["participant"])


def test_a_closed_team_still_gives_the_paper(as_, world):
    finish(world)
    close(world)
    as_("participant").post(address(world, "cohorts:certificate"), NONCE)
    assert Certificate.objects.count() == 1


def test_the_code_cannot_be_guessed_and_shows_what_is_on_the_paper_only(
    client, world, django_assert_num_queries
):
    finish(world)
    paper = make(world)
    assert re.fullmatch(r"([2-9A-HJ-NP-Z]{5}-){4}[2-9A-HJ-NP-Z]{5}", paper.code)

    with django_assert_num_queries(1):
        response = check(client, paper.code.lower())

    page = read(response)
    assert "Anna de Vries deed alle must-do’s van Proefprogramma." in page
    assert "45 minuten" in page
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response.headers["Cache-Control"]
    for private in ("anna@example.org", "Lindenhof</strong>", "/teams/", "Hugo"):
        assert private not in response.content.decode()


@pytest.mark.parametrize("code", ["AAAAA-AAAAA-AAAAA-AAAAA-AAAAA", "x", "%20", "x" * 400])
def test_an_unknown_code_is_a_page_with_advice(client, world, code):
    response = client.get(f"/bewijs/{code}/")
    assert response.status_code == 404
    assert "We kennen deze code niet" in response.content.decode()


def test_the_paper_says_what_it_said_when_it_was_made(client, world):
    finish(world)
    paper = make(world)
    type(world["participant"]).objects.filter(pk=world["participant"].pk).update(name="Anna Vos")
    finish(world, ding=1)
    assert "Anna de Vries" in read(check(client, paper.code))
    newer = make(world)
    assert check(client, paper.code).status_code == 404
    assert "Anna Vos" in read(check(client, newer.code))


def test_the_pdf_reads_as_the_page(as_, world):
    finish(world)
    paper = make(world)
    client = as_("participant")

    response = client.get(reverse("cohorts:certificate_pdf", args=[paper.pk]))

    assert response.headers["Content-Type"] == "application/pdf"
    document = pdfium.PdfDocument(response.content)
    words = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    assert len(document) == 1
    for part in (
        "Bewijs van deelname",
        "Anna de Vries",
        "Eerste ding",
        "45 minuten",
        paper.code,
        paper.address,
    ):
        assert part in words
    assert as_("helper").get(reverse("cohorts:certificate_pdf", args=[paper.pk])).status_code == 404


def test_it_is_made_once_and_withdrawn_by_me_also_after_i_left(as_, world, client):
    finish(world)
    browser, path = as_("participant"), address(world, "cohorts:certificate")
    assert "Maak mijn bewijs" in read(browser.get(path))
    for _twice in range(2):
        browser.post(path, NONCE)
    paper = Certificate.objects.get()
    assert paper.code in read(browser.get(path))
    Enrolment.objects.filter(pk=world.enrolments["participant"].pk).update(left_at="2026-01-01T00:00Z")
    assert paper.get_absolute_url() in browser.get("/mijn/").content.decode()

    withdraw = reverse("cohorts:certificate_withdraw", args=[paper.pk])
    assert browser.get(withdraw).status_code == 200
    browser.post(withdraw)

    assert check(client, paper.code).status_code == 404
    assert not Certificate.objects.exists()


def test_somebody_elses_paper_is_left_alone(world):
    finish(world)
    actions.withdraw_certificate(certificate=make(world), by=world["helper"])
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize("dingen", [1, 3])
def test_the_page_of_the_certificate_queries(as_, world, django_assert_num_queries, dingen):
    for number in range(dingen):
        finish(world, ding=number)
    client = as_("participant")
    with django_assert_num_queries(9):
        client.get(address(world, "cohorts:certificate"))


def test_it_is_in_my_file_and_goes_with_me(as_, world, client):
    finish(world)
    paper = make(world)
    team = as_("participant").get("/mijn/gegevens/").json()["teams"][0]
    assert [row["code"] for row in team["certificate"]] == [paper.code]
    as_("participant").post("/mijn/wissen/", {"nonce": "w" * 20})
    assert check(client, paper.code).status_code == 404


def test_the_draft_is_not_kept(world):
    finish(world)
    draft(world.enrolments["participant"])
    assert not Certificate.objects.exists()


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("certificate_kind_is_known", {"kind": "gold"}),
        ("certificate_has_a_name", {"name": ""}),
        ("certificate_has_a_name", {"code": ""}),
    ],
)
def test_the_database_refuses(world, rule, values):
    finish(world)
    paper = make(world)
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Certificate.objects.filter(pk=paper.pk).update(**values)


@pytest.mark.django_db(transaction=True)
def test_two_devices_make_one_paper(world):
    from django.db import connection  # noqa: PLC0415 - SQLite in memory has one connection

    if connection.vendor == "sqlite":
        pytest.skip("one connection")
    finish(world)
    all_at_once(*(lambda: make(world) for _n in range(4)))
    assert Certificate.objects.count() == 1
