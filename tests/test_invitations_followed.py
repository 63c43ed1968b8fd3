"""What becomes of an invitation: seen by the trainer, reminded by itself, passed on, corrected."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Invitation, User
from cohorts import actions
from cohorts.models import CohortInvitation, Role
from cohorts.models.invitations import LetterStatus
from cohorts.reminders import remind_due
from lib.refusal import Refused
from notifications import upkeep
from notifications.models import Notification
from tests.at_once import TOGETHER, all_at_once
from tests.english import in_english  # noqa: F401 - a fixture
from tests.teams import close, draft, invite, letter

# Monday 2 November 2026, ten in the morning in Amsterdam; that month has no public holidays.
MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
PEOPLE_PAGE = "/teams/lindenhof/leden/"


def at(moment):
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def bram(world):
    """A letter that was mailed on Monday."""
    with at(MONDAY):
        return letter(world)


def reload(place) -> CohortInvitation:
    return CohortInvitation.objects.with_people().get(pk=place.pk)


def reminded(moment):
    with at(moment):
        return remind_due()


def test_two_reminders_go_out_on_working_days_and_no_third(bram):
    friday, thursday = MONDAY + timedelta(days=4), MONDAY + timedelta(days=10)
    assert reminded(friday - timedelta(days=1)) == 0
    assert [reminded(friday), reminded(friday), reminded(friday + timedelta(days=5))] == [1, 0, 0]
    assert reminded(thursday) == 1
    assert reminded(thursday + timedelta(days=12)) == 0
    subjects = [row.text for row in Notification.objects.order_by("pk")]
    assert [text.startswith("Reminder") for text in subjects] == [False, True, True]


@pytest.mark.parametrize("hour", [-3, 8])
def test_no_reminder_outside_office_hours(bram, hour):
    friday = MONDAY + timedelta(days=4)
    assert reminded(friday + timedelta(hours=hour)) == 0
    assert reminded(friday + timedelta(days=1)) == 0  # Saturday
    assert reminded(friday + timedelta(days=3)) == 1


def test_closed_days_of_the_library_do_not_count(world, bram):
    friday = MONDAY + timedelta(days=4)
    world.ours.closed_days.create(day=friday.date())
    assert reminded(friday) == 0
    assert reminded(friday + timedelta(days=3)) == 1


@pytest.mark.parametrize("what", ["accepted", "withdrawn", "bounced", "expired", "closed", "manual"])
def test_who_answered_or_cannot_be_reached_is_not_reminded(world, bram, what):
    user, letter_ = bram.invitation.user, Invitation.objects.filter(pk=bram.invitation_id)
    with at(MONDAY + timedelta(days=1)):
        if what == "accepted":
            actions.accept(invitation=bram.invitation, by=user)
        elif what == "withdrawn":
            actions.withdraw(place=bram, by=world.enrolments["trainer"])
        elif what == "bounced":
            user.mark_bounced("550 no such user")
        elif what == "expired":
            letter_.update(created_at=MONDAY - timedelta(days=1), expires_at=MONDAY + timedelta(days=2))
        elif what == "closed":
            close(world)
        else:
            actions.resend(place=bram, by=world.enrolments["trainer"])
    assert reminded(MONDAY + timedelta(days=4)) == 0


@pytest.mark.parametrize("what", ["accepted", "withdrawn", "bounced", "renewed", ""])
def test_a_reminder_that_is_not_wanted_any_more_is_not_mailed(world, bram, mailoutbox, what):
    """Between the reminder and the mail somebody answers: it is checked when it is sent."""
    Notification.objects.all().delete()
    with at(MONDAY + timedelta(days=4)):
        assert remind_due() == 1
        place = reload(bram)
        if what == "accepted":
            actions.accept(invitation=place.invitation, by=place.invitation.user)
        elif what == "withdrawn":
            actions.withdraw(place=place, by=world.enrolments["trainer"])
        elif what == "bounced":
            place.invitation.user.mark_bounced("550 no such user")
        elif what == "renewed":
            actions.fresh_link(place=place, by=world.enrolments["trainer"])
        upkeep.deliver_due()
        upkeep.deliver_due()
    assert len(mailoutbox) == (0 if what else 1)


def test_a_reminder_and_its_letter_are_written_together(bram, monkeypatch):
    def dies(*args, **kwargs):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("cohorts.actions.people.send_all", dies)
        with pytest.raises(RuntimeError):
            reminded(MONDAY + timedelta(days=4))
    assert reload(bram).invitation.reminders == 0
    assert reminded(MONDAY + timedelta(days=4)) == 1


def test_a_letter_of_a_draft_is_not_reminded(world):
    cohort, trainer = draft(world)
    letter(world, cohort=cohort, by=trainer)
    assert reminded(MONDAY + timedelta(days=60)) == 0


def test_the_trainer_sees_what_happened_and_when(world, bram, as_):
    user = bram.invitation.user
    with at(MONDAY + timedelta(days=1)):
        page = as_("trainer").get(PEOPLE_PAGE).text
        assert "herinnering op 6 november" in page
        assert "geldig tot en met 2 december" in page
        bram.invitation.mark_opened()
        user.mark_bounced("550 no such user")
        assert reload(bram).status == LetterStatus.BOUNCED
        row = as_("trainer").get(PEOPLE_PAGE).context["roster"].letters[0]
        assert [word for word, _at in row.trail] == ["mailed", "came back", "link opened"]
        assert row.reminds_on is None
        User.objects.mail_arrived(user.email)
        assert reload(bram).status == LetterStatus.OPENED


def test_a_link_is_made_on_request_and_shown_once(world, bram, as_, client):
    with at(MONDAY + timedelta(days=1)):
        page = as_("trainer").post(f"{PEOPLE_PAGE}uitnodiging/{bram.pk}/link/")
        path = re.search(r"http://testserver(/uitnodiging/[\w-]+/)", page.text)[1]
        assert "no-store" in page["Cache-Control"]
        assert path not in as_("trainer").get(PEOPLE_PAGE).text
        assert as_(None).get(path).status_code == 200
        again = as_("trainer").post(f"{PEOPLE_PAGE}uitnodiging/{bram.pk}/link/")
        assert path not in again.text
        assert as_(None).get(path).status_code == 404
    assert reload(bram).invitation.reminders == 0


def test_no_link_of_a_draft_or_of_who_is_in(world, bram):
    cohort, trainer = draft(world)
    waiting = letter(world, "chantal@example.org", cohort=cohort, by=trainer)
    with pytest.raises(Refused, match="when you start"):
        actions.fresh_link(place=waiting, by=trainer)
    with pytest.raises(Refused, match="Only the trainer"):
        actions.fresh_link(place=bram, by=world.enrolments["participant"])
    with at(MONDAY):
        actions.accept(invitation=bram.invitation, by=bram.invitation.user)
    with pytest.raises(Refused, match="already used"):
        actions.fresh_link(place=bram, by=world.enrolments["trainer"])


def test_a_wrong_address_is_corrected_and_forgotten(world, bram, as_):
    page = f"{PEOPLE_PAGE}uitnodiging/{bram.pk}/adres/"
    browser = as_("trainer")
    assert browser.post(page, {"email": "brm@"}).status_code == 422
    taken = browser.post(page, {"email": "Anna@example.org"})
    assert (taken.status_code, "al in het team zit" in taken.text) == (422, True)
    assert browser.post(page, {"email": "Bram@Elders.example.org"}).status_code == 302
    [new] = world.cohort.invitations.open()
    assert (new.invitation.user.email, new.invitation.user.name) == (
        "bram@elders.example.org",
        "Bram de Boer",
    )
    assert not User.objects.filter(email="bram@example.org").exists()


def test_somebody_known_stays_when_their_address_was_wrong_here(world):
    place = letter(world, "olaf@example.org")
    actions.correct_address(place=place, email="olaf@elders.example.org", by=world.enrolments["trainer"])
    assert User.objects.filter(email="olaf@example.org").exists()
    assert reload(place).status == LetterStatus.WITHDRAWN
    with pytest.raises(Refused, match="withdrawn"):
        actions.correct_address(place=place, email="x@example.org", by=world.enrolments["trainer"])


def test_an_address_that_somebody_changes_takes_everything_along(world, bram):
    user = bram.invitation.user
    user.email = "bram@nieuw.example.org"
    user.save()
    assert invite(world, [("Bram", "bram@nieuw.example.org")]) == 0
    with at(MONDAY):
        there = actions.accept(invitation=bram.invitation, by=user)
    assert there.user == user


def test_who_left_and_is_invited_again_finds_their_ticks(world):
    anna, trainer, ding = world.enrolments["participant"], world.enrolments["trainer"], world.dingen[0]
    actions.tick(enrolment=anna, ding=ding, step_key="stap-1", done=True, by=anna)
    actions.remove_member(enrolment=anna, by=trainer)
    place = letter(world, "anna@example.org")
    back = actions.accept(invitation=place.invitation, by=world["participant"])
    assert (back.pk, back.left_at) == (anna.pk, None)
    assert back.progress.get().steps_done.count() == 1


def test_one_person_in_two_teams_has_the_role_of_each(world, as_):
    world.elsewhere.enrolments.create(user=world["participant"], role=Role.MT)
    browser = as_("participant")
    assert browser.get("/teams/lindenhof/groepen/").status_code == 200
    assert browser.get("/teams/zandpoort/groepen/").status_code == 403
    desk = browser.get("/teams/zandpoort/mt/").text
    assert "Ander team" in desk


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(world, as_, django_assert_num_queries, number):
    invite(world, [(f"Gast {n}", f"gast{n}@example.org") for n in range(number)])
    browser = as_("trainer")
    with django_assert_num_queries(8):
        browser.get(PEOPLE_PAGE)


class TestAtOnce:
    pytestmark = TOGETHER

    def test_two_ticks_remind_once(self, world):
        place = letter(world)
        Invitation.objects.filter(pk=place.invitation_id).update(sent_at=timezone.now() - timedelta(days=9))
        seen = [reload(place) for _tick in range(3)]
        deeds = [lambda one=one: actions.remind(place=one, by=one.invitation.invited_by) for one in seen]
        results = all_at_once(*deeds)
        assert sorted(results) == [False, False, True]
