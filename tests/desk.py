"""What the tests of a team's desk do and read: ticks, stages, facts and turns."""

import re

from django.urls import reverse

from cohorts import actions
from cohorts.models import Enrolment
from home.facts import gather
from home.turn import turn


def facts_of(world, name="participant"):
    return gather(Enrolment.objects.filter(pk=world.enrolments[name].pk))[0]


def turn_of(world, name="participant"):
    return turn(facts_of(world, name))


def address(world, name, **values):
    """The address of a page of the team, such as `home:team_desk`."""
    return reverse(name, kwargs={"team": world.cohort.slug, **values})


def lesson(world, number=0):
    return address(world, "home:lesson_detail", slug=world.dingen[number].slug)


def tick(world, step="stap-1", ding=0, by="participant"):
    place = world.enrolments[by]
    return actions.tick(enrolment=place, ding=world.dingen[ding], step_key=step, done=True, by=place)


def finish(world, ding=0, by="participant"):
    place = world.enrolments[by]
    return actions.finish(enrolment=place, ding=world.dingen[ding], by=place)


def at(world, stage, **fields):
    """Bring the team to this stage, and set other fields of it."""
    for name, value in {"stage": stage, **fields}.items():
        setattr(world.cohort, name, value)
    world.cohort.save()


def desk(client, world):
    return client.get(address(world, "home:team_desk"))


def read(response):
    """Return what a screen reader reads."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())
