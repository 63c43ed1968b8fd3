"""Who is called to a question, and when: `manage.py tick` calls wider circles on the library's calendar."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from forum import desk
from forum.actions import claim, open_topic, solve
from forum.models import Call, Topic
from forum.upkeep import call_wider
from notifications.models import Kind, Notification
from tests.conftest import World
from tests.forum import make_reply, make_topic
from tests.teams import close as close_team, join

ZONE = ZoneInfo("Europe/Amsterdam")


def at(day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment in November 2026: the 2nd is a Monday, the 6th a Friday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.fixture
def clock(monkeypatch):
    """`clock(moment)` makes it that moment for the job."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def question(world: World, asked=None, by="participant", **fields) -> Topic:
    topic = make_topic(world, by=by, kind="question", **fields)
    Topic.objects.filter(pk=topic.pk).update(created_at=asked or at(2))
    return Topic.objects.get(pk=topic.pk)


def told(topic: Topic) -> list[str]:
    """The first names of who were told of a question, in the order of telling."""
    rows = Notification.objects.filter(kind=Kind.QUESTION, path=topic.get_absolute_url()).order_by("pk")
    return [row.recipient.first_name for row in rows.select_related("recipient")]


def called(topic: Topic) -> str:
    return Topic.objects.get(pk=topic.pk).called


# --- When ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("start", "end"),
    [
        (at(2, 10), at(2, 14)),
        (at(2, 7), at(2, 13)),
        (at(2, 16), at(3, 12)),
        (at(2, 19), at(3, 13)),
        (at(6, 16), at(9, 12)),
        (at(7, 11), at(9, 13)),
    ],
    ids=[
        "in the day",
        "before opening",
        "over the evening",
        "in the evening",
        "over a weekend",
        "on Saturday",
    ],
)
def test_half_a_working_day_is_four_opening_hours(start, end):
    assert desk.half_a_workday_later(start) == end


def test_half_a_working_day_skips_a_closed_day():
    assert desk.half_a_workday_later(at(2, 16), {date(2026, 11, 3)}) == at(4, 12)


@pytest.mark.parametrize(
    ("start", "now", "words"),
    [
        (at(4, 9, 5), at(4, 16), "sinds 09:05"),
        (at(3), at(4), "sinds gisteren"),
        (at(6), at(9), "sinds vrijdag"),
        (at(2), at(4), "al 2 werkdagen"),
        (at(6), at(11), "al 3 werkdagen"),
    ],
)
def test_a_wait_is_said_in_words(start, now, words):
    assert desk.in_words(start, now) == words


# --- Circles ---------------------------------------------------------------------------------
def test_the_helper_of_the_group_is_called_first(world):
    topic = question(world)

    assert (told(topic), called(topic)) == (["Hugo"], Call.OWN)


def test_without_an_own_helper_all_helpers_are_called_at_once(world):
    topic = question(world, by="helper")

    assert (told(topic), called(topic)) == (["Piet"], Call.HELPERS)


def test_a_question_for_the_trainer_calls_the_trainer_at_once(world):
    topic = question(world, audience="trainer")

    assert (told(topic), called(topic)) == (["Tineke"], Call.TRAINER)


def test_the_circles_grow_until_somebody_hears_it(world, clock):
    topic = question(world)
    steps = []
    for moment in (at(2, 13, 59), at(2, 14), at(3, 9, 59), at(3, 10), at(9)):
        clock(moment)
        steps.append((call_wider(), call_wider(), called(topic), told(topic)))

    assert steps == [
        (0, 0, Call.OWN, ["Hugo"]),
        (1, 0, Call.HELPERS, ["Hugo", "Piet"]),
        (0, 0, Call.HELPERS, ["Hugo", "Piet"]),
        (1, 0, Call.TRAINER, ["Hugo", "Piet", "Tineke"]),
        (0, 0, Call.TRAINER, ["Hugo", "Piet", "Tineke"]),
    ]


def test_a_worker_that_slept_calls_everybody_who_is_due(world, clock):
    topic = question(world)
    clock(at(9))

    assert call_wider() == 1
    assert (told(topic), called(topic)) == (["Hugo", "Piet", "Tineke"], Call.TRAINER)


def test_the_closed_days_of_the_library_do_not_count(world, clock):
    world.ours.closed_days.create(day=date(2026, 11, 3))
    topic = question(world)
    clock(at(3, 12))
    call_wider()

    assert called(topic) == Call.HELPERS

    clock(at(4, 10))
    call_wider()

    assert called(topic) == Call.TRAINER


def test_a_question_for_a_group_calls_no_helper_of_another(world, clock):
    topic = question(world, audience="group", group=world.groups[0])
    clock(at(9))
    call_wider()

    assert told(topic) == ["Hugo", "Tineke"]


def test_who_left_the_team_is_not_called(world, clock):
    topic = question(world)
    world.enrolments["other"].left_at = timezone.now()
    world.enrolments["other"].save()
    clock(at(9))
    call_wider()

    assert told(topic) == ["Hugo", "Tineke"]


