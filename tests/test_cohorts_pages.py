"""Progress, groups and ticks, as pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from cohorts import actions
from cohorts.models import Enrolment, PlanItem, Progress, Role, Seat
from dingen.models import Ding
from tests.teams import draft, invite, join

CHECKED = {"reviewed_on": "2026-11-01", "review_by": "2027-11-01"}
DING = "/teams/lindenhof/dingen/eerste-ding"


def fill(world, count):
    """More participants, each with a Ding done and one begun, and a group each."""
    for number in range(count):
        person = join(world, f"Nummer {number}", f"nr{number}@example.org")
        actions.finish(enrolment=person, ding=world.dingen[0], by=person)
        actions.choose_level(enrolment=person, ding=world.dingen[1], level="doen", by=person)
        actions.create_group(cohort=world.cohort, name=f"Groep {number}", by=person)
        invite(world, [("", f"gast{number}@example.org")])
        join(world, f"Los {number}", f"los{number}@example.org")


# Queries: the same number for one row and for three


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "visit",
    [
        ("voortgang", "trainer", 10),
        ("voortgang", "participant", 7),
        ("voortgang", "mt", 7),
        ("leden", "trainer", 8),
        ("leden", "participant", 5),
        ("groepen", "trainer", 7),
        ("groepen", "participant", 7),
    ],
)
def test_a_list_costs_the_same_for_any_number(world, as_, django_assert_num_queries, visit, count):
    page, who, queries = visit
    fill(world, count)
    browser = as_(who)
    browser.get("/teams/lindenhof/leden/")
    with django_assert_num_queries(queries):
        assert browser.get(f"/teams/lindenhof/{page}/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_checking_a_team_costs_the_same_for_any_number(world, as_, django_assert_num_queries, count):
    cohort, trainer = draft(world)
    invite(world, [("", f"gast{number}@example.org") for number in range(count)], cohort=cohort, by=trainer)
    browser = as_("trainer")
    browser.get(cohort.members_url)
    with django_assert_num_queries(12):
        assert browser.get(cohort.start_url).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_looking_over_a_paste_costs_the_same_for_any_number(world, as_, django_assert_num_queries, count):
    browser = as_("trainer")
    browser.get(world.cohort.members_url)
    text = "\n".join(f"p{number}@example.org" for number in range(count))
    with django_assert_num_queries(8):
        browser.post(f"{world.cohort.members_url}uitnodigen/", {"people": text, "role": "mt"})


# Progress


def test_the_trainer_sees_who_is_where(world, as_):
    fill(world, 1)
    context = as_("trainer").get("/teams/lindenhof/voortgang/").context
    assert [(str(line.person), line.cells, line.done) for line, _one in context["lines"]] == [
        ("Anna de Vries", ["open", "open"], 0),
        ("Hugo Bakker", ["open", "open"], 0),
        ("Los 0", ["open", "open"], 0),
        ("Nummer 0", ["done", "busy"], 1),
        ("Piet Jansen", ["open", "open"], 0),
    ]


def test_others_see_totals_and_no_names(world, as_):
    fill(world, 1)
    for name in ("participant", "mt"):
        page = as_(name).get("/teams/lindenhof/voortgang/")
        assert "Nummer 0" not in page.text
        assert "lines" not in page.context
        assert [(total.item.number, total.done, total.people) for total in page.context["totals"]] == [
            (1, 1, 5),
            (2, 0, 5),
        ]


def test_totals_start_at_five_people(world, as_):
    join(world, "Vier", "vier@example.org")
    page = as_("mt").get("/teams/lindenhof/voortgang/")
    assert page.context["totals"] == []
    assert "We laten aantallen zien vanaf vijf deelnemers" in page.text


def test_who_left_does_not_count(world, as_):
    fill(world, 1)
    join(world, "Zes", "zes@example.org")
    gone = Enrolment.objects.get(user__name="Nummer 0")
    actions.remove_member(enrolment=gone, by=world.enrolments["trainer"])
    page = as_("trainer").get("/teams/lindenhof/voortgang/")
    assert [(total.done, total.people) for total in page.context["totals"]] == [(0, 5), (0, 5)]
    assert "Nummer 0" not in page.text


def test_a_team_without_a_plan_says_so(world, as_):
    world.cohort.plan.all().delete()
    fill(world, 2)
    assert "Er is nog geen plan." in as_("mt").get("/teams/lindenhof/voortgang/").text


def test_two_hundred_people_and_forty_dingen_cost_the_same(world, as_, django_assert_num_queries):
    theme = world.dingen[0].theme
    dingen = [Ding(slug=f"d{n}", title=f"Ding {n}", theme=theme, **CHECKED) for n in range(38)]
    Ding.objects.bulk_create(dingen)
    world.cohort.plan.bulk_create(
        PlanItem(cohort=world.cohort, ding=ding, number=number, weight="can")
        for number, ding in enumerate(dingen, 3)
    )
    users = User.objects.bulk_create(User(email=f"p{n}@example.org", name=f"P {n:03}") for n in range(197))
    people = Enrolment.objects.bulk_create(
        Enrolment(cohort=world.cohort, user=user, role=Role.PARTICIPANT) for user in users
    )
    Progress.objects.bulk_create(Progress(enrolment=one, ding=ding) for one in people for ding in dingen)
    browser = as_("trainer")
    browser.get("/teams/lindenhof/leden/")
    with django_assert_num_queries(10):
        page = browser.get("/teams/lindenhof/voortgang/?pagina=2")
    assert (len(page.context["lines"]), len(page.context["plan"])) == (50, 40)
    assert [line.cells.count("busy") for line, _one in page.context["lines"]] == [38] * 50
    assert page.context["totals"][0].people == 200


def test_a_long_list_of_people_pages(world, as_):
    for number in range(52):
        join(world, f"Nr {number:02}", f"nr{number}@example.org")
    browser = as_("trainer")
    assert len(browser.get("/teams/lindenhof/voortgang/").context["lines"]) == 50
    assert len(browser.get("/teams/lindenhof/voortgang/?pagina=2").context["lines"]) == 5


# Groups


def test_a_participant_makes_a_group_once(world, as_):
    actions.leave_seat(enrolment=world.enrolments["other"], by=world.enrolments["other"])
    browser = as_("other")
    for _twice in range(2):
        answer = browser.post("/teams/lindenhof/groepen/nieuw/", {"name": "Foto's", "nonce": "n" * 24})
    assert answer.url == "/teams/lindenhof/groepen/"
    assert [str(seat.enrolment) for seat in world.cohort.groups.get(name="Foto's").seats.all()] == [
        "Piet Jansen"
    ]


def test_a_name_that_is_taken_is_explained_and_kept(world, as_):
    answer = as_("trainer").post(
        "/teams/lindenhof/groepen/nieuw/", {"name": "Screencasts", "nonce": "n" * 24}
    )
    assert answer.status_code == 422
    assert "Er is al een groep met deze naam." in answer.text
    assert 'value="Screencasts"' in answer.text


def test_joining_leaving_and_choosing_a_helper(world, as_):
    browser = as_("other")
    group = world.groups[0]
    assert browser.post("/teams/lindenhof/groepen/weg/").url == "/teams/lindenhof/groepen/"
    assert "Doe mee met deze groep" in browser.get("/teams/lindenhof/groepen/").text
    browser.post(f"/teams/lindenhof/groepen/{group.pk}/plek/")
    seat = Seat.objects.get(enrolment=world.enrolments["other"])
    assert (seat.group, seat.number, seat.helper) == (group, 3, False)
    browser.post(f"/teams/lindenhof/groepen/plek/{seat.pk}/vraagbaak/")
    assert group.seats.get(helper=True) == seat


def test_a_full_group_says_so_and_offers_no_seat(world, as_):
    for number in range(3):
        person = join(world, f"Nr {number}", f"nr{number}@example.org")
        actions.take_seat(group=world.groups[0], enrolment=person, by=person)
    join(world, "Zes", "zes@example.org")
    client = as_("participant")
    client.force_login(Enrolment.objects.get(user__name="Zes").user)
    page = client.get("/teams/lindenhof/groepen/").text
    assert page.count("Deze groep is vol.") == 1
    assert f"/groepen/{world.groups[0].pk}/plek/" not in page
    assert f"/groepen/{world.groups[1].pk}/plek/" in page
    answer = client.post(f"/teams/lindenhof/groepen/{world.groups[0].pk}/plek/", follow=True)
    assert "De groep is vol: er zitten er al vijf. Kies een andere groep." in answer.text


def test_the_trainer_gives_and_frees_a_place(world, as_):
    bram = join(world, "Bram", "bram@example.org")
    browser = as_("trainer")
    assert "Geef iemand een plek" in browser.get("/teams/lindenhof/groepen/").text
    browser.post(f"/teams/lindenhof/groepen/{world.groups[1].pk}/plek/", {"member": bram.pk})
    assert Seat.objects.get(enrolment=bram).group == world.groups[1]
    browser.post("/teams/lindenhof/groepen/weg/", {"member": bram.pk})
    assert not Seat.objects.filter(enrolment=bram).exists()


def test_nobody_moves_a_colleague_or_a_stranger(world, as_):
    browser = as_("participant")
    answer = browser.post(
        "/teams/lindenhof/groepen/weg/", {"member": world.enrolments["other"].pk}, follow=True
    )
    assert "Alleen de trainer kan iemand anders een plek geven." in answer.text
    assert Seat.objects.filter(enrolment=world.enrolments["other"]).exists()
    stranger = {"member": world.enrolments["outsider"].pk}
    assert as_("trainer").post("/teams/lindenhof/groepen/weg/", stranger).status_code == 404


def test_a_seat_of_another_team_is_out_of_reach(world, as_):
    group = world.elsewhere.groups.create(name="Elders")
    seat = group.seats.create(enrolment=world.enrolments["outsider"], number=1)
    browser = as_("trainer")
    assert browser.post(f"/teams/lindenhof/groepen/plek/{seat.pk}/vraagbaak/").status_code == 404
    assert browser.post(f"/teams/lindenhof/groepen/{group.pk}/plek/").status_code == 404


def test_only_ones_own_plan_is_linked(world, as_):
    page = as_("participant").get("/teams/lindenhof/groepen/").text
    assert (f"/groepen/{world.groups[0].pk}/" in page, f"/groepen/{world.groups[1].pk}/" in page) == (
        True,
        False,
    )


def test_a_team_without_groups_invites_to_make_one(world, as_):
    world.cohort.groups.all().delete()
    assert "Er zijn nog geen groepen." in as_("participant").get("/teams/lindenhof/groepen/").text


# Ticks


def test_a_tick_goes_on_in_the_lesson(world, as_):
    browser = as_("participant")
    assert browser.post(f"{DING}/stap/stap-1/", {"done": "1"}).url == f"{DING}/#stap-stap-1"
    progress = world.enrolments["participant"].progress.get()
    assert [str(step) for step in progress.steps_done.all()] == ["stap-1"]
    browser.post(f"{DING}/stap/stap-1/", {"done": "0"})
    assert not progress.steps_done.exists()


def test_a_done_ding_is_opened_again(world, as_):
    browser = as_("participant")
    assert browser.post(f"{DING}/klaar/", {"level": "uitdaging"}).url == f"{DING}/"
    progress = Progress.objects.get()
    assert (progress.finished_at is not None, progress.level) == (True, "uitdaging")
    browser.post(f"{DING}/verder/")
    assert Progress.objects.get().finished_at is None


def test_a_level_is_chosen(world, as_):
    as_("participant").post(f"{DING}/niveau/", {"level": "kennismaken"})
    assert Progress.objects.get().level == "kennismaken"


def test_a_way_back_stays_on_this_site(world, as_):
    browser = as_("participant")
    for address, back in [("/teams/lindenhof/", "/teams/lindenhof/"), ("https://example.org/", f"{DING}/")]:
        assert browser.post(f"{DING}/verder/", {"next": address}).url == back


def test_a_ding_of_another_library_is_out_of_reach(world, as_):
    type(world.dingen[0]).objects.filter(pk=world.dingen[0].pk).update(owner=world.theirs)
    assert as_("participant").post(f"{DING}/klaar/").status_code == 404


def test_a_lesson_that_changed_is_said_in_words(world, as_):
    answer = as_("participant").post(
        f"{DING}/stap/stap-9/", {"done": "1"}, headers={"Referer": f"{DING}/"}, follow=True
    )
    assert "Deze stap staat niet meer in de les." in answer.text


def test_rows_read_as_people_say_them(world):
    group = world.groups[0]
    seat = group.seats.get(number=1)
    assert str(seat) == "Anna de Vries (Digitaal klantcontact, 1)"
    assert str(world.cohort.plan.get(number=1)) == "1. Eerste ding"
    progress = world.enrolments["other"].progress.create(ding=world.dingen[0])
    assert str(progress) == "Piet Jansen: Eerste ding"
    meeting = world.cohort.meetings.create(
        kind="kick_off", title="Start", starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=1)
    )
    assert str(meeting) == "Start"
    score = world.enrolments["other"].assessments.create(moment="start", statement="able", score=4)
    assert str(score) == "able: 4"
    invite(world, [("", "bram@example.org")], role=Role.MT)
    assert str(world.cohort.invitations.get()) == "bram@example.org (Lindenhof)"
