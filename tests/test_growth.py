"""How somebody stands and grows: theirs alone, and of the team nothing but totals of five."""

import pytest
from django.db import IntegrityError, transaction

from cohorts import actions
from cohorts.badges import badges
from cohorts.models import (
    CheckAnswer,
    Enrolment,
    GrowthTotal,
    Moment,
    SelfAssessment,
    Stage,
    Statement,
)
from dingen.models import Theme
from lib.refusal import Refused
from tests.at_once import all_at_once
from tests.conftest import make_ding
from tests.desk import address, at, desk, facts_of, finish, lesson, read
from tests.teams import close, join


def say(place, moment, score):
    actions.assess(enrolment=place, moment=Moment(moment), scores=dict.fromkeys(Statement, score), by=place)


def grow(world, place, start, end):
    """Somebody fills in both, each in its time."""
    at(world, Stage.DINGEN)
    place.cohort.stage = Stage.DINGEN
    say(place, "start", start)
    at(world, Stage.PITCH)
    place.cohort.stage = Stage.PITCH
    say(place, "end", end)


def six(world):
    names = ["participant", "helper", "other"]
    guests = [join(world, f"Gast {n}", f"gast{n}@example.org") for n in range(3)]
    return [world.enrolments[name] for name in names] + guests


def question(world):
    return world.dingen[0].revision.questions.create(
        position=1,
        question="Wat doe je eerst?",
        answers=[
            {"text": "Vragen", "correct": True, "why": "Zo hoor je het."},
            {"text": "Raden", "correct": False, "why": "Dat gaat mis."},
        ],
    )


# --- When -----------------------------------------------------------------------------
def test_the_start_is_asked_first_and_the_end_when_the_musts_are_done(world):
    assert facts_of(world).measure == Moment.START
    say(world.enrolments["participant"], "start", 2)
    assert facts_of(world).measure is None

    finish(world)

    assert facts_of(world).measure == Moment.END
    say(world.enrolments["participant"], "end", 4)
    assert facts_of(world).measure is None


def test_near_the_end_of_the_team_the_end_is_asked(world):
    assert facts_of(world, "trainer").measure is None
    at(world, Stage.PITCH)
    assert facts_of(world).measure == Moment.END
    close(world)
    assert facts_of(world).measure is None


def test_it_can_change_until_the_next_moment(world):
    place = world.enrolments["participant"]
    with pytest.raises(Refused, match="Het eind komt later"):
        say(place, "end", 4)
    say(place, "start", 2)
    say(place, "start", 3)
    assert set(place.assessments.values_list("score", flat=True)) == {3}

    finish(world)

    with pytest.raises(Refused, match="Het begin is voorbij"):
        say(place, "start", 5)
    say(place, "end", 4)
    say(place, "end", 5)
    actions.reopen(enrolment=place, ding=world.dingen[0], by=place)
    say(place, "end", 4)
    assert place.assessments.filter(moment="end").by_statement() == dict.fromkeys(Statement.values, 4)


def test_nobody_says_it_for_somebody_else(world):
    place = world.enrolments["participant"]
    with pytest.raises(Refused):
        actions.assess(
            enrolment=place,
            moment=Moment.START,
            scores=dict.fromkeys(Statement, 3),
            by=world.enrolments["trainer"],
        )


# --- Totals ---------------------------------------------------------------------------
def test_totals_come_with_the_fifth_and_change_by_five(world):
    people = six(world)
    for place in people[:4]:
        grow(world, place, 2, 4)
    assert world.cohort.growth.totals() == []

    grow(world, people[4], 1, 5)

    found = world.cohort.growth.totals()
    assert [one.statement for one in found] == Statement.values
    assert {(one.start, one.end, one.people) for one in found} == {(1.8, 4.2, 5)}
    grow(world, people[5], 5, 5)
    assert world.cohort.growth.totals() == found


def test_totals_say_nothing_of_who_changes_or_goes(world):
    people = six(world)
    for place in people[:5]:
        grow(world, place, 2, 4)
    before = world.cohort.growth.totals()

    say(people[0], "end", 1)
    SelfAssessment.objects.filter(enrolment=people[1]).delete()
    people[2].delete()

    assert world.cohort.growth.totals() == before


def test_who_said_it_once_is_not_counted(world):
    for place in six(world)[:5]:
        say(place, "start", 2)
    assert SelfAssessment.objects.to_count(world.cohort) == []


@pytest.mark.django_db(transaction=True)
def test_the_fifth_is_counted_once_when_two_come_at_once(world, django_db_blocker):
    from django.db import connection  # noqa: PLC0415 - SQLite in memory has one connection

    if connection.vendor == "sqlite":
        pytest.skip("one connection")
    people = six(world)
    for place in people[:3]:
        grow(world, place, 2, 4)
    at(world, Stage.DINGEN)
    for place in people[3:5]:
        say(place, "start", 2)
    at(world, Stage.PITCH)
    late = [Enrolment.objects.get(pk=place.pk) for place in people[3:5]]

    all_at_once(*(lambda place=place: say(place, "end", 4) for place in late))

    assert {(one.people, one.start, one.end) for one in world.cohort.growth.totals()} == {(5, 2.0, 4.0)}


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("growth_of_five_people_or_more", {"people": 4, "start": 8, "end": 8}),
        ("growth_sums_are_possible", {"people": 5, "start": 4, "end": 8}),
        ("growth_sums_are_possible", {"people": 5, "start": 8, "end": 26}),
        ("growth_statement_is_known", {"people": 5, "start": 8, "end": 8, "statement": "hoping"}),
    ],
)
def test_the_database_refuses(world, rule, values):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        GrowthTotal.objects.create(cohort=world.cohort, **{"statement": "able"} | values)


