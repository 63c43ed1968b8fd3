"""The forum of the demo team, and how the team goes when it is built anew."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cohorts.models import Cohort, Enrolment
from dingen.models import Ding
from forum import actions
from forum.models import Topic
from home.demo import story
from notifications.models import Notification
from pitches.models import Ballot, Decision, Idea, Pilot, Pitch, Tip

if TYPE_CHECKING:
    from home.demo.build import Demo


def clear(slug: str) -> None:
    """Remove the demo team with everything in it, from the outcome back to the people."""
    cohort = Cohort.objects.filter(slug=slug).first()
    if cohort is None:
        return
    Pilot.objects.filter(decision__cohort=cohort).delete()
    Decision.objects.filter(cohort=cohort).delete()
    cohort.ballots.filter(run_off_of__isnull=False).delete()
    Ballot.objects.filter(cohort=cohort).delete()
    Idea.objects.filter(cohort=cohort).delete()
    Tip.objects.filter(pitch__group__cohort=cohort).delete()
    Pitch.objects.filter(group__cohort=cohort).delete()
    cohort.topics.update(solved_by=None)
    cohort.topics.all().delete()
    Notification.objects.filter(recipient__email__endswith="@example.org").delete()
    cohort.delete()


def talk(demo: Demo) -> None:
    """Post what has been said by now."""
    dingen = {ding.slug: ding for ding in Ding.objects.published()}
    weeks = (demo.now - demo.started).days / 7
    people = demo.people | {story.TRAINER[0].split()[0]: demo.trainer}
    for number, told in enumerate(story.TALKS):
        voices = [told.who, *(who for who, _text in told.replies)]
        if told.week - 1 > weeks or not all(voice in people for voice in voices):
            continue
        at = min(
            demo.started + timedelta(days=7 * told.week - 3 + number % 4),
            demo.now - timedelta(hours=20 - number),
        )
        _say(told, people, dingen.get(told.ding), at)


def _say(told: story.Talk, people: dict[str, Enrolment], ding: Ding | None, at: datetime) -> None:
    topic = actions.open_topic(
        by=people[told.who], title=told.title, source=told.text, kind=told.kind, ding=ding
    )
    posts = [actions.reply(topic=topic, by=people[who], source=text) for who, text in told.replies]
    if told.solved_by is not None:
        actions.solve(topic=topic, post=posts[told.solved_by], by=people[told.who])
    for hours, post in enumerate(topic.posts.order_by("number")):
        topic.posts.filter(pk=post.pk).update(created_at=at + timedelta(hours=2 * hours))
    Topic.objects.filter(pk=topic.pk).update(created_at=at, last_post_at=at + timedelta(hours=2 * len(posts)))
