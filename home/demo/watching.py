"""Kind words of the trainer, and sentences that people gave to the outcome."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cohorts.models import Nudge, NudgeState
from cohorts.models.nudges import week_of
from forum import actions
from forum.models import Post
from home.demo import story

if TYPE_CHECKING:
    from home.demo.build import Demo

BUSY, STILL = 0.8, 0.12  # from this pace on people were busy today; below that they are quiet
# Who, and the text that Tineke sent a week ago.
NUDGE = (
    "Dirk",
    "Hallo Dirk,\n\nZullen we donderdag samen naar Ding 2 kijken? Koffie van mij.\n\nGroet, Tineke",
)
# Who gives which sentence, and whether with their name.
GIVEN = [
    ("Mira", "Zo wil ik de komende weken leren: gewoon proberen.", True),
    ("Chantal", "Niemand wist dat we die nog hadden.", False),
    ("Ilse", "Onze afspraak aan de balie: eerst zelf kijken, dan pas doorvertellen.", True),
]
ASKED = ("Joost", "Eén vraag per bericht werkt het best.")


def nudge(demo: Demo) -> None:
    """Let the trainer have sent a kind word last week."""
    name, text = NUDGE
    person = demo.people[name]
    at = demo.now - timedelta(days=7)
    week = week_of(at.astimezone(demo.cohort.zone).date())
    row = Nudge(enrolment=person, week=week, by=demo.trainer, text=text)
    row.save()
    row.settle(NudgeState.SENT)
    Nudge.objects.filter(pk=row.pk).update(settled_at=at, created_at=at)


def give_sentences(demo: Demo) -> None:
    """Let people give a sentence of their own posts; one was asked for and has no answer yet."""
    for name, sentence, named in GIVEN:
        post = written(demo, name, sentence)
        actions.give_quote(post=post, sentence=sentence, named=named, by=demo.people[name])
    name, sentence = ASKED
    actions.ask_quote(post=written(demo, name, sentence), sentence=sentence, by=demo.trainer)


def written(demo: Demo, name: str, sentence: str) -> Post:
    post: Post = Post.objects.filter(author=demo.people[name], source__contains=sentence).earliest("pk")
    return post


def settle_activity(demo: Demo) -> None:
    """Let everybody have been busy at a moment that fits their pace: today, some days or twelve days ago."""
    for number, someone in enumerate(story.PEOPLE):
        person = demo.people.get(someone.name.split()[0])
        if person is None:
            continue
        days = 0 if someone.pace >= BUSY else 12 if someone.pace < STILL else 2 + number % 6
        at = demo.now - timedelta(days=days, hours=3)
        type(person).objects.filter(pk=person.pk).update(active_at=max(at, demo.started))
