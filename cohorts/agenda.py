"""The dates of somebody's teams, for the calendar program that they use already (RFC 5545)."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Prefetch
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext
from icalendar import Calendar, Event

from accounts.models import Purpose, SecretAddress, User
from cohorts.models import AgendaEntry, Cohort, Enrolment, Meeting, PlanItem, State

CLOSING = timedelta(hours=2)  # the closing meeting has no end of its own
ONE_BY_ONE = 3  # must-do's that open on one day; more are one date
ASK_AGAIN = timedelta(hours=6)


# --- The address ----------------------------------------------------------------------
def renew(user: User) -> str:
    """Give somebody a new address for their calendar, which ends the old one; it is kept nowhere else."""
    token = SecretAddress.objects.renew(user, Purpose.CALENDAR)
    return settings.SITE_URL + reverse("cohorts:agenda", args=[token])


def owner_of(token: str) -> User | None:
    """Return whose calendar this address is; None for an old or made-up one, or for who is gone."""
    owner: User | None = SecretAddress.objects.owner_of(token, Purpose.CALENDAR)
    return owner


# --- What the dates are ---------------------------------------------------------------
def dates_of(cohort: Cohort) -> dict[str, dict[str, Any]]:
    """Return the dates of a team by key: its meetings, the closing meeting, the days that must-do's open."""
    found = {
        f"meeting:{one.pk}": hours(one.title, one.place, one.starts_at, one.ends_at)
        for one in cohort.meetings.all()
    }
    if cohort.closing_at:
        end = cohort.closing_at + CLOSING
        found["closing"] = hours("", cohort.closing_place, cohort.closing_at, end)
    return found | openings(cohort)


def openings(cohort: Cohort) -> dict[str, dict[str, Any]]:
    """The days on which must-do's open; many on one day are one date, under the first of them."""
    by_day: dict[date, list[PlanItem]] = defaultdict(list)
    for item in cohort.plan.all():
        if item.opens_on:
            by_day[item.opens_on].append(item)
    found = {}
    for day, items in by_day.items():
        together = len(items) > ONE_BY_ONE
        for item in items[:1] if together else items:
            title = str(len(items)) if together else f"{item.number}. {item.ding}"
            found[f"ding:{item.ding_id}"] = {"title": title, "day": day}
    return found


def hours(title: str, place: str, starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    return {"title": title, "place": place, "starts_at": starts_at, "ends_at": ends_at}


BLANK: dict[str, Any] = {"title": "", "place": "", "day": None, "starts_at": None, "ends_at": None}


def entries(cohort: Cohort) -> list[AgendaEntry]:
    """Return the dates as calendars know them, after writing down what was added, moved or called off."""
    wanted = {key: BLANK | values for key, values in dates_of(cohort).items()}
    known = list(cohort.agenda.all())
    if {one.key: values_of(one) for one in known if not one.cancelled} != wanted:
        write(cohort, wanted)
        known = list(cohort.agenda.order_by("pk"))
    return [one for one in known if one.is_told]


def values_of(entry: AgendaEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in BLANK}


@transaction.atomic
def write(cohort: Cohort, wanted: dict[str, dict[str, Any]]) -> None:
    """Bring the entries in line; two calendars that ask at once write it once."""
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    known = {one.key: one for one in cohort.agenda.order_by("pk")}
    moved = {"sequence": F("sequence") + 1, "changed_at": timezone.now()}
    for key, values in wanted.items():
        if key not in known:
            cohort.agenda.create(key=key, **values)
        elif known[key].cancelled or values_of(known[key]) != values:
            cohort.agenda.filter(key=key).update(**values, **moved, cancelled=False)
    gone = [key for key, one in known.items() if key not in wanted and not one.cancelled]
    cohort.agenda.filter(key__in=gone).update(**moved, cancelled=True)


# --- The file -------------------------------------------------------------------------
def places_of(user: User) -> list[Enrolment]:
    """The teams whose dates somebody gets: those that began and that they are in now; in five queries."""
    musts = PlanItem.objects.musts().exclude(opens_on=None).select_related("ding")
    mine = user.enrolments.present().exclude(cohort__state=State.DRAFT).select_related("cohort__organisation")
    return list(
        mine.order_by("pk").prefetch_related(
            Prefetch("cohort__plan", musts),
            Prefetch("cohort__meetings", Meeting.objects.all()),
            Prefetch("cohort__agenda", AgendaEntry.objects.order_by("pk")),
        )
    )


def ical(user: User) -> bytes:
    """Return the calendar of one person in their language; the hours are on the clock of each library.

    Stable from one moment to the next, so that a program that asks again hears that nothing changed.
    """
    with translation.override(user.language):
        calendar = Calendar()
        calendar.add("prodid", f"-//VerdiepDingen//{settings.SITE_HOST}//NL")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", gettext("Dates of my teams"))
        calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT6H")
        for place in places_of(user):
            for entry in entries(place.cohort):
                if not (place.is_mt and entry.key.startswith("ding:")):
                    calendar.add_component(event(place.cohort, entry))
        calendar.add_missing_timezones()
        return bytes(calendar.to_ical())


def event(cohort: Cohort, entry: AgendaEntry) -> Event:
    one = Event()
    one.add("uid", entry.uid)
    one.add("sequence", entry.sequence)
    one.add("dtstamp", entry.changed_at)
    one.add("last-modified", entry.changed_at)
    one.add("summary", f"{words(entry)} ({cohort})")
    one.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    one.add("url", settings.SITE_URL + cohort.get_absolute_url())
    if entry.place:
        one.add("location", entry.place)
    if entry.day:
        one.add("dtstart", entry.day)
        one.add("dtend", entry.day + timedelta(days=1))
        one.add("transp", "TRANSPARENT")  # the day stays free
    else:
        assert entry.starts_at
        assert entry.ends_at
        one.add("dtstart", entry.starts_at.astimezone(cohort.zone))
        one.add("dtend", entry.ends_at.astimezone(cohort.zone))
    return one


def words(entry: AgendaEntry) -> str:
    """The line that somebody reads; a bare number counts the must-do's of a day."""
    if entry.key == "closing":
        return gettext("Closing meeting")
    if not entry.key.startswith("ding:"):
        return entry.title
    if entry.title.isdecimal():
        number = int(entry.title)
        return ngettext("%(n)d Ding opens", "%(n)d Dingen open", number) % {"n": number}
    return gettext("Ding %(title)s opens") % {"title": entry.title}
