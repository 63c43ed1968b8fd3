"""What recurs at the help desk; `manage.py tick` calls it."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from forum.desk import CIRCLES, circle_due, is_quiet, people_in, tell, to_look_after, unheard
from forum.models import Call, Draft, Topic
from forum.telling import told

DRAFT_LIFE = timedelta(days=30)


def call_wider() -> int:
    """Call more people to questions that nobody heard; return how many were called or let go.

    Two ticks at once tell everybody once. The rule is in forum.desk.
    """
    now, done = timezone.now(), 0
    closed: dict[int, set[date]] = {}  # of each library
    for topic in to_look_after():
        library = topic.cohort.organisation
        if library.pk not in closed:
            closed[library.pk] = set(library.closed_days.values_list("day", flat=True))
        days = closed[library.pk]
        if is_quiet(topic, now, days) or (not topic.claimed_by_id and is_late(topic, now, days)):
            done += look_after(topic, now, days)
    return done


def prune_drafts() -> int:
    """Forget the empty rows of texts that were posted a month ago; no page is open that long."""
    return int(Draft.objects.empty_since(timezone.now() - DRAFT_LIFE).delete()[0])


def is_late(topic: Topic, now: datetime, closed: set[date]) -> bool:
    """Tell whether a circle has to be called that was not called yet."""
    return CIRCLES.index(circle_due(topic, now, closed)) > CIRCLES.index(Call(topic.called))


@transaction.atomic
def look_after(topic: Topic, now: datetime, closed: set[date]) -> bool:
    """Free a question from a quiet helper and call the circles that are due; return whether it was needed."""
    topic = topic.locked()
    if not to_look_after().filter(pk=topic.pk).exists():
        return False
    words = told(topic, topic.author)
    quiet = topic.claimed_by if is_quiet(topic, now, closed) else None
    if quiet:
        topic.claimed_by = topic.claimed_at = None
        topic.save(update_fields=["claimed_by", "claimed_at"])
        words |= {"quiet": str(quiet)}
        still_here = topic.readers().filter(pk=quiet.pk).select_related("user")
        tell(topic, f"free:{now:%Y%m%d}", list(still_here), wider="free", **words)
    if topic.claimed_by_id or not unheard().filter(pk=topic.pk).exists() or not is_late(topic, now, closed):
        return quiet is not None
    before, topic.called = CIRCLES.index(Call(topic.called)), circle_due(topic, now, closed)
    topic.save(update_fields=["called"])
    for circle in CIRCLES[before + 1 : CIRCLES.index(Call(topic.called)) + 1]:
        tell(topic, circle, people_in(topic, circle), wider=circle, **words)
    return True
