"""What recurs for pilots and for the vote of the MT; `manage.py tick` calls it.

Each function may run at any moment, twice, or beside itself, and returns how many things it did.
"""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cohorts.models import Enrolment
from lib.refusal import Refused
from lib.workdays import is_workday
from notifications.models import Kind
from notifications.notify import notify
from pitches.actions.mt import remind
from pitches.models import Ballot, BallotState, Pilot, PilotState, PulseCheck
from pitches.telling import everybody

PATIENCE = timedelta(days=7)  # between the question, the reminder, and the trainer
LINES = 12  # one a month, for a year
OFFICE = range(9, 18)


def _in_office_hours() -> bool:
    now = timezone.localtime()
    return is_workday(now.date()) and now.hour in OFFICE


def ask_pulses() -> int:
    """Ask owners how their pilot goes, remind them once after a week, and tell the trainer after another."""
    if not _in_office_hours():
        return 0
    now = timezone.now()
    related = "pilot__decision__cohort__organisation", "pilot__decision__pitch__group", "pilot__owner__user"
    waiting = PulseCheck.objects.waiting(timezone.localdate()).select_related(*related)
    return sum(_step(check, now) for check in waiting.filter(passed_on_at=None))


@transaction.atomic
def _step(check: PulseCheck, now: Any) -> bool:
    """Take the next step of asking, when its time has come; of two workers one does."""
    same = PulseCheck.objects.filter(pk=check.pk, answered_at=None)
    if check.asked_at is None:
        if not same.filter(asked_at=None).update(asked_at=now):
            return False
        _ask(check, _askers(check), act="ask")
    elif check.reminded_at is None:
        if check.asked_at > now - PATIENCE or not same.filter(reminded_at=None).update(reminded_at=now):
            return False
        owner = check.pilot.owner
        _ask(check, [owner.user] if owner and not owner.left_at else _askers(check), act="again")
    else:
        late = check.reminded_at <= now - PATIENCE
        if not late or not same.filter(passed_on_at=None).update(passed_on_at=now):
            return False
        cohort = check.pilot.decision.cohort
        _ask(check, _users(cohort.enrolments.trainers()), act="trainer")
    return True


def _askers(check: PulseCheck) -> list[User]:
    """The owner and the group."""
    cohort = check.pilot.decision.cohort
    group = cohort.enrolments.present().filter(seat__group=check.pilot.decision.pitch.group_id)
    owner = cohort.enrolments.present().filter(pk=check.pilot.owner_id or 0)
    return _users(group | owner)


def _users(places: Any) -> list[User]:
    found: list[Enrolment] = list(places.select_related("user").distinct())
    return [place.user for place in found]


def _ask(check: PulseCheck, people: list[User], *, act: str) -> None:
    decision = check.pilot.decision
    notify(
        people,
        Kind.PULSE,
        about=f"pulse:{check.pk}" if act == "ask" else f"pulse:{check.pk}:{act}",
        path=reverse("pitches:pulse_answer", kwargs={"team": decision.cohort.slug, "day": check.day}),
        team=decision.cohort.name,
        pitch=str(decision.pitch),
        act=act,
    )


def tell_lines() -> int:
    """Tell everybody once a month how the pilot goes: the newest word of the group, or that there is none."""
    if not _in_office_hours():
        return 0
    related = "decision__cohort__organisation", "decision__pitch"
    running = Pilot.objects.filter(state=PilotState.RUNNING, lines_told__lt=LINES).select_related(*related)
    return sum(_tell_line(pilot) for pilot in running)


@transaction.atomic
def _tell_line(pilot: Pilot) -> bool:
    month = min(LINES, months(pilot.decision.starts_on, pilot.decision.cohort.today))
    if month < 1 or not Pilot.objects.filter(pk=pilot.pk, lines_told__lt=month).update(lines_told=month):
        return False
    cohort, line = pilot.decision.cohort, pilot.line(timezone.now() - timedelta(days=31))
    notify(
        everybody(cohort),
        Kind.PILOT_LINE,
        about=f"pilot:{pilot.pk}:{month}",
        path=pilot.get_absolute_url(),
        thread=f"pilot:{pilot.pk}",
        team=cohort.name,
        pitch=str(pilot.decision.pitch),
        news=line["news"],
        sentence=line["sentence"],
    )
    return True


def months(start: date, today: date) -> int:
    """Return how many whole months have gone by."""
    return (today.year - start.year) * 12 + today.month - start.month - (today.day < start.day)


def remind_mt() -> int:
    """Remind once, a working day after the MT's own vote was opened; later it is for the chair."""
    if not _in_office_hours():
        return 0
    yesterday = timezone.now() - timedelta(days=1)
    silent = Ballot.objects.filter(
        in_hall=False, state=BallotState.OPEN, reminded_on=None, opened_at__lte=yesterday
    )
    return sum(_remind(ballot) for ballot in silent)


def _remind(ballot: Ballot) -> int:
    try:
        return remind(ballot=ballot, by=None)
    except Refused:  # somebody else just did, or the vote was closed
        return 0
