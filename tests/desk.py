"""What the tests of a team's desk do and read: ticks, stages, facts and turns."""

import re
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cohorts import actions
from cohorts.models import Enrolment
from forum.models import Topic
from forum.upkeep import call_wider
from home.facts import gather
from home.turn import turn
from tests.forum import make_topic


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


def late_question(world):
    """A question that nobody replied to for so long that the trainer is called to it."""
    topic = make_topic(world, kind="question")
    Topic.objects.filter(pk=topic.pk).update(created_at=timezone.now() - timedelta(days=10))
    call_wider()
    return topic
