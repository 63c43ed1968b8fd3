"""Telling the people of a running team which dates moved: one message a person that lists them."""

from collections import defaultdict
from datetime import date, datetime

from django.utils import timezone

from accounts.models import User
from cohorts.models import Cohort, Enrolment, Progress
from cohorts.telling import take_back
from notifications.models import Kind
from notifications.notify import notify

MOST = 12  # lines in a message; how many more there are is said in words
CLOSING = "closing"

# A title with the two dates of a Ding, or with the hour and the place of a meeting; empty for none.
type Row = tuple[str, ...]
type Dates = dict[str, Row]


def dates_of(cohort: Cohort) -> Dates:
    """Return every date that people keep free, as text on the clock of the library."""
    found: Dates = {
        f"ding:{item.ding_id}": (f"{item.number}. {item.ding}", _day(item.opens_on), _day(item.due_on))
        for item in cohort.plan.select_related("ding")
    }
    for one in cohort.meetings.all():
        found[f"meeting:{one.pk}"] = (one.title, _hour(one.starts_at, cohort), one.place)
    if cohort.closing_at:
        found[CLOSING] = ("", _hour(cohort.closing_at, cohort), cohort.closing_place)
    return found


def tell_dates_moved(cohort: Cohort, old: Dates, by: Enrolment) -> None:
    """Tell who is concerned which Dingen and meetings moved, came or were called off.

    A Ding concerns the participants who have not finished it, a meeting everybody in the team but who
    moved it; what is over concerns nobody. Moves that follow before the message was read or mailed join
    it, and a move that is taken back takes the message back.
    Call it inside the transaction of the deed, with the dates as they were.
    """
    if not cohort.is_running:
        return
    now, today = dates_of(cohort), cohort.today.isoformat()
    people = {one.user_id: one for one in cohort.enrolments.present().exclude(pk=by.pk)}
    done = defaultdict(set)
    for place, ding in Progress.objects.of_team(cohort).finished().values_list("enrolment_id", "ding_id"):
        done[place].add(f"ding:{ding}")
    untold = take_back(f"dates:{cohort.pk}:", set(people))
    told: dict[tuple[tuple[str, Row], ...], set[int]] = defaultdict(set)
    for user, person in people.items():
        before = old | {key: tuple(row) for key, row in untold.get(user, {}).items()}
        news = {key: before.get(key, ()) for key in before.keys() | now.keys()}
        kept = tuple(
            (key, was)
            for key, was in sorted(news.items(), key=lambda one: _when(one[0], now.get(one[0], ()) or one[1]))
            if _concerns(person, key, done[person.pk]) and _has_moved(key, was, now.get(key, ()), today)
        )
        if kept:
            told[kept].add(user)
    for moves, users in told.items():
        _tell(cohort, dict(moves), now, users, by)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _hour(at: datetime, cohort: Cohort) -> str:
    return at.astimezone(cohort.zone).replace(tzinfo=None).isoformat(timespec="minutes")


def _when(key: str, row: Row) -> tuple[str, str]:
    """What to order by: the first date, and for the same date the key."""
    return min(filter(None, row[1:3] if key.startswith("ding:") else row[1:2]), default=""), key


def _concerns(person: Enrolment, key: str, done: set[str]) -> bool:
    return not key.startswith("ding:") or (person.is_participant and key not in done)


def _has_moved(key: str, was: Row, now: Row, today: str) -> bool:
    """Tell whether this is news: other dates, and one is still to come. A new Ding is told with the plan."""
    is_ding = key.startswith("ding:")
    if was[1:] == now[1:] or (is_ding and not (was and now)):
        return False
    dates = [*was[1:], *now[1:]] if is_ding else [*was[1:2], *now[1:2]]
    return any(one[:10] >= today for one in dates if one)


def _tell(cohort: Cohort, before: Dates, now: Dates, users: set[int], by: Enrolment) -> None:
    moved = [
        {"key": key.partition(":")[0], "title": (is_now or was)[0], "was": was, "now": is_now}
        for key, was in before.items()
        for is_now in [now.get(key, ())]
    ]
    notify(
        User.objects.filter(pk__in=users),
        Kind.PLAN_CHANGED,
        about=f"dates:{cohort.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
        path=cohort.get_absolute_url(),
        team=str(cohort),
        trainer=str(by),
        moved=moved[:MOST],
        more=len(moved[MOST:]),
        before=before,
    )