def test_the_database_keeps_one_total_and_one_answer(world):
    values = {"cohort": world.cohort, "statement": "able", "people": 5, "start": 8, "end": 8}
    with pytest.raises(IntegrityError), transaction.atomic():
        [GrowthTotal.objects.create(**values) for _ in range(2)]
    asked, place = question(world), world.enrolments["participant"]
    with pytest.raises(IntegrityError), transaction.atomic():
        [place.check_answers.create(question=asked, choice=0) for _ in range(2)]


# --- Pages ----------------------------------------------------------------------------
def test_the_pages_ask_keep_and_draw(as_, world):
    client = as_("participant")
    path = address(world, "cohorts:measure", moment="start")
    assert "Hoe begin je?" in read(desk(client, world))
    refused = client.post(path, {"able": "4", "helping": "9"})
    assert refused.status_code == 422
    assert 'value="4" class="' in refused.content.decode() or "checked" in refused.content.decode()

    client.post(path, dict.fromkeys(Statement.values, "2"))
    finish(world)
    client.post(address(world, "cohorts:measure", moment="end"), dict.fromkeys(Statement.values, "4"))

    response = client.get(address(world, "cohorts:growth"))
    assert response.content.decode().count('class="growth-line"') == 5
    assert "Begin 2, nu 4" in read(response)
    assert "Alleen jij ziet" not in read(desk(client, world))


def test_what_was_typed_late_is_still_there_with_the_reason(as_, world):
    client = as_("participant")
    finish(world)
    response = client.post(
        address(world, "cohorts:measure", moment="start"), dict.fromkeys(Statement.values, "2")
    )
    assert "Het begin is voorbij" in read(response)
    assert response.content.decode().count("checked") == 5


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_of_my_growth_queries(as_, world, django_assert_num_queries, people):
    theme = Theme.objects.create(slug="beeld", title="Beeld")
    for number in range(people):
        ding = make_ding(f"ding-{number}", theme)
        world.cohort.plan.create(ding=ding, number=10 + number, weight="can")
        world.enrolments["participant"].progress.create(ding=ding, finished_at="2999-01-01T00:00Z")
    client = as_("participant")
    with django_assert_num_queries(10):
        client.get(address(world, "cohorts:growth"))


def test_a_theme_is_round_with_all_its_dingen_of_the_plan(as_, world):
    place = world.enrolments["participant"]
    assert [(one.done, one.dingen, one.is_round) for one in badges(place)] == [(0, 2, False)]
    finish(world)
    finish(world, ding=1)
    assert [one.is_round for one in badges(place)] == [True]
    assert "Start en terugblik 2 Dingen" in read(as_("participant").get(address(world, "cohorts:growth")))


# --- The questions of a lesson ----------------------------------------------------------
def answer(client, world, asked, choice):
    path = address(world, "cohorts:check_answer", slug="eerste-ding", question_id=asked.pk)
    return client.post(path, {} if choice is None else {"choice": choice})


def test_an_answer_is_kept_for_me_alone(as_, world):
    asked, client = question(world), as_("participant")

    assert answer(client, world, asked, "1").url.endswith("#vraag-1")

    page = read(client.get(lesson(world)))
    assert "Niet dit antwoord. Dat gaat mis." in page or "Dat gaat mis." in page
    assert "Zo hoor je het." not in page
    for name in ("helper", "trainer"):
        page = as_(name).get(lesson(world)).content.decode()
        assert 'aria-pressed="true">Raden' not in page
    assert world.enrolments["participant"].active_at is None
    client = as_("participant")
    answer(client, world, asked, None)
    assert not CheckAnswer.objects.exists()


@pytest.mark.parametrize(("choice", "status"), [("x", 400), ("-1", 400), ("9" * 30, 400), ("7", 302)])
def test_rubbish_is_no_answer(as_, world, choice, status):
    asked = question(world)
    assert answer(as_("participant"), world, asked, choice).status_code == status
    assert not CheckAnswer.objects.exists()


def test_a_question_of_another_lesson_is_not_found(as_, world):
    asked = world.dingen[1].revision.questions.create(position=1, question="?", answers=[{"text": "a"}])
    assert answer(as_("participant"), world, asked, "0").status_code == 404


def test_it_is_all_in_my_file_and_goes_with_me(as_, world):
    asked, place = question(world), world.enrolments["participant"]
    actions.answer_check(enrolment=place, question=asked, choice=1, by=place)
    say(place, "start", 2)
    finish(world)
    finish(world, ding=1)
    team = as_("participant").get("/mijn/gegevens/").json()["teams"][0]
    assert team["questions_answered"] == [
        {"ding": "Eerste ding", "question": "Wat doe je eerst?", "answer": "Raden"}
    ]
    assert team["themes_that_are_round"] == ["Start en terugblik"]
    assert len(team["self_assessments"]) == 5

    as_("participant").post("/mijn/wissen/", {"nonce": "w" * 20})

    assert not CheckAnswer.objects.exists()
    assert not SelfAssessment.objects.exists()
