"""Lessons that get a new text while a team is busy with them, for the tests."""

from django.urls import reverse

from cohorts import actions
from cohorts.models import Enrolment, PlanItem
from dingen.models import Ding
from home.facts import gather

LIST, ACCEPT = "cohorts:revision_list", "cohorts:revision_accept"


def publish(ding: Ding, *steps, change="", **fields):
    """A next text: the keys of its steps, each five minutes at Doen."""
    number = ding.revisions.latest("number").number + 1
    words = {"source": f"Tekst {number}.", "html": f"<p>Tekst {number}.</p>"}
    revision = ding.revisions.create(number=number, change=change, **words | fields)
    for position, key in enumerate(steps, 1):
        revision.steps.create(key=key, position=position, level="doen", minutes=5, title=f"Nu {key}.")
    ding.revision = revision
    ding.save()
    return revision


def tick(world, *keys, by="participant", ding=0):
    place = world.enrolments[by]
    for key in keys or ["stap-1"]:
        actions.tick(enrolment=place, ding=world.dingen[ding], step_key=key, done=True, by=place)


def finish(world, by="participant", ding=0):
    place = world.enrolments[by]
    return actions.finish(enrolment=place, ding=world.dingen[ding], by=place)


def accept(world, *revisions, by="trainer"):
    place = world.enrolments[by]
    return actions.accept_texts(cohort=world.cohort, seen=[one.pk for one in revisions], by=place)


def item_of(world, ding=0):
    return PlanItem.objects.get(cohort=world.cohort, ding=world.dingen[ding])


def url(world, name, ding=0):
    slug = {"slug": world.dingen[ding].slug} if name == ACCEPT else {}
    return reverse(name, kwargs={"team": world.cohort.slug, **slug})


def facts_of(world, name="participant"):
    return gather(Enrolment.objects.filter(pk=world.enrolments[name].pk))[0]