@pytest.mark.parametrize("how", ["reply", "claim", "solve", "close", "hide", "team", "talk"])
def test_nobody_is_called_wider_when_there_is_no_need(world, clock, how):
    topic = question(world)
    helper = world.enrolments["helper"]
    clock(at(2, 11))
    if how in {"reply", "solve"}:
        post = make_reply(world, topic)
    if how == "solve":
        solve(topic=topic, post=post, by=world.enrolments["participant"])
    if how == "claim":
        claim(topic=topic, by=helper)
    if how == "close":
        Topic.objects.update(closed_at=at(2))
    if how == "hide":
        Topic.objects.update(hidden_at=at(2))
    if how == "team":
        close_team(world)
    if how == "talk":
        Topic.objects.update(kind="talk")
    clock(at(3, 10, 30))

    assert call_wider() == 0
    assert "Tineke" not in told(topic)


def test_the_asker_who_adds_something_still_waits(world, clock):
    topic = question(world)
    make_reply(world, topic, by="participant", source="Niemand?")
    clock(at(2, 15))

    assert call_wider() == 1


def test_a_reply_that_was_hidden_is_no_reply(world, clock):
    post = make_reply(world, topic := question(world))
    post.hidden_at, post.hidden_by = at(2), post.author
    post.save()
    clock(at(2, 15))

    assert call_wider() == 1
    assert called(topic) == Call.HELPERS


# --- A claim that goes quiet -------------------------------------------------------------------
def test_a_claim_that_goes_quiet_is_let_go_and_the_others_are_called(world, clock):
    topic = question(world)
    clock(at(2, 11))
    claim(topic=topic, by=world.enrolments["helper"])
    clock(at(3, 10, 59))

    assert call_wider() == 0

    clock(at(3, 11))

    assert (call_wider(), call_wider()) == (1, 0)
    topic.refresh_from_db()
    assert (topic.claimed_by, topic.claimed_at, topic.called) == (None, None, Call.TRAINER)
    assert told(topic) == ["Hugo", "Hugo", "Piet", "Tineke"]
    news = Notification.objects.filter(kind=Kind.QUESTION).order_by("pk")
    assert [row.context.get("quiet", "") for row in news] == ["", *["Hugo Bakker"] * 3]


def test_a_helper_who_wrote_keeps_the_question(world, clock):
    topic = question(world)
    clock(at(2, 11))
    claim(topic=topic, by=world.enrolments["helper"])
    make_reply(world, topic)
    clock(at(9))

    assert call_wider() == 0
    topic.refresh_from_db()
    assert topic.claimed_by == world.enrolments["helper"]


def test_pressing_claim_again_does_not_start_the_day_anew(world, clock):
    topic = question(world)
    for moment in (at(2, 11), at(3, 9)):
        clock(moment)
        claim(topic=topic, by=world.enrolments["helper"])
    topic.refresh_from_db()

    assert topic.claimed_at == at(2, 11)


def test_a_library_that_never_opens_calls_nobody(world, clock, monkeypatch):
    question(world)
    monkeypatch.setattr("lib.workdays.is_workday", lambda day, closed=(): False)
    monkeypatch.setattr("forum.desk.is_workday", lambda day, closed=(): False)
    clock(at(9))

    assert call_wider() == 0


def test_the_tick_asks_the_same_number_of_questions_when_nothing_is_due(
    world, clock, django_assert_num_queries
):
    clock(at(2, 11))
    for number in range(3):
        question(world, title=f"Vraag {number}")
        if number != 1:
            with django_assert_num_queries(2):  # the questions, the closed days of the library
                call_wider()


def test_every_mail_of_a_question_has_its_words(world, clock, mailoutbox, django_capture_on_commit_callbacks):
    topic = question(world)
    clock(at(2, 11))
    claim(topic=topic, by=world.enrolments["helper"])
    clock(at(9))
    with django_capture_on_commit_callbacks(execute=True):
        call_wider()

    words = {mail.to[0].split("@")[0]: mail.body for mail in mailoutbox}
    assert "Daarom is de vraag weer vrij" in " ".join(words["hugo"].split())
    assert "Hugo Bakker zou meekijken" in words["piet"]
    assert "Hugo Bakker zou meekijken" in words["tineke"]


def test_somebody_who_joins_later_is_not_called_for_what_went_by(world, clock):
    topic = question(world)
    clock(at(9))
    call_wider()
    join(world, "Late Lies", "lies@example.org", role="trainer")

    assert call_wider() == 0
    assert "Late" not in told(topic)


def test_opening_a_question_says_who_was_called(world):
    world.groups[0].seats.filter(helper=True).update(helper=False)
    topic = open_topic(by=world.enrolments["participant"], title="Hoe?", source="Zo?", kind="question")

    assert topic.called == Call.HELPERS
