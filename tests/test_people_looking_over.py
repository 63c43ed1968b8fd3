"""Looking over a list of people: what is known, what is doubtful, and hundreds at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from cohorts import actions
from cohorts.models import Role
from tests.english import in_english  # noqa: F401 - a fixture
from tests.teams import draft, invite, join, lines, preview
from tests.test_people_sheets import DUTCH, table, workbook


def shown(response):
    forms = response.context["people"].forms
    return [(str(form.standing), form.reason) for form in forms]


def upload(browser, cohort, data, name="lijst.xlsx"):
    file = SimpleUploadedFile(name, data)
    return browser.post(
        f"{cohort.members_url}uitnodigen/", {"people": "", "file": file, "role": "participant"}
    )


def test_every_line_says_who_it_is_and_why_it_is_doubtful(world, as_):
    actions.remove_member(enrolment=world.enrolments["other"], by=world.enrolments["trainer"])
    world["helper"].enrolments.update(cohort=draft(world)[0])
    text = """Nieuw <nieuw@example.org>
Piet Jansen <piet@example.org>
Hugo Bakker <hugo@example.org>
Anna <anna@example.org>
Olaf Mulder <olaf@example.org>
Bakker Hugo <hugo@gmial.com>
x@example.org
Karel <HUGO@example.org>"""
    assert shown(preview(as_("trainer"), world.cohort, text)) == [
        ("new", ""),
        ("back", ""),
        ("known", ""),
        ("member", ""),
        ("new", ""),  # who is at another library stays private
        ("doubtful", "Bedoel je hugo@gmail.com?"),
        ("doubtful", "Er staat geen naam bij. Die vult deze persoon zelf in."),
        ("twice", ""),
    ]
    [other] = shown(preview(as_("trainer"), world.cohort, "Karel Kok <hugo@example.org>"))
    assert other == ("doubtful", "We kennen dit adres van Hugo Bakker.")


def test_the_lines_that_need_a_look_come_first(world, as_):
    text = """Nieuw <nieuw@example.org>
x@example.org
Fout <fout@>
Nog iemand <iemand@example.org>
y@example.org"""
    page = preview(as_("trainer"), world.cohort, text)
    found = [line["email"].value() for line in page.context["people"].in_order()]
    assert found == ["fout@", "x@example.org", "y@example.org", "nieuw@example.org", "iemand@example.org"]
    places = [page.text.index(f'value="{email}"') for email in found]
    assert places == sorted(places)
    assert "Die staan bovenaan." in page.text


@pytest.mark.parametrize(("count", "shown"), [(8, False), (9, True)])
def test_with_many_people_the_form_is_one_link_away(world, as_, count, shown):
    for number in range(count - 1):
        join(world, f"Nr {number}", f"nr{number}@example.org")
    page = as_("trainer").get(world.cohort.members_url).text
    assert ('href="#uitnodigen"' in page) == shown
    assert "uitnodigen" not in as_("participant").get(world.cohort.members_url).text


def test_a_sheet_is_looked_over_like_a_text(world, as_):
    browser = as_("trainer")
    for data, name in ((workbook(DUTCH), "lijst.xlsx"), (table(DUTCH).encode("cp1252"), "lijst.csv")):
        page = upload(browser, world.cohort, data, name)
        assert [form["name"].value() for form in page.context["people"].forms] == [
            "Anna de Vries",
            "Zoë Çelik; Jr.",
        ]
    refused = upload(browser, world.cohort, b"PK\x03\x04niets")
    assert (refused.status_code, "niet te lezen" in refused.text) == (422, True)
    assert upload(browser, world.cohort, b"").status_code == 422


def test_each_line_has_a_role_of_its_own(world, as_):
    browser = as_("trainer")
    data = lines(("Marit", "m@example.org"), ("Bo", "bo@example.org")) | {
        "form-0-role": "mt",
        "form-1-role": "",
    }
    browser.post("/teams/lindenhof/leden/uitnodigen/", data)
    places = world.cohort.invitations.order_by("pk").values_list("invitation__email", "role")
    assert list(places) == [("m@example.org", Role.MT), ("bo@example.org", Role.PARTICIPANT)]
    assert (
        browser.post("/teams/lindenhof/leden/uitnodigen/", data | {"form-0-role": "baas"}).status_code == 422
    )


def test_two_names_with_one_address_are_refused_by_name(world, as_):
    answer = as_("trainer").post(
        "/teams/lindenhof/leden/uitnodigen/", lines(("Bo Vos", "a@example.org"), ("Al Kok", "a@example.org"))
    )
    assert answer.status_code == 422
    assert "Al Kok en Bo Vos hebben hetzelfde adres." in answer.text
    assert not User.objects.filter(email="a@example.org").exists()


def guests(number):
    return [(f"Gast {n}", f"gast{n}@example.org") for n in range(number)]


def queries_of(deed):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        deed()
    return len(seen)


def test_one_and_three_lines_take_as_many_queries(world, as_, django_assert_num_queries):
    browser = as_("trainer")
    for number in (1, 3):
        text = "\n".join(f"{name} <{email}>" for name, email in guests(number))
        with django_assert_num_queries(8):
            assert preview(browser, world.cohort, text).status_code == 200


def test_inviting_hundreds_takes_as_many_queries_as_one(world):
    one = queries_of(lambda: invite(world, [("Een", "een@example.org")]))
    three = queries_of(lambda: invite(world, [("Twee", f"twee{n}@example.org") for n in range(3)]))
    assert one == three
    assert queries_of(lambda: invite(world, guests(480))) < one + 40  # the rows are written in batches
    assert world.cohort.invitations.count() == 484


def test_five_hundred_lines_go_through_whole(world, as_):
    browser, page = as_("trainer"), "/teams/lindenhof/leden/uitnodigen/"
    text = "\n".join(f"{name};{email}" for name, email in guests(500))
    assert len(preview(browser, world.cohort, text).context["people"].forms) == 500
    data = lines(*guests(500), skip=range(250)) | {f"form-{n}-role": "participant" for n in range(500)}
    assert browser.post(page, data).status_code == 302
    assert world.cohort.invitations.count() == 250
    over = preview(browser, world.cohort, text + "\nNog een;nog@example.org")
    assert (over.status_code, "Voeg ze in delen toe" in over.text) == (422, True)
    assert "Gast 7;gast7@example.org" in over.text


def test_starting_a_team_of_many_takes_as_many_queries_as_of_one(world):
    counts = []
    for number in (1, 3):
        cohort, trainer = draft(world, name=f"Team {number}")
        people = [(f"G{n}", f"t{number}g{n}@example.org") for n in range(number)]
        invite(world, people, cohort=cohort, by=trainer)
        counts.append(queries_of(lambda team=cohort, by=trainer: actions.start(cohort=team, by=by)))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("rubbish", [b"\x00" * 50, "\ufeff\ufeff".encode(), b",,,\n,,,", b'"' * 3000])
def test_rubbish_in_a_file_is_refused_in_words(world, as_, rubbish):
    assert upload(as_("trainer"), world.cohort, rubbish, "x.csv").status_code in {200, 422}
