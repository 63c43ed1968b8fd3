"""An open edition and a programme on your own: what they have, and what they do not."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from cohorts import actions
from cohorts.models import Cohort, CohortKind, JoinLink, Role, Stage, State
from cohorts.upkeep import forget_strangers
from lib.qr import drawn
from lib.refusal import Refused
from tests.at_once import TOGETHER, all_at_once
from tests.english import in_english  # noqa: F401 - a fixture
from tests.teams import draft, join

NO_SUCH_PAGES = [
    "groepen",
    "groepen/nieuw",
    "pitches",
    "slot",
    "slot/mee",
    "slot/scherm",
    "mt",
    "besluit",
    "pilot",
]


def open_team(world):
    """Tineke's open edition, running."""
    cohort, trainer = draft(world)
    actions.make_open(cohort=cohort, by=trainer)
    trainer.refresh_from_db()
    return actions.start(cohort=Cohort.objects.get(pk=cohort.pk), by=trainer), trainer


def alone(world, name="participant"):
    return actions.start_alone(programme=world.programme, by=world[name])


@pytest.mark.parametrize("values", [{"stage": Stage.GROUPS}, {"stage": Stage.PILOT}])
def test_the_database_keeps_other_kinds_out_of_the_groups(world, values):
    for kind in (CohortKind.OPEN, CohortKind.INDIVIDUAL):
        with (
            pytest.raises(IntegrityError, match="cohort_without_groups_has_a_short_thread"),
            transaction.atomic(),
        ):
            Cohort.objects.filter(pk=world.cohort.pk).update(kind=kind, **values)


def test_the_database_knows_no_draft_and_no_second_programme_of_one(world):
    with pytest.raises(IntegrityError, match="cohort_on_your_own_starts_at_once"), transaction.atomic():
        Cohort.objects.filter(pk=world.cohort.pk).update(kind="individual", state="draft", stage=1)
    mine = alone(world)
    assert Cohort.objects.filter(pk=mine.pk).update(kind="individual") == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Cohort.objects.filter(pk=world.cohort.pk).update(
            kind="individual", created_by=world["participant"], programme=world.programme
        )


def test_somebody_starts_alone_with_the_whole_programme_as_a_plan(world):
    mine = alone(world)
    assert (mine.kind, mine.state, mine.stage) == ("individual", State.RUNNING, Stage.DINGEN)
    assert mine.organisation == world.ours
    assert [(one.user, one.role) for one in mine.enrolments.all()] == [
        (world["participant"], Role.PARTICIPANT)
    ]
    assert [item.number for item in mine.plan.all()] == [1, 2, 3]
    assert [bead["label"] for bead in mine.thread] == ["Dingen", "Outcome"]
    assert alone(world) == mine


def test_a_library_can_switch_it_off_and_open_sign_up_lets_all(world, settings):
    world.ours.individual = False
    world.ours.save()
    with pytest.raises(Refused, match="does not offer"):
        alone(world)
    with pytest.raises(Refused, match="does not offer"):
        alone(world, "admin")
    settings.OPEN_SIGNUP = True
    assert alone(world, "admin").organisation.name == "VerdiepDingen"
    world.programme.owner = world.theirs
    world.programme.save()
    with pytest.raises(Refused):
        alone(world)


def test_rounded_off_it_can_be_read_and_begun_anew(world, as_):
    mine = alone(world)
    browser = as_("participant")
    assert browser.get(f"/teams/{mine.slug}/afronden/").status_code == 200
    for _twice in range(2):
        assert browser.post(f"/teams/{mine.slug}/afronden/").url == f"/teams/{mine.slug}/"
    mine.refresh_from_db()
    assert (mine.state, mine.stage) == (State.CLOSED, Stage.OUTCOME)
    assert browser.get(f"/teams/{mine.slug}/").status_code == 200
    assert alone(world) != mine


def test_the_page_of_a_programme_has_the_one_button(world, as_):
    browser = as_("trainer")
    page = "/dingen/proef/"
    assert "Begin voor mezelf" in browser.get(page).text
    address = browser.post("/beginnen/proef/").url
    desk = browser.get(address).text
    assert "Hier leest niemand mee" in desk
    assert "Groepen" not in desk
    assert "Nieuw in het forum" not in desk
    assert "Ga verder met je programma" in browser.get(page).text
    assert "Doe het met je team: Lindenhof" in as_("helper").get(page).text
    assert "Begin voor mezelf" not in as_(None).get(page).text


@pytest.mark.parametrize("word", NO_SUCH_PAGES)
def test_what_a_kind_does_not_have_is_not_found(world, as_, word):
    mine, (open_one, _trainer) = alone(world), open_team(world)
    assert as_("participant").get(f"/teams/{mine.slug}/{word}/").status_code == 404
    assert as_("trainer").get(f"/teams/{open_one.slug}/{word}/").status_code == 404


