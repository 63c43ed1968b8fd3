"""A closing meeting of the team, and a finger on the buttons of its control page."""

import pytest

from pitches.actions.closing import act, prepare
from pitches.models import Closing
from pitches.models.closing import Deed
from tests.voting import hand_in


@pytest.fixture(name="pitches")
def the_pitches(world):
    return hand_in(world)


@pytest.fixture(name="people")
def the_people(world):
    return world.enrolments


@pytest.fixture(name="closing")
def a_meeting(world, people, pitches):
    return prepare(cohort=world.cohort, by=people["trainer"])


@pytest.fixture(name="press")
def a_press(world, people):
    """Press a button of the page as it is now."""

    def pressing(deed, value=None):
        closing = Closing.of(world.cohort)
        assert act(
            closing=closing, deed=Deed(deed), version=closing.version, by=people["trainer"], value=value
        )
        return Closing.of(world.cohort)

    return pressing


def text(response):
    return response.content.decode()
