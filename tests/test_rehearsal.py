"""The last step of the set-up: everything that will happen, told beforehand; and the start itself."""

import re
from datetime import date, timedelta

import pytest

from cohorts import actions
from cohorts.models import Role
from cohorts.rehearsal import rehearse
from lib.refusal import Refused
from notifications.models import Notification
from tests.english import in_english  # noqa: F401 - a fixture
from tests.teams import PEOPLE, draft, invite

FIRST, LAST = date(2027, 3, 22), date(2027, 4, 30)


@pytest.fixture
def cohort(world):
    cohort, trainer = draft(world, starts_on=FIRST, ends_on=LAST)
    invite(world, cohort=cohort, by=trainer)
    invite(world, [("Marit Smit", "marit@example.org")], cohort=cohort, by=trainer, role="mt")
    world["admin"].memberships.create(organisation=world.ours, capacity="trainer")
    actions.add_trainers(cohort=cohort, people=[world["admin"]], by=trainer)
    values = {"rhythm": "weekly", "pace": 1, "block_weeks": 2, "breather_on": None, "breather_weeks": 1}
    actions.set_rhythm(cohort=cohort, values=values, by_hand={}, by=trainer)
    cohort.meetings.create(
        kind="kick_off",
        title="Kick-off",
        place="De leeszaal",
        starts_at="2027-03-27T08:30Z",
        ends_at="2027-03-27T10:00Z",
    )
    cohort.closing_at = "2027-04-27T13:00Z"
    cohort.save()
    cohort.refresh_from_db()
    return cohort


def trainer_of(world, cohort):
    return cohort.enrolments.get(user=world["trainer"])


def test_nothing_goes_out_before_the_start_and_then_exactly_what_was_rehearsed(
    world, cohort, mailoutbox, django_capture_on_commit_callbacks
):
    by = trainer_of(world, cohort)
    with django_capture_on_commit_callbacks(execute=True):
        told = rehearse(cohort, by=by)
    assert (mailoutbox, Notification.objects.count()) == ([], 0)
    expected = sorted((person.email, mail.subject) for mail in told.mails for person in mail.people)

    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            actions.start(cohort=cohort, by=by)

    assert sorted((mail.to[0], mail.subject) for mail in mailoutbox) == expected
    assert len(expected) == 5
    as_told = re.sub(r"/uitnodiging/\S+", "", told.mails[0].text)
    bram = next(mail for mail in mailoutbox if mail.to == [told.mails[0].people[0].email])
    assert re.sub(r"/uitnodiging/\S+", "", bram.body) == as_told


def test_every_date_is_told_with_what_is_odd_about_it(world, cohort):
    told = rehearse(cohort, by=trainer_of(world, cohort))
    assert [(str(moment.day), moment.what, moment.note) for moment in told.moments] == [
        ("2027-03-22", "The first day", ""),
        ("2027-03-22", "This Ding opens: 1. Eerste ding", ""),
        ("2027-03-27", "Kick-off, 09:30, De leeszaal", "This is in a weekend."),
        ("2027-03-30", "This Ding opens: 2. Tweede ding", ""),
        ("2027-04-05", "This Ding opens: 3. Derde ding", ""),
        ("2027-04-27", "Closing meeting, 15:00", "This is a public holiday: Koningsdag."),
        ("2027-04-30", "The last day", ""),
    ]
    assert [str(day)[5:] for day in told.mondays] == ["03-22", "03-30", "04-05", "04-12", "04-19", "04-26"]


def test_a_closed_day_is_told(world, cohort):
    world.ours.closed_days.create(day=date(2027, 4, 5))
    told = rehearse(cohort, by=trainer_of(world, cohort))
    assert [moment.note for moment in told.moments if moment.note][1] == "The library is closed on this day."


def test_the_page_shows_it_all_and_sends_nothing(world, cohort, as_, mailoutbox):
    page = as_("trainer").get(cohort.start_url).text
    for words in ("Bram de Boer", "marit@example.org", "Koningsdag", "hoogstens, de eerste op 22 maart"):
        assert words in page
    assert (mailoutbox, Notification.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda team: team.plan.all().delete(), "Choose at least one must-do first."),
        (lambda team: team.invitations.all().delete(), "Add the people of your team first."),
        (
            lambda team: team.plan.update(opens_on=LAST + timedelta(days=1), due_on=None),
            "does not fit between",
        ),
        (
            lambda team: team.meetings.update(kind="gathering", starts_at="2027-03-01T09:00Z"),
            "Kick-off: This is before",
        ),
        (
            lambda team: type(team).objects.update(closing_at="2027-05-03T09:00Z"),
            "Closing meeting: This is after",
        ),
    ],
)
def test_a_team_that_is_not_right_does_not_start(world, cohort, change, said):
    change(cohort)
    cohort.refresh_from_db()
    with pytest.raises(Refused, match=said):
        actions.start(cohort=cohort, by=trainer_of(world, cohort))


@pytest.mark.parametrize("people", [0, 27])
def test_the_rehearsal_asks_the_same_for_any_number_of_people(
    world, cohort, as_, django_assert_num_queries, people
):
    more = [(f"Nummer {n}", f"n{n}@example.org") for n in range(people)]
    invite(world, more, cohort=cohort, by=trainer_of(world, cohort))
    browser = as_("trainer")
    with django_assert_num_queries(12):
        browser.get(cohort.start_url)


def test_three_hundred_people_are_no_problem(world, cohort, as_):
    more = [(f"Nummer {n}", f"n{n}@example.org") for n in range(300)]
    invite(world, more, cohort=cohort, by=trainer_of(world, cohort))
    actions.start(cohort=cohort, by=trainer_of(world, cohort))
    assert Notification.objects.filter(kind="invitation").count() == 300 + len(PEOPLE) + 1
    assert cohort.enrolments.filter(role=Role.TRAINER).count() == 2
