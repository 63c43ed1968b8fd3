"""What the tests of publishing make: editors, and texts that somebody wrote."""

from dataclasses import replace

import pytest

from accounts.models import Capacity, Organisation, User
from dingen.actions.working_copies import open_copy, save_copy
from dingen.models import Ding, WorkingCopy
from dingen.texts import Lesson


def make_editor(organisation: Organisation, name: str = "Eefje Kok") -> User:
    """Somebody who keeps the shared lessons and those of this organisation."""
    user = User.objects.create_user(f"{name.split(maxsplit=1)[0].lower()}@example.org", name=name)
    user.memberships.create(organisation=organisation, capacity=Capacity.EDITOR)
    return user


def lesson_of(ding: Ding) -> Lesson:
    """What readers see of it, read afresh."""
    return Lesson.of(Ding.objects.whole().get(pk=ding.pk))


def write(ding: Ding, by: User, *, body: str = "## Nieuw\n\nBeter.", **facts) -> WorkingCopy:
    """A working copy with another text, and other facts such as `title`."""
    copy = open_copy(ding=Ding.objects.get(pk=ding.pk), by=by)
    lesson = Lesson.from_plain(copy.content)
    lesson = replace(lesson, text=replace(lesson.text, body=body), **facts)
    return save_copy(ding=ding, lesson=lesson, version=copy.version, by=by)


@pytest.fixture(name="ding")
def a_lesson(world) -> Ding:
    """A shared lesson that everybody reads."""
    return world.dingen[0]


@pytest.fixture(name="eefje")
def an_editor(world) -> User:
    """Eefje keeps the lessons at our library."""
    return make_editor(world.ours)


@pytest.fixture(name="browser")
def browser_of_the_editor(client, eefje):
    """A browser in which Eefje is signed in."""
    client.force_login(eefje)
    return client
