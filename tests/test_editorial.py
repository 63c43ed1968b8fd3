"""The desk of the editors: what asks for attention, in their own lessons, and where to mend it."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.utils import timezone

from accounts.models import Capacity, User
from cohorts.models import Progress
from dingen.actions.evaluations import evaluate
from dingen.actions.remarks import report
from dingen.models import Ding, LinkState, WorkingCopy
from home import editorial
from tests.conftest import make_cohort, make_ding

DESK = "/redactie/"


@pytest.fixture
def editor(world, client):
    """A browser of Piet, who keeps lessons for the library of the team."""
    world["other"].memberships.create(organisation=world.ours, capacity=Capacity.EDITOR)
    client.force_login(world["other"])
    return client


def text(response):
    return response.content.decode()


def shown(key, user):
    keeps = Ding.objects.editable_by(user)
    return [row for part in editorial.desk(keeps) if part.part.key == key for row in part.rows]


def dead(ding, **fields):
    values = {"state": LinkState.DEAD, "failures": 2, "checked_at": timezone.now(), "outcome": "Weg (404)."}
    position = ding.revision.links.count() + 1
    return ding.revision.links.create(
        position=position, title="Uitleg", url=f"https://weg.example.org/{position}/", **values | fields
    )


def starters(world, ding, number, *, finished=0, weeks=4):
    """So many people began a Ding, in a team of their own; some finished it."""
    cohort = make_cohort(world.ours, world.programme, f"team-{ding.pk}-{number}")
    for one in range(number):
        person = User.objects.create_user(f"{ding.pk}-{number}-{one}@example.org", name=f"Persoon {one}")
        Progress.objects.create(
            enrolment=cohort.enrolments.create(user=person, role="participant"), ding=ding
        )
    ours = Progress.objects.filter(enrolment__cohort=cohort)
    began = timezone.now() - timedelta(weeks=weeks)
    ours.update(started_at=began)
    ours.filter(pk__in=list(ours.values_list("pk", flat=True)[:finished])).update(finished_at=began)


def copy(ding, **fields):
    return WorkingCopy.objects.create(ding=ding, content={}, **{"version": 2} | fields)


# --- When all is well -----------------------------------------------------------------------


def test_a_desk_without_work_says_so(editor, world):
    page = text(editor.get(DESK))

    assert "Alles is vers." in page
    assert 'href="/redactie/nieuw/"' in page
    assert "Eerste ding" in page  # in the list of all lessons


# --- Due for review ---------------------------------------------------------------------------


def test_lessons_past_their_day_come_first_then_those_of_this_month(world):
    first, second, third = world.dingen
    today = timezone.localdate()
    for ding, days in ((first, 29), (second, -3), (third, 31)):
        Ding.objects.filter(pk=ding.pk).update(
            reviewed_on="2020-01-01", review_by=today + timedelta(days=days)
        )

    assert shown("herzien", world["admin"]) == [second, first]


def test_a_lesson_that_is_still_right_is_good_for_a_year(editor, world):
    ding = world.dingen[0]
    today = timezone.localdate()
    Ding.objects.filter(pk=ding.pk).update(reviewed_on="2020-01-01", review_by=today)
    assert 'action="/redactie/eerste-ding/nagekeken/"' in text(editor.get(DESK))

    response = editor.post("/redactie/eerste-ding/nagekeken/", {"next": DESK})

    assert response.url == DESK
    ding.refresh_from_db()
    assert (ding.reviewed_on, ding.review_by) == (today, today + timedelta(days=365))


def test_it_is_not_called_right_while_somebody_writes(editor, world):
    Ding.objects.filter(pk=world.dingen[0].pk).update(reviewed_on="2020-01-01", review_by="2021-01-01")
    copy(world.dingen[0])

    response = editor.post("/redactie/eerste-ding/nagekeken/")

    notes = [str(note) for note in get_messages(response.wsgi_request)]
    assert notes == ["Er wordt aan deze les geschreven. Zet de datum van nakijken daar."]
    assert str(Ding.objects.get(pk=world.dingen[0].pk).review_by) == "2021-01-01"


# --- Remarks ----------------------------------------------------------------------------------


def test_a_remark_is_read_without_who_wrote_it(editor, world):
    ding, old = world.dingen[0], world.dingen[0].revision
    report(ding=ding, revision=old, text="<script>alert(1)</script>", by=world["participant"])

    page = text(editor.get(DESK))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "Anna" not in page
    assert 'href="/redactie/eerste-ding/"' in page
    assert "over een eerdere tekst" not in page

    Ding.objects.filter(pk=ding.pk).update(revision=ding.revisions.create(number=2, source="x", html="x"))
    assert "over een eerdere tekst" in text(editor.get(DESK))


# --- Links ------------------------------------------------------------------------------------


def test_a_dead_link_leads_to_the_place_to_mend(editor, world):
    dead(world.dingen[0])
    dead(world.dingen[1], state=LinkState.ALIVE, failures=0)
    dead(world.dingen[1], state=LinkState.SLOW, failures=3)

    page = text(editor.get(DESK))

    assert [link.title for link in shown("links", world["other"])] == ["Uitleg"]
    assert "https://weg.example.org/1/" in page
    assert "Weg (404)." in page
    assert "2 keer op rij" in page
    assert 'href="/redactie/eerste-ding/#meer-weten"' in page


def test_links_that_only_a_person_can_look_at_are_apart(editor, world):
    dead(world.dingen[0], state=LinkState.SLOW, failures=0, outcome="Dicht (403).")

    assert "Dicht (403)." not in text(editor.get(DESK))
    page = text(editor.get(f"{DESK}?deel=links"))
    assert "Geen dode links." in page
    assert page.index("Kijk zelf even") < page.index("Dicht (403).")


@pytest.mark.parametrize(("on", "note"), [(True, "We kijken de links nu na."), (False, "CHECK_LINKS")])
def test_asking_again_is_work_for_the_worker(editor, world, settings, on, note):
    cache.clear()
    settings.CHECK_LINKS = on
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    response = editor.post("/redactie/eerste-ding/links/", {"next": DESK})

    assert response.url == DESK
    assert note in str(next(iter(get_messages(response.wsgi_request))))


# --- What people leave ---------------------------------------------------------------------------


def test_a_lesson_that_people_leave_shows_up_by_itself(editor, world):
    first, second, third = world.dingen
    starters(world, first, 4)
    starters(world, first, 3, finished=3)
    starters(world, second, 5)
    starters(world, third, 6, finished=5)

    rows = shown("blijft-liggen", world["other"])

    assert [(row["ding__slug"], row["left"], row["starters"]) for row in rows] == [
        ("tweede-ding", 5, 5),
        ("eerste-ding", 4, 7),
    ]
    page = text(editor.get(DESK))
    assert "4 van 7 mensen begonnen" in page
    assert "Persoon" not in page
    assert "Team-" not in page


def test_who_knew_a_lesson_before_did_not_begin_it(world):
    starters(world, world.dingen[0], 5)
    starters(world, world.dingen[0], 20, finished=20)
    assert shown("blijft-liggen", world["admin"]) == []

    Progress.objects.exclude(finished_at=None).update(known=True)

    assert [row["starters"] for row in shown("blijft-liggen", world["admin"])] == [5]


@pytest.mark.parametrize(("number", "weeks"), [(4, 4), (5, 2), (5, 60)])
def test_too_few_too_soon_or_long_ago_says_nothing(world, number, weeks):
    starters(world, world.dingen[0], number, weeks=weeks)

    assert shown("blijft-liggen", world["admin"]) == []


# --- Opinions and work in hand -------------------------------------------------------------------


def test_the_lowest_opinions_come_first_and_only_from_five_people_up(editor, world):
    for ding, score, people in zip(world.dingen, (4, 2, 1), (5, 5, 4), strict=True):
        for number in range(people):
            person, _new = User.objects.get_or_create(email=f"o{number}@example.org")
            evaluate(ding=ding, useful=score, doable=3, sentence="Mijn geheime zin.", by=person)

    assert [row["ding__slug"] for row in shown("meningen", world["other"])] == ["tweede-ding", "eerste-ding"]
    page = text(editor.get(DESK))
    assert "nuttig 2,0 van 5 · te doen 3,0 van 5 · 5 mensen" in page
    assert "o1@example.org" not in page


def test_what_is_being_written_shows_who_and_when_it_comes_out(editor, world):
    moment = timezone.make_aware(timezone.datetime(2030, 5, 4, 9, 30))
    copy(world.dingen[0], edited_by=world["trainer"])
    copy(world.dingen[1], state="scheduled", publish_at=moment)
    copy(world.dingen[2], version=1)

    page = text(editor.get(DESK))

    assert {one.ding.slug for one in shown("bewerking", world["other"])} == {"eerste-ding", "tweede-ding"}
    assert "in bewerking · Tineke Visser" in page
    assert "komt uit op 4 mei, 09:30" in page


# --- Whose lessons ---------------------------------------------------------------------------------


def test_an_editor_sees_shared_lessons_and_those_of_their_own_library(editor, world):
    theme = world.dingen[0].theme
    make_ding("van-ons", theme, owner=world.ours)
    theirs = make_ding("van-hen", theme, owner=world.theirs)
    dead(theirs, outcome="Geheim van hen.")
    theirs.remarks.create(text="Geheim van hen.")
    starters(world, theirs, 6)
    copy(theirs)
    Ding.objects.filter(pk=theirs.pk).update(reviewed_on="2020-01-01", review_by="2021-01-01")

    for page in ("", "?q=van", *(f"?deel={key}" for key in editorial.PARTS)):
        found = text(editor.get(f"{DESK}{page}"))
        assert "Van hen" not in found
        assert "Geheim van hen" not in found
    assert "Van ons" in text(editor.get(f"{DESK}?q=ons"))


# --- The menu --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("person", "sees"), [("other", True), ("admin", True), ("participant", False)])
def test_the_menu_shows_the_desk_to_editors_only(as_, editor, world, person, sees):
    assert (f'href="{DESK}"' in text(as_(person).get("/dingen/"))) == sees


def test_the_menu_asks_the_database_nothing_more(editor, django_assert_num_queries):
    with django_assert_num_queries(5):  # session, user, unread, teams, certificates
        assert f'href="{DESK}"' in text(editor.get("/mijn/"))


def test_who_is_an_editor_no_more_is_told_so_at_once(editor, world):
    world["other"].memberships.all().delete()

    assert editor.get(DESK).status_code == 403


# --- Many ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["?q=tweede", "?q=TWEEDE+ding", "?q=%20tweede%20"])
def test_a_lesson_is_found_by_its_title(editor, world, address):
    page = text(editor.get(f"{DESK}{address}"))

    assert 'href="/redactie/tweede-ding/"' in page
    assert 'href="/redactie/eerste-ding/"' not in page


def test_a_search_without_result_says_what_to_do(editor, world):
    assert "Probeer één woord" in text(editor.get(f"{DESK}?q=%3Cscript%3E"))


@pytest.mark.parametrize("address", ["?pagina=zz", "?deel=zz", "?deel=links&pagina=-1", f"?q={'x ' * 400}"])
def test_rubbish_in_the_address_gives_a_page(editor, world, address):
    assert editor.get(f"{DESK}{address}").status_code == 200


def test_a_part_with_more_than_a_few_has_a_page_of_its_own(editor, world):
    for _number in range(7):
        dead(world.dingen[0])

    assert "Nog 2" in text(editor.get(DESK))
    assert text(editor.get(f"{DESK}?deel=links")).count("https://weg.example.org/") == 14  # href and words


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("", 11),  # session, user, unread, six parts, number of lessons, lessons
        ("?deel=links", 6),  # the first three, how many, rows, those to look at
        ("?deel=herzien", 5),
        ("?deel=meldingen", 5),
        ("?deel=bewerking", 5),
        ("?deel=meningen", 5),
        ("?deel=blijft-liggen", 5),
        ("?q=ding", 5),
    ],
)
def test_queries_of_the_desk(editor, world, django_assert_num_queries, rows, address, queries):
    for ding in world.dingen[:rows]:
        dead(ding)
        dead(ding, state=LinkState.SLOW, failures=0)
        ding.remarks.create(text="Weg.", sender=world["participant"])
        copy(ding, edited_by=world["trainer"])
        starters(world, ding, 5)
        for number in range(5):
            person, _new = User.objects.get_or_create(email=f"q{number}@example.org")
            evaluate(ding=ding, useful=3, doable=3, sentence="", by=person)
        Ding.objects.filter(pk=ding.pk).update(reviewed_on="2020-01-01", review_by="2021-01-01")

    with django_assert_num_queries(queries):
        editor.get(f"{DESK}{address}")