def test_alone_there_is_nobody_to_ask_and_notes_go_to_the_logbook(world, as_):
    mine, browser = alone(world), as_("participant")
    team = f"/teams/{mine.slug}"
    for word in ("vraagbaak", "leden", "voortgang"):
        assert browser.get(f"{team}/{word}/").status_code == 404
    assert browser.get(f"{team}/forum/").url == f"{team}/logboek/"
    lesson = browser.get(f"{team}/dingen/eerste-ding/").text
    assert "Ik loop vast" not in lesson
    assert "Alleen jij leest dit" in lesson
    data = {"kind": "question", "title": "Noot", "text": "Gelukt.", "nonce": "n" * 24, "audience": "trainer"}
    assert browser.post(f"{team}/forum/nieuw/", data).status_code == 422
    data["audience"] = "team"
    assert browser.post(f"{team}/forum/nieuw/", data).status_code == 302
    assert mine.topics.get().kind == "experience"
    assert "Gelukt." in browser.get(f"{team}/logboek/").text


def test_two_teams_are_one_press_apart(world, as_):
    assert "Ander team" not in as_("participant").get("/teams/lindenhof/").text
    alone(world)
    assert "Ander team" in as_("participant").get("/teams/lindenhof/").text


def test_an_open_edition_starts_without_people_and_has_a_short_thread(world, as_):
    cohort, trainer = open_team(world)
    assert [bead["label"] for bead in cohort.thread] == ["Agreement", "Dingen", "Outcome"]
    with pytest.raises(Refused, match="does not work in groups"):
        actions.create_group(cohort=cohort, name="Groep", by=trainer)
    desk = as_("trainer").get(f"/teams/{cohort.slug}/").text
    assert "De link om mee te doen" in desk
    assert "slotbijeenkomst leiden" not in desk
    actions.close_team(cohort=cohort, by=trainer)
    assert Cohort.objects.get(pk=cohort.pk).stage == Stage.OUTCOME


def test_a_copy_of_an_open_edition_has_a_link_of_its_own(world):
    cohort, trainer = open_team(world)
    new = actions.copy_cohort(source=trainer, name="Opnieuw", starts_on=cohort.today, by=world["trainer"])
    assert new.join_link.path
    assert new.join_link.path != cohort.join_link.path


def test_the_kind_is_chosen_before_the_start_and_without_an_mt(world):
    with pytest.raises(Refused, match="has started"):
        actions.make_open(cohort=world.cohort, by=world.enrolments["trainer"])
    cohort, trainer = draft(world)
    actions.invite(cohort=cohort, people=[actions.Person("M", "m@example.org")], role=Role.MT, by=trainer)
    with pytest.raises(Refused, match="has no MT"):
        actions.make_open(cohort=cohort, by=trainer)
    cohort.invitations.all().delete()
    actions.make_open(cohort=cohort, by=trainer)
    actions.make_in_company(cohort=cohort, by=trainer)
    assert not JoinLink.objects.exists()
    assert Cohort.objects.get(pk=cohort.pk).has_groups


def test_who_has_an_account_joins_with_one_press(world, as_):
    cohort, _trainer = open_team(world)
    path = cohort.join_link.path
    browser = as_("outsider")
    assert "olaf@example.org" in browser.get(path).text
    assert not world["outsider"].enrolments.filter(cohort=cohort).exists()
    assert browser.post(path).url == f"/teams/{cohort.slug}/"
    assert browser.get(path).url == f"/teams/{cohort.slug}/"
    assert world["outsider"].enrolments.get(cohort=cohort).role == Role.PARTICIPANT


