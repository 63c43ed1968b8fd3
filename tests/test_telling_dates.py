"""Who hears what when dates of a running team move."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from cohorts import actions
from cohorts.actions.meetings import Planned
from cohorts.telling_dates import dates_of, tell_dates_moved
from notifications.mail import compose, compose_digest
from notifications.models import Digest, Mailing, Notification
from tests.desk import finish

RHYTHM = {"rhythm": "all", "pace": 1, "block_weeks": 2, "breather_on": None, "breather_weeks": 1}


@pytest.fixture(autouse=True)
def _at_the_start(time_machine):
    time_machine.move_to(at(2026, 11, 10, 9))


@pytest.fixture
def dated(world):
    """Both Dingen have a day; the team lasts until the end of 2027."""
    world.cohort.plan.filter(number=1).update(opens_on="2026-11-16", due_on="2026-11-20", dates_by_hand=True)
    world.cohort.plan.filter(number=2).update(opens_on="2026-11-23", dates_by_hand=True)
    return world


def by_hand(world, *days):
    """The trainer gives the Dingen of the plan these days: opens and ready."""
    parsed = [tuple(day and datetime.fromisoformat(day).date() for day in pair) for pair in days]
    items = world.cohort.plan.order_by("number")
    dates = {item.ding_id: pair for item, pair in zip(items, parsed, strict=True)}
    actions.set_rhythm(cohort=world.cohort, values=RHYTHM, by_hand=dates, by=world.enrolments["trainer"])


def at(*when):
    """A moment on the clock of the library."""
    return datetime(*when, tzinfo=timezone.get_default_timezone())


def meet(world, *meetings, closing_at):
    """The trainer makes exactly these the meetings: a key and the hour."""
    planned = [
        Planned(pk, "gathering", "Halverwege", "Zaal", hour, hour + timedelta(hours=1))
        for pk, hour in meetings
    ]
    actions.set_meetings(
        cohort=world.cohort, meetings=planned, closing_at=closing_at, closing_place="Theater",
        by=world.enrolments["trainer"],
    )  # fmt: skip


def told(world, who="participant"):
    return [one.details for one in Notification.objects.filter(kind="plan_changed", recipient=world[who])]


UNMOVED, LATER = ("2026-11-16", "2026-11-20"), ("2026-11-18", "2026-11-27")
SECOND, SECOND_LATER = ("2026-11-23", None), ("2026-11-30", None)
LINES = [
    "1. Eerste ding: gaat open op 18 november (was 16 november), klaar op 27 november (was 20 november)",
    "2. Tweede ding: gaat open op 30 november (was 23 november)",
]


def test_participants_hear_once_which_dingen_moved(dated):
    by_hand(dated, LATER, SECOND_LATER)
    assert [told(dated, who) for who in ("participant", "helper", "other")] == [[LINES]] * 3
    assert (told(dated, "trainer"), told(dated, "mt")) == ([], [])


def test_who_finished_a_ding_hears_nothing_about_it(dated):
    finish(dated)
    by_hand(dated, LATER, SECOND_LATER)
    assert told(dated) == [LINES[1:]]


def test_the_same_dates_again_are_no_news(dated):
    by_hand(dated, UNMOVED, SECOND)
    assert not Notification.objects.exists()


def test_moves_that_follow_soon_are_one_message_and_taken_back_none(dated):
    by_hand(dated, LATER, SECOND)
    by_hand(dated, LATER, SECOND_LATER)
    assert told(dated) == [LINES]
    by_hand(dated, UNMOVED, SECOND)
    assert told(dated) == []


@pytest.mark.parametrize("seen", [{"read_at": "2026-11-10T10:00Z"}, {"mailing": Mailing.NONE}])
def test_what_was_read_or_mailed_stays_and_the_next_move_is_news(dated, seen):
    by_hand(dated, LATER, SECOND)
    Notification.objects.update(**seen)
    by_hand(dated, LATER, SECOND_LATER)
    assert sorted(told(dated)) == [LINES[:1], LINES[1:]]


def test_what_is_over_is_nobodys_business(dated):
    dated.cohort.plan.filter(number=1).update(opens_on="2026-11-03", due_on=None)
    by_hand(dated, ("2026-11-05", None), SECOND)
    assert told(dated) == []


def test_everybody_but_who_did_it_hears_of_meetings(world):
    world.cohort.closing_at = None
    world.cohort.save()
    first = world.cohort.meetings.create(
        kind="gathering", title="Halverwege", place="Zaal",
        starts_at="2026-12-01T09:00Z", ends_at="2026-12-01T10:00Z",
    )  # fmt: skip
    meet(world, (first.pk, at(2026, 12, 2, 14, 30)), (0, at(2027, 1, 12, 9)), closing_at=None)
    expected = [
        [
            "Halverwege: woensdag 2 december, 14:30, Zaal (was dinsdag 1 december, 10:00)",
            "Halverwege: dinsdag 12 januari, 09:00, Zaal (nieuw)",
        ]
    ]
    assert [told(world, who) for who in ("participant", "mt")] == [expected, expected]
    assert told(world, "trainer") == []
    Notification.objects.all().delete()
    meet(world, (first.pk, at(2026, 12, 2, 14, 30)), closing_at=at(2027, 3, 1, 15))
    assert told(world, "mt") == [
        [
            "Halverwege: dinsdag 12 januari, 09:00 gaat niet door",
            "Slotbijeenkomst: maandag 1 maart, 15:00, Theater (nieuw)",
        ]
    ]


def test_nobody_hears_of_a_team_that_is_being_made(dated):
    dated.cohort.state, dated.cohort.stage = "draft", 1
    dated.cohort.save()
    by_hand(dated, LATER, SECOND_LATER)
    assert not Notification.objects.exists()


def test_a_long_list_says_how_many_more_there_are(world):
    world.cohort.closing_at = None
    world.cohort.save()
    meet(world, *((0, at(2027, 1, 4, 9) + timedelta(days=n)) for n in range(15)), closing_at=None)
    [lines] = told(world)
    assert (len(lines), lines[-1]) == (13, "En nog 3 data. Je ziet ze allemaal in het plan.")


def test_the_list_is_in_the_inbox_the_mail_and_the_overview(dated, as_):
    by_hand(dated, LATER, SECOND_LATER)
    message = Notification.objects.get(recipient=dated["participant"])
    assert message.text == "Data van Lindenhof zijn verschoven"
    digest = Digest.objects.create(recipient=dated["participant"], day=at(2026, 11, 10).date())
    inbox = as_("participant").get("/mijn/berichten/").text
    for mail in (compose(message), compose_digest(digest, [message])):
        for text in (mail.body, mail.alternatives[0].content):
            assert LINES[0] in text
    assert LINES[1] in inbox


@pytest.mark.parametrize("count", [1, 3])
def test_telling_costs_the_same_for_any_number(dated, django_assert_num_queries, count):
    for name in ("helper", "other")[: 3 - count]:
        dated.enrolments[name].delete()
    old = dates_of(dated.cohort)
    dated.cohort.plan.update(opens_on="2026-12-01", due_on=None)
    with django_assert_num_queries(9):
        tell_dates_moved(dated.cohort, old, dated.enrolments["trainer"])
    assert Notification.objects.count() == count
