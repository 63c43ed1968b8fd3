"""The help desk: who is called to a question and when, and how long it has waited.

A question is heard when somebody else replied, or when a helper took it on. As long as it is not:

- at once it goes to the helper of the asker's group; without one to all helpers, else to the trainer;
- after half a working day to all helpers of the team: four hours between 9:00 and 17:00;
- after one working day to the trainer: Friday 16:00 -> Monday 16:00.

Working days are those of the library: no weekends, no public holidays, none of its closed days.
A claim after which the helper wrote nothing for a working day counts no longer.
Only who may read the question is ever called, and nobody who has a pause.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.template.defaultfilters import date as written
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from cohorts.models import Cohort, Enrolment, Role, State
from forum.models import Audience, Call, Post, Topic
from forum.models.topics import TopicQuerySet
from lib.workdays import OPENS, is_workday, next_workday, one_workday_later
from notifications.models import Kind
from notifications.notify import notify

HALF_A_DAY = timedelta(hours=4)
CLOSES = OPENS.replace(hour=17)
CIRCLES = list(Call)
MANY_DAYS = 60  # longer ago, a date says more than a number


# --- When ------------------------------------------------------------------------------
def half_a_workday_later(start: datetime, closed: Collection[date] = ()) -> datetime:
    """Return when four opening hours have gone by after a moment on the library's clock.

    Thursday 10:00 -> Thursday 14:00; Thursday 16:00 -> Friday 12:00. Raises ValueError for a library
    that is closed all year.
    """
    day, hour = start.date(), max(start.time(), OPENS)
    if hour >= CLOSES or not is_workday(day, closed):
        day, hour = next_workday(day, closed), OPENS
    end = datetime.combine(day, hour) + HALF_A_DAY
    closes = datetime.combine(day, CLOSES)
    if end > closes:
        end = datetime.combine(next_workday(day, closed), OPENS) + (end - closes)
    return end.replace(tzinfo=start.tzinfo)


def circle_due(topic: Topic, now: datetime, closed: Collection[date] = ()) -> Call:
    """Return the widest circle that has to be called to a question nobody heard."""
    zone = topic.cohort.zone
    try:
        if now >= one_workday_later(topic.created_at, zone, closed):
            return Call.TRAINER
        if now >= half_a_workday_later(topic.created_at.astimezone(zone), closed):
            return Call.HELPERS
    except ValueError:  # nobody works there in the coming year
        pass
    return Call.OWN


def is_quiet(topic: Topic, now: datetime, closed: Collection[date] = ()) -> bool:
    """Tell whether the helper who took a question on wrote nothing for a working day."""
    since = topic.claimed_at or topic.created_at
    if (
        not topic.claimed_by_id
        or topic.posts.filter(author=topic.claimed_by_id, created_at__gte=since).exists()
    ):
        return False
    try:
        return now >= one_workday_later(since, topic.cohort.zone, closed)
    except ValueError:
        return False


def in_words(start: datetime, now: datetime, closed: Collection[date] = ()) -> str:
    """Say since when something waits; both moments on the library's clock.

    Today "since 10:30", then "since yesterday"; over a weekend "since Friday", else "for 3 working days".
    """
    day, today = start.date(), now.date()
    if day >= today:
        return gettext("since %(time)s") % {"time": f"{start:%H:%M}"}
    days = (today - day).days
    if days == 1:
        return gettext("since yesterday")
    if days > MANY_DAYS:
        return gettext("since %(day)s") % {"day": written(day, "j F Y")}
    worked = sum(is_workday(day + timedelta(days=n), closed) for n in range(1, days + 1))
    if worked < 2:
        return gettext("since %(day)s") % {"day": written(day, "l")}
    return ngettext("for %(n)d working day", "for %(n)d working days", worked) % {"n": worked}


# --- Who -------------------------------------------------------------------------------
def people_in(topic: Topic, circle: Call) -> list[Enrolment]:
    """Return whom this circle adds to the ones before, of who may read the topic now."""
    here = topic.readers().awake(topic.cohort.today)
    others = here.exclude(pk=topic.author_id).select_related("user")
    if circle == Call.TRAINER:
        return list(others.filter(role=Role.TRAINER))
    helpers = others.filter(role=Role.PARTICIPANT, seat__helper=True)
    own = Q(seat__group__seats__enrolment=topic.author_id)
    return list(helpers.filter(own) if circle == Call.OWN else helpers.exclude(own))


def call_first(topic: Topic, **words: Any) -> list[Enrolment]:
    """Call the smallest circle with somebody in it to a new question, and return who that are."""
    people = {circle: people_in(topic, circle) for circle in CIRCLES}
    topic.called = next((circle for circle in CIRCLES if people[circle]), Call.TRAINER)
    topic.save(update_fields=["called"])
    tell(topic, topic.called, people[topic.called], **words)
    return people[topic.called]


def tell(topic: Topic, called: str, people: list[Enrolment], **words: Any) -> None:
    """Tell people of a question that calls this circle; who was told once is not told again."""
    users = [one.user for one in people]
    about = f"topic:{topic.pk}:{called}"
    notify(users, Kind.QUESTION, about=about, path=topic.get_absolute_url(), **words)


# --- Which -----------------------------------------------------------------------------
def unheard() -> TopicQuerySet:
    """Open questions in running teams that nobody else wrote anything to."""
    replies = Post.objects.filter(topic=OuterRef("pk"), hidden_at=None).exclude(author=OuterRef("author"))
    asked = Topic.objects.open_questions().filter(merged_into=None, cohort__state=State.RUNNING)
    return asked.filter(~Exists(replies))


def to_look_after() -> TopicQuerySet:
    """Questions that may have to be called wider, or whose helper may have gone quiet."""
    running = Topic.objects.open_questions().filter(merged_into=None, cohort__state=State.RUNNING)
    waits = Q(pk__in=unheard().exclude(called=Call.TRAINER).values("pk"), claimed_by=None)
    found = running.filter(waits | Q(claimed_by__isnull=False))
    return found.select_related("cohort__organisation").order_by("pk")


# --- Keeping an answer -----------------------------------------------------------------
def keep_refusal(topic: Topic, *, by: Enrolment) -> str:
    """Say why the answer cannot be offered to the editors of the Ding; empty when it can.

    Only the trainer of the team offers it, and only what the whole team could read.
    """
    if not by.trains(topic.cohort):
        return gettext("Only the trainer can do this.")
    if not (topic.solved_by and topic.ding_id) or topic.audience != Audience.TEAM:
        return gettext("Only the answer to a solved question about a Ding, for the whole team, can be kept.")
    if topic.hidden_at or topic.solved_by.hidden_at:
        return gettext("This post is hidden already.")
    return ""


# --- The page --------------------------------------------------------------------------
@dataclass(frozen=True)
class Waits:
    """A topic on the desk: since when it waits, in words, and since when somebody looks at it."""

    topic: Topic
    since: str
    claimed: str  # empty when nobody does

    @property
    def called(self) -> str:
        """Who has been called to it so far, in words."""
        return str(Call(self.topic.called).label)


def on_the_desk(cohort: Cohort, *lists: Iterable[Topic]) -> list[list[Waits]]:
    """Return each list of topics of this team with their waits in words; one query more for all of them."""
    closed = set(cohort.organisation.closed_days.values_list("day", flat=True))
    now = timezone.now().astimezone(cohort.zone)

    def since(moment: datetime | None) -> str:
        return in_words(moment.astimezone(cohort.zone), now, closed) if moment else ""

    return [
        [
            Waits(one, since(one.created_at), since(one.claimed_at) if one.claimed_by_id else "")
            for one in topics
        ]
        for topics in lists
    ]
