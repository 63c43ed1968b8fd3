"""Who hears what when the plan of a running team changes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts import actions
from notifications.models import Mailing, Notification


def change(world, *weights):
    items = [(ding, weight) for ding, weight in zip(world.dingen, weights, strict=True) if weight != "free"]
    actions.set_plan(cohort=world.cohort, items=items, by=world.enrolments["trainer"])


def told(world, who="participant"):
    rows = Notification.objects.filter(kind="plan_changed", recipient=world[who])
    return [(one.context["musts"], one.context["cans"], one.context["free"]) for one in rows]


def test_each_participant_hears_once_in_words(world):
    change(world, "can", "free", "must")
    expected = [(["Derde ding"], ["Eerste ding"], ["Tweede ding"])]
    assert [told(world, who) for who in ("participant", "helper", "other")] == [expected] * 3
    assert (told(world, "trainer"), told(world, "mt")) == ([], [])


def test_who_finished_a_ding_hears_nothing_about_it(world):
    for ding in world.dingen[:2]:
        world.enrolments["helper"].progress.create(ding=ding, finished_at=timezone.now() + timedelta(hours=1))
    change(world, "can", "free", "must")
    assert told(world, "helper") == [(["Derde ding"], [], [])]
    change(world, "must", "can", "must")
    assert told(world, "helper") == [(["Derde ding"], [], [])]


def test_changes_that_follow_soon_are_one_message(world):
    change(world, "can", "can", "free")
    change(world, "can", "must", "free")
    change(world, "can", "must", "can")
    assert told(world) == [(["Tweede ding"], ["Eerste ding", "Derde ding"], [])]


def test_a_change_that_is_taken_back_takes_its_message_back(world):
    change(world, "can", "can", "free")
    change(world, "must", "can", "free")
    assert told(world) == []


@pytest.mark.parametrize("seen", [{"read_at": timezone.now()}, {"mailing": Mailing.NONE}])
def test_what_was_read_or_mailed_stays_and_the_next_change_is_news(world, seen):
    change(world, "can", "can", "free")
    Notification.objects.filter(kind="plan_changed").update(**seen)
    change(world, "must", "can", "free")
    assert sorted(told(world)) == [([], ["Eerste ding"], []), (["Eerste ding"], [], [])]


def test_the_message_is_a_mail_in_words(world):
    change(world, "can", "free", "must")
    assert "Lindenhof" in Notification.objects.first().text
