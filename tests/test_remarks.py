""" "Klopt niet meer": readers tell, editors mend."""

import pytest
from django.contrib.messages import get_messages

from accounts.models import Capacity
from dingen.actions.remarks import handle, report
from dingen.models import Ding, Remark, Revision
from lib.refusal import Refused
from tests.conftest import make_ding

FORM = "/dingen/meer/eerste-ding/klopt-niet-meer/"
OURS = "/teams/lindenhof/dingen/eerste-ding/klopt-niet-meer/"
SENT = {"text": "De knop heet nu Delen.", "nonce": "r" * 20}


def notes(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def editor_of(world, organisation, name="other"):
    world[name].memberships.create(organisation=organisation, capacity=Capacity.EDITOR)
    return world[name]


# --- Telling --------------------------------------------------------------------------------


def test_a_reader_tells_what_is_not_right(as_, world):
    response = as_("participant").post(FORM, SENT)

    assert response.url == "/dingen/meer/eerste-ding/"
    assert notes(response) == ["Dank je wel! De redactie kijkt ernaar."]
    remark = Remark.objects.get()
    assert (remark.text, remark.sender, remark.ding) == (SENT["text"], world["participant"], world.dingen[0])
    assert (remark.revision, remark.handled_at) == (world.dingen[0].revision, None)


@pytest.mark.parametrize(
    ("next_path", "led_to"),
    [
        ("/teams/lindenhof/", "/teams/lindenhof/"),
        ("https://kwaad.example.org/", "/dingen/meer/eerste-ding/"),
        ("//kwaad.example.org/", "/dingen/meer/eerste-ding/"),
        ("javascript:alert(1)", "/dingen/meer/eerste-ding/"),
    ],
)
def test_they_go_back_to_where_they_came_from_when_that_is_here(as_, world, next_path, led_to):
    assert as_("participant").post(f"{FORM}?next={next_path}", SENT).url == led_to


def test_a_form_that_arrives_twice_is_one_remark(as_, world):
    client = as_("participant")

    assert [client.post(FORM, SENT).status_code for _turn in range(2)] == [302, 302]
    assert Remark.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "x" * 1001])
def test_what_does_not_fit_is_said_and_stays_in_the_field(as_, world, text):
    response = as_("participant").post(FORM, SENT | {"text": text})

    assert response.status_code == 422
    assert text.strip() in response.content.decode()
    assert not Remark.objects.exists()


def test_the_eleventh_open_remark_waits_and_nothing_typed_is_lost(as_, world):
    for _number in range(10):
        report(ding=world.dingen[0], revision=None, text="Weer iets.", by=world["participant"])

    response = as_("participant").post(FORM, SENT)

    assert response.status_code == 422
    assert "Je hebt al veel gemeld." in response.content.decode()
    assert SENT["text"] in response.content.decode()
    assert Remark.objects.count() == 10


def test_others_and_who_was_answered_can_go_on(world):
    for number in range(10):
        remark = report(ding=world.dingen[0], revision=None, text=f"{number}", by=world["participant"])
    report(ding=world.dingen[0], revision=None, text="Van een ander.", by=world["helper"])
    with pytest.raises(Refused, match="al veel gemeld"):
        report(ding=world.dingen[0], revision=None, text="Te veel.", by=world["participant"])

    handle(remark=remark, by=world["admin"])

    assert report(ding=world.dingen[0], revision=None, text="Weer wel.", by=world["participant"]).pk


def test_a_lesson_of_another_library_is_not_there(as_, world):
    Ding.objects.filter(pk=world.dingen[0].pk).update(owner=world.ours)

    assert as_("outsider").post(FORM, SENT).status_code == 404
    assert not Remark.objects.exists()


# --- From the team -------------------------------------------------------------------------


def test_in_a_team_it_is_about_the_text_that_the_team_reads(as_, world):
    ding = world.dingen[0]
    pinned = ding.revision
    world.cohort.plan.filter(ding=ding).update(revision=pinned)
    Ding.objects.filter(pk=ding.pk).update(
        revision=Revision.objects.create(ding=ding, number=2, source="x", html="x"), owner=world.ours
    )

    response = as_("participant").post(OURS, SENT)

    assert response.url == "/teams/lindenhof/dingen/eerste-ding/"
    assert Remark.objects.get().revision == pinned


@pytest.mark.parametrize("page", ["/dingen/meer/eerste-ding/", "/teams/lindenhof/dingen/eerste-ding/"])
def test_a_lesson_has_the_ways_to_tell(as_, world, page):
    found = as_("participant").get(page).content.decode()

    assert f'href="{page}klopt-niet-meer/"' in found
    assert f'href="{page}mening/"' in found


def test_who_is_not_signed_in_gets_no_ways_to_tell(client, world):
    assert "klopt-niet-meer" not in client.get("/dingen/meer/eerste-ding/").content.decode()


# --- Dealing with it -----------------------------------------------------------------------


def test_an_editor_puts_a_remark_away(as_, world):
    editor_of(world, world.theirs)
    remark = world.dingen[0].remarks.create(text="Weg.", sender=world["participant"])

    response = as_("other").post(
        f"/redactie/meldingen/{remark.pk}/afgehandeld/", {"next": "/redactie/?deel=links"}
    )

    assert response.url == "/redactie/?deel=links"
    remark.refresh_from_db()
    assert remark.handled_by == world["other"]
    assert not Remark.objects.open().exists()


def test_who_was_first_stays_the_one_who_did(world):
    remark = world.dingen[0].remarks.create(text="Weg.")

    handle(remark=remark, by=world["admin"])
    handle(remark=Remark.objects.get(), by=world["other"])

    assert Remark.objects.get().handled_by == world["admin"]


def test_an_editor_elsewhere_does_not_see_a_remark_on_a_lesson_of_ours(as_, world):
    editor_of(world, world.theirs)
    own = make_ding("eigen-ding", world.dingen[0].theme, owner=world.ours)
    remark = own.remarks.create(text="Geheim van Lindenhof.")

    assert as_("other").post(f"/redactie/meldingen/{remark.pk}/afgehandeld/").status_code == 404
