"""The pages of plans and dossiers ask the database as much for three rows as for one."""

import pytest
from django.utils import timezone

from pitches.actions import plan
from pitches.models import Pitch, Section
from tests.pitching import (
    a_plan,  # noqa: F401 - a fixture
    address,
    group_address,
)


def grow(world, count):
    """Groups with a pitch that was handed in, a tip and a member."""
    trainer = world.enrolments["trainer"]
    for number in range(count):
        group = world.cohort.groups.create(name=f"Groep {number}")
        user = type(trainer.user).objects.create_user(f"lid{number}@example.org", name=f"Lid {number}")
        seat = group.seats.create(
            enrolment=world.cohort.enrolments.create(user=user, role="participant"), number=1
        )
        pitch = plan.open_plan(group=group, by=seat.enrolment)
        Pitch.objects.filter(pk=pitch.pk).update(
            title=f"Idee {number}", state="handed_in", handed_in_at=timezone.now(), position=number + 1
        )
        for _ in range(count):
            pitch.tips.create(author=seat.enrolment, kind="tip", text="Begin klein.")
    return pitch


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(as_, world, rows, django_assert_num_queries):
    grow(world, rows)
    client = as_("trainer")

    with django_assert_num_queries(9):
        client.get(address(world, "pitch_list"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_dossier_asks_as_much_for_three_tips_as_for_one(as_, world, rows, django_assert_num_queries):
    pitch = grow(world, rows)
    client = as_("trainer")

    with django_assert_num_queries(11):
        client.get(pitch.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_plan_asks_as_much_for_three_writers_as_for_one(as_, world, rows, django_assert_num_queries):
    pitch = grow(world, rows)
    writers = list(world.cohort.enrolments.all())[:rows]
    for section, writer in zip(pitch.sections.all(), writers, strict=False):
        Section.objects.filter(pk=section.pk).update(
            source="x", html="<p>x</p>", version=1, edited_by=writer, edited_at=timezone.now(),
            busy_by=writer, busy_since=timezone.now(),
        )  # fmt: skip
    client = as_("trainer")

    with django_assert_num_queries(12):
        client.get(pitch.group.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_history_asks_as_much_for_three_texts_as_for_one(as_, world, rows, django_assert_num_queries):
    pitch = plan.open_plan(group=world.groups[0], by=world.enrolments["participant"])
    section = pitch.sections.get(kind="problem")
    for number in range(rows):
        plan.save_section(
            section=section, source=f"Tekst {number}", version=number, by=world.enrolments["participant"]
        )
    client = as_("trainer")

    with django_assert_num_queries(11):
        client.get(group_address(world, "section_history", kind="problem"))