def test_who_is_new_joins_with_a_code(world, client, mailoutbox, django_capture_on_commit_callbacks):
    cohort, _trainer = open_team(world)
    path = cohort.join_link.path
    assert client.post(path, {"name": "", "email": "geen"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(path, {"name": "Nina Vos", "email": "Nina@Example.org"})
    assert User.objects.get(email="nina@example.org").provisional
    code = next(line.strip() for line in mailoutbox[-1].body.splitlines() if line.strip()[:4].isdecimal())
    assert client.post(page.url, {"code": code}).url == path
    assert client.get(path).url == f"/teams/{cohort.slug}/"
    nina = User.objects.get(email="nina@example.org")
    assert (nina.name, nina.provisional, nina.enrolments.get().cohort) == ("Nina Vos", False, cohort)


def test_an_address_that_nobody_showed_to_be_theirs_is_forgotten(world):
    kept = User.objects.create_user("later@example.org")
    User.objects.create_user("typfout@example.org", provisional=True)
    User.objects.update(created_at="2020-01-01T00:00Z")
    assert (forget_strangers(), forget_strangers()) == (1, 0)
    assert User.objects.filter(pk=kept.pk).exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"closed_at": "2026-01-01T00:00Z"}, "Aanmelden kan niet meer"),
        ({"last_day": "2020-01-01"}, "Aanmelden kan niet meer"),
        ({"most": 1}, "Deze editie is vol"),
    ],
)
def test_a_link_that_admits_nobody_says_why(world, as_, values, words):
    cohort, _trainer = open_team(world)
    cohort.enrolments.create(user=world["mt"], role=Role.PARTICIPANT)
    JoinLink.objects.update(**values)
    path = JoinLink.objects.get().path
    for browser in (as_("outsider"), as_(None)):
        assert words in browser.get(path).text
        assert browser.post(path).status_code == 410
    assert cohort.enrolments.participants().count() == 1


def test_the_trainer_closes_renews_and_limits(world, as_):
    cohort, _trainer = open_team(world)
    browser, page = as_("trainer"), f"/teams/{cohort.slug}/leden/open/"
    old = cohort.join_link.path
    assert f"http://testserver{old}" in browser.get(page).text
    browser.post(f"{page}doen/", {"deed": "renew"})
    new = JoinLink.objects.get().path
    assert (browser.get(old).status_code, browser.get(new).status_code) == (404, 302)
    browser.post(f"{page}doen/", {"deed": "close"})
    assert as_("outsider").post(new).status_code == 410
    as_("trainer").post(f"{page}doen/", {"deed": "reopen"})
    browser.post(page, {"most": "20", "last_day": "2099-01-01"})
    link = JoinLink.objects.get()
    assert (link.most, str(link.last_day), link.closed_at) == (20, "2099-01-01", None)
    for most in ("0", "301", "x", "9" * 30):
        assert browser.post(page, {"most": most}).status_code == 422


def test_the_link_is_a_picture_and_a_poster_for_the_trainer(world, as_):
    cohort, _trainer = open_team(world)
    browser, page = as_("trainer"), f"/teams/{cohort.slug}/leden/open/"
    address = f"http://testserver{cohort.join_link.path}"
    assert f'src="{page}qr.svg"' in browser.get(page).text
    assert f"{page}poster/" in browser.get(page).text
    poster = browser.get(f"{page}poster/").text
    assert (f'src="{page}qr.svg"' in poster, f">{address}</p>" in poster) == (True, True)
    picture = browser.get(f"{page}qr.svg")
    assert (picture.headers["Content-Type"], picture.content) == ("image/svg+xml", drawn(address).content)
    assert "no-store" in picture.headers["Cache-Control"]
    cohort.enrolments.create(user=world["participant"], role=Role.PARTICIPANT)
    for part in ("qr.svg", "poster/"):
        assert as_("participant").get(page + part).status_code == 403


def test_with_another_key_of_the_site_the_link_is_not_shown(world, as_, settings):
    cohort, _trainer = open_team(world)
    settings.SECRET_KEY = "another" * 10
    browser = as_("trainer")
    assert "De sleutel van deze site is veranderd" in browser.get(f"/teams/{cohort.slug}/leden/open/").text
    assert browser.get(f"/teams/{cohort.slug}/leden/open/qr.svg").status_code == 404


def test_who_was_removed_does_not_come_back_by_the_link(world, as_):
    cohort, trainer = open_team(world)
    link = cohort.join_link
    place = actions.join(link=link, by=world["outsider"])
    actions.remove_member(enrolment=place, by=trainer)
    with pytest.raises(Refused, match="before"):
        actions.join(link=link, by=world["outsider"])


def test_a_link_admits_at_least_one(world):
    cohort, _trainer = open_team(world)
    with pytest.raises(IntegrityError, match="join_link_admits_somebody"), transaction.atomic():
        JoinLink.objects.filter(cohort=cohort).update(most=0)


class TestAtOnce:
    pytestmark = TOGETHER

    def test_the_last_place_is_taken_once_and_one_starts_one_programme(self, world):
        cohort, _trainer = open_team(world)
        JoinLink.objects.update(most=1)
        link = JoinLink.objects.get()
        guests = [join(world, f"Gast {n}", f"gast{n}@example.org").user for n in range(3)]
        all_at_once(*(lambda guest=guest: actions.join(link=link, by=guest) for guest in guests))
        assert cohort.enrolments.participants().count() == 1
        made = all_at_once(*(lambda: alone(world) for _twice in range(3)))
        assert len({one.pk for one in made}) == 1
