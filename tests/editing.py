"""A lesson being written, for the tests of the editor."""

from django.conf import settings

from accounts.models import Capacity
from dingen.catalogue import read_catalogue
from dingen.forms.sheet import data_of
from dingen.models import Ding, WorkingCopy
from dingen.texts import Lesson

LESSONS = read_catalogue(settings.BASE_DIR / "fixtures" / "catalogue").lessons
EDIT = "/redactie/eerste-ding/"
SAVE = f"{EDIT}bewaar/"


def editor(world, name="Rita Kok"):
    """Somebody who keeps the lessons of our library."""
    user = type(world["admin"]).objects.create_user(f"{name.split()[0].lower()}@example.org", name=name)
    user.memberships.create(organisation=world.ours, capacity=Capacity.EDITOR)
    world.people[name.split()[0].lower()] = user
    return user


def html(response) -> str:
    return response.content.decode()


def sent(lesson: Lesson, copy: WorkingCopy | None = None, **changes) -> dict:
    """Return what the form of a lesson posts."""
    data = {
        name: values if len(values) > 1 else values[0] for name, values in data_of(lesson).lists() if values
    }
    start = {"version": copy.version, "copy": copy.pk} if copy else {}
    return data | start | {"whole": "1"} | changes


def open_form(browser, slug: str) -> dict:
    """Open the page of an editor; return what its form would post without a change."""
    response = browser.get(f"/redactie/{slug}/")
    assert response.status_code == 200
    copy = response.context["copy"]
    return sent(Lesson.from_plain(copy.content), copy, seen=response.context["seen"])


def written(slug: str) -> Lesson:
    """What the working copy of a lesson says."""
    return Lesson.from_plain(Ding.objects.get(slug=slug).working_copy.content)
