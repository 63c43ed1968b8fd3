"""The front door, my desk, invitations that wait there, and what machines read."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from accounts.models import Capacity
from cohorts.actions import Person, invite
from cohorts.models import Role, State
from tests.addresses import reload_addresses
from tests.conftest import make_cohort

FRONT_PAGE = 8


def test_a_visitor_reads_what_this_is_and_where_to_log_in(client, world):
    page = client.get("/").content.decode()

    assert "<h1>Leren door te doen, samen met je collega’s</h1>" in page
    assert f'href="{reverse("account_login")}"' in page
    assert 'href="/dingen/proef/">Proefprogramma</a>' in page
    assert "3 Dingen" in page


def test_a_closed_catalogue_is_not_on_the_front_page(client, world, settings):
    settings.PUBLIC_CATALOGUE = False

    page = client.get("/").content.decode()

    assert "Proefprogramma" not in page
    assert "/dingen/" not in page


def test_one_team_and_nothing_else_leads_to_that_team(as_, world):
    response = as_("participant").get("/")

    assert (response.status_code, response.url) == (302, "/teams/lindenhof/")


def test_a_trainer_sees_the_team_and_may_make_another(as_, world):
    page = as_("trainer").get("/").content.decode()

    assert '<a href="/teams/lindenhof/">Lindenhof</a>' in page
    assert 'href="/teams/nieuw/"' in page


def test_somebody_without_a_team_gets_a_way_on(as_, world):
    page = as_("admin").get("/").content.decode()

    assert "Je zit nu niet in een team" in page
    assert 'href="/teams/nieuw/"' not in page
    assert f'href="{reverse("admin:index")}"' in page


def test_a_trainer_without_a_team_is_asked_to_make_one(as_, world):
    world["admin"].memberships.create(organisation=world.ours, capacity=Capacity.TRAINER)

    page = as_("admin").get("/").content.decode()

    assert "Je hebt nog geen team" in page
    assert 'href="/teams/nieuw/"' in page


def test_closed_teams_stand_apart(as_, world):
    world.elsewhere.enrolments.create(user=world["participant"], role=Role.PARTICIPANT)
    world.elsewhere.state = State.CLOSED
    world.elsewhere.save()

    page = as_("participant").get("/").content.decode()

    assert "Teams die klaar zijn" in page
    assert (
        page.index("/teams/lindenhof/") < page.index("Teams die klaar zijn") < page.index("/teams/zandpoort/")
    )


@pytest.mark.parametrize("more", [1, 3])
def test_front_page_queries(as_, world, django_assert_num_queries, more):
    for number in range(more):
        cohort = make_cohort(world.ours, world.programme, f"team-{number}")
        cohort.enrolments.create(user=world["participant"], role=Role.PARTICIPANT)
        letter = make_cohort(world.ours, world.programme, f"brief-{number}")
        trainer = letter.enrolments.create(user=world["trainer"], role=Role.TRAINER)
        invite(cohort=letter, people=[Person("Anna", "anna@example.org")], role="participant", by=trainer)
    client = as_("participant")

    with django_assert_num_queries(FRONT_PAGE):
        client.get("/")


# --- Invitations on my desk -----------------------------------------------------------
@pytest.fixture
def letter(world):
    """Olaf of another library is asked to come to Lindenhof."""
    person = Person("Olaf Mulder", "olaf@example.org")
    invite(cohort=world.cohort, people=[person], role="participant", by=world.enrolments["trainer"])
    return world["outsider"].invitations.get()


def test_an_invitation_waits_on_my_desk_and_one_button_accepts_it(as_, world, letter):
    client = as_("outsider")
    address = f"/mijn/uitnodiging/{letter.pk}/"
    page = client.get("/").content.decode()
    assert "Je bent uitgenodigd" in page
    assert f'action="{address}"' in page

    response = client.post(address)

    assert response.url == "/teams/lindenhof/"
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["Welkom bij Lindenhof."]
    assert world["outsider"].enrolments.present().count() == 2
    letter.refresh_from_db()
    assert letter.accepted_at is not None
    assert client.post(address).url == "/teams/lindenhof/"
    assert world["outsider"].enrolments.present().count() == 2
    assert "Je bent uitgenodigd" not in client.get("/").content.decode()


def test_a_letter_that_was_not_mailed_yet_is_nobodys(as_, world, letter):
    letter.sent_at = None
    letter.save()

    assert as_("outsider").post(f"/mijn/uitnodiging/{letter.pk}/").status_code == 404
    assert world["outsider"].enrolments.count() == 1


def test_a_withdrawn_letter_says_why_it_admits_nobody(as_, world, letter):
    letter.mark_withdrawn()

    response = as_("outsider").post(f"/mijn/uitnodiging/{letter.pk}/")

    [message] = get_messages(response.wsgi_request)
    assert str(message).startswith("Deze uitnodiging is ingetrokken.")
    assert world["outsider"].enrolments.count() == 1


# --- What machines read ---------------------------------------------------------------
def test_security_txt_says_whom_to_tell(client):
    text = client.get("/.well-known/security.txt").content.decode()
    lines = dict(line.split(": ", 1) for line in text.splitlines())

    assert lines["Contact"] == "mailto:security@127.0.0.1"
    assert lines["Canonical"] == "http://127.0.0.1:8000/.well-known/security.txt"
    ends = timezone.now() + timedelta(days=180)
    assert lines["Expires"] == f"{ends:%Y-%m-%d}T00:00:00Z"


@pytest.mark.parametrize(("public", "allowed"), [(True, 3), (False, 0)])
def test_robots_read_the_catalogue_only_when_it_is_public(client, settings, public, allowed):
    settings.PUBLIC_CATALOGUE = public

    lines = client.get("/robots.txt").content.decode().splitlines()

    assert sum(line.startswith("Allow: ") for line in lines) == allowed
    assert lines[-1] == "Disallow: /"


def test_the_style_guide_is_there_only_with_debug(client, db, settings):
    assert client.get("/styleguide/").status_code == 404
    settings.DEBUG = True
    reload_addresses()
    page = client.get("/styleguide/")
    settings.DEBUG = False
    reload_addresses()
    assert "now_your_turn.html" in page.content.decode()
