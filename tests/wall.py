"""Ideas on the wall, for the tests of pitches."""

import pytest
from django.urls import reverse

from pitches.actions import ideas


def wall_address(world, name="idea_list", **kwargs):
    return reverse(f"pitches:{name}", kwargs={"team": world.cohort.slug, **kwargs})


def bring(world, who="other", title="Appen met de bieb", **more):
    """An idea on the wall."""
    return ideas.add(
        cohort=world.cohort, title=title, text="Klanten appen ons.", by=world.enrolments[who], **more
    )


def newcomers(world, count):
    """Participants without a group."""
    people = []
    for number in range(count):
        user = type(world["mt"]).objects.create_user(f"nieuw{number}@example.org", name=f"Nieuw {number}")
        people.append(world.cohort.enrolments.create(user=user, role="participant"))
    return people


@pytest.fixture(name="idea")
def an_idea(world):
    """Piet's idea."""
    return bring(world)
