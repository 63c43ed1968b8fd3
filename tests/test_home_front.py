"""The front door, and the desk of who is in more than one place."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.actions import invite_person
from accounts.models import Organisation
from cohorts.models import Role
from pitches.actions.showcase import consent
from pitches.models import Pitch, Showcase
from tests.conftest import make_cohort
from tests.pitching import decided


def html(response):
    return response.content.decode()


def invited(world, person, **fields):
    """A letter to somebody for the team of Lindenhof, mailed just now."""
    invitation, _token = invite_person(
        email=world[person].email, name="", organisation=world.ours, by=world["trainer"]
    )
    invitation.sent_at = timezone.now()
    for name, value in fields.items():
        setattr(invitation, name, value)
    invitation.save()
    return world.cohort.invitations.create(invitation=invitation, role=Role.PARTICIPANT)


def also_in(world, person, number, **fields):
    cohort = make_cohort(world.ours, world.programme, f"extra-{number}", **fields)
    cohort.plan.create(ding=world.dingen[0], number=1, weight="must")
    cohort.enrolments.create(user=world[person], role=Role.PARTICIPANT)
    return cohort


# --- Nobody yet ---------------------------------------------------------------------


def test_a_stranger_reads_what_this_is_and_can_log_in(client, world):
    page = html(client.get("/"))

    assert 'href="/account/login/"' in page
    assert "Proefprogramma" in page
    assert "Lindenhof" not in page  # whose teams there are is nobody's business


def test_a_closed_catalogue_is_not_on_the_front_page(client, world, settings):
    settings.PUBLIC_CATALOGUE = False

    page = html(client.get("/"))

    assert "Proefprogramma" not in page
    assert "/dingen/" not in page


def test_a_stranger_finds_the_libraries_with_an_idea_for_everybody(client, world):
    pitch = decided(world).pitch
    consent(pitch=pitch, yes=True, by=world.enrolments["participant"])
    assert "/etalage/" not in html(client.get("/"))

    consent(pitch=pitch, yes=True, by=world.enrolments["mt"])
    page = html(client.get("/"))

    assert page.count("/etalage/") == 1
    assert '<a href="/etalage/lindenhof/">Ideeën van Bibliotheek Lindenhof</a>' in page
    assert "Zandpoort" not in page
    assert "Anna de Vries" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_front_page_of_a_stranger(client, world, django_assert_num_queries, rows):
    now, by = timezone.now(), world.enrolments["trainer"]
    yes = {"group_by": by, "group_at": now, "mt_by": by, "mt_at": now}
    for number in range(rows):
        library = Organisation.objects.create(name=f"Bibliotheek {number}", slug=f"bieb-{number}")
        cohort = make_cohort(library, world.programme, f"team-{number}")
        for name in ("Een", "Twee"):
            pitch = Pitch.objects.create(group=cohort.groups.create(name=name), title=name)
            Showcase.objects.create(pitch=pitch, public=True, **yes)

    with django_assert_num_queries(2):  # programmes, libraries
        page = html(client.get("/"))

    assert page.count('href="/etalage/') == rows


# --- One place ----------------------------------------------------------------------


@pytest.mark.parametrize("person", ["participant", "helper", "mt"])
def test_who_has_one_team_goes_straight_to_it(as_, person):
    response = as_(person).get("/")

    assert (response.status_code, response.url) == (302, "/teams/lindenhof/")


def test_a_team_that_somebody_left_is_no_place(as_, world):
    place = world.enrolments["participant"]
    place.left_at = timezone.now()
    place.save()

    response = as_("participant").get("/")

    assert response.status_code == 200
    assert "Lindenhof" not in html(response)


def test_a_trainer_stays_to_make_a_team(as_):
    page = html(as_("trainer").get("/"))

    assert 'href="/teams/nieuw/"' in page
    assert 'href="/teams/lindenhof/"' in page


def test_an_administrator_without_a_team_finds_the_administration(as_):
    page = html(as_("admin").get("/"))

    assert 'href="/beheer/"' in page
    assert 'href="/teams/nieuw/"' not in page


# --- More places --------------------------------------------------------------------


def test_every_team_says_what_waits(as_, world):
    also_in(world, "participant", 1, name="Tweede team")

    page = html(as_("participant").get("/"))

    assert page.count('class="now"') == 2
    assert 'href="/teams/lindenhof/dingen/eerste-ding/"' in page
    assert 'href="/teams/extra-1/dingen/eerste-ding/"' in page


def test_progress_in_one_team_does_not_count_in_the_other(as_, world):
    also_in(world, "participant", 1)
    place = world.enrolments["participant"]
    place.progress.create(ding=world.dingen[0])

    page = html(as_("participant").get("/"))

    assert page.count("Stap 1 van 2: Doe 1 van eerste-ding.") == 1
    assert page.count('class="now"') == 2


def test_closed_teams_stand_below(as_, world):
    also_in(world, "participant", 1, name="Oud team", state="closed")

    page = html(as_("participant").get("/"))

    assert page.index("Lindenhof") < page.index("Oud team")
    assert page.count('class="now') == 1


# --- Letters ------------------------------------------------------------------------


def test_a_letter_waits_on_the_desk(as_, world):
    place = invited(world, "outsider")

    page = html(as_("outsider").get("/"))

    assert f"/mijn/uitnodiging/{place.invitation_id}/" in page
    assert "Lindenhof" in page


@pytest.mark.parametrize(
    "fields",
    [
        {"sent_at": None},
        {"withdrawn_at": timezone.now()},
        {"accepted_at": timezone.now()},
    ],
    ids=["not mailed yet", "withdrawn", "used"],
)
def test_a_letter_that_admits_nobody_is_not_shown(as_, world, fields):
    invited(world, "outsider", **fields)

    response = as_("outsider").get("/")

    assert (response.status_code, response.url) == (302, "/teams/zandpoort/")


def test_a_letter_that_expired_is_not_shown(as_, world):
    invited(world, "outsider")
    client = as_("outsider")
    assert client.get("/").status_code == 200

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        response = client.get("/")

    assert (response.status_code, response.url) == (302, "/teams/zandpoort/")


def test_a_letter_to_a_team_you_are_in_is_not_shown(as_, world):
    invited(world, "participant")

    assert as_("participant").get("/").url == "/teams/lindenhof/"


def test_a_letter_of_somebody_else_is_not_shown(as_, world):
    invited(world, "outsider")

    assert "/mijn/uitnodiging/" not in html(as_("trainer").get("/"))


# --- Queries ------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_front_page(as_, world, django_assert_num_queries, rows):
    also_in(world, "participant", 0)
    for number in range(1, rows):
        cohort = also_in(world, "participant", number)
        cohort.plan.create(ding=world.dingen[1], number=2, weight="can")
    for place in world["participant"].enrolments.all():
        progress = place.progress.create(ding=world.dingen[0])
        progress.steps_done.create(step_key="stap-1")
    client = as_("participant")

    # session, user, unread, places, plans, progress, ticks, steps, letters, trainer or not
    with django_assert_num_queries(10):
        client.get("/")
