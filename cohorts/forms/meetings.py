"""The fourth step of the set-up: kick-off, meetings and the closing meeting."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.actions.meetings import Planned
from cohorts.forms.team import DAY
from cohorts.models import Cohort, MeetingKind, Step
from cohorts.rhythm import closed_days
from cohorts.seen import meetings_seen
from lib.clock import moment
from lib.workdays import is_workday

MOST = 40  # meetings of one team
BLANK = 2  # empty rows under the ones there are
HOUR = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def at(day: date, hour: time, zone: ZoneInfo, form: forms.Form, field: str) -> datetime | None:
    """Return the moment, or say at this field why there is none."""
    try:
        return moment(day, hour, zone)
    except ValidationError as problem:
        form.add_error(field, problem)
        return None


class MeetingForm(forms.Form):
    """One row; without a day it is no meeting."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2**62)
    kind = forms.ChoiceField(label=_("What"), choices=MeetingKind)
    title = forms.CharField(label=_("Name"), max_length=100, required=False)
    day = forms.DateField(label=_("Day"), required=False, widget=DAY)
    begins = forms.TimeField(label=_("From"), required=False, widget=HOUR)
    ends = forms.TimeField(label=_("Until"), required=False, widget=HOUR)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    drop = forms.BooleanField(label=_("Take off"), required=False)
    cohort: Cohort

    def full_clean(self) -> None:
        """A row that is taken off may be wrong."""
        super().full_clean()
        if self.is_bound and self.cleaned_data.get("drop"):
            self._errors = forms.utils.ErrorDict()

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        day, begins, ends = (values.get(name) for name in ("day", "begins", "ends"))
        self.planned: Planned | None = None
        if self.errors or values.get("drop"):
            return values
        if not day:
            if values.get("title") or values.get("place") or values.get("pk"):
                self.add_error("day", gettext("On which day is it?"))
            return values
        if not begins:
            self.add_error("begins", gettext("At what time does it start?"))
            return values
        self._plan(values, day, begins, ends)
        return values

    def _plan(self, values: dict[str, Any], day: date, begins: time, ends: time | None) -> None:
        kick_off = values["kind"] == MeetingKind.KICK_OFF
        if reason := self.cohort.meeting_refusal(day, early=kick_off):
            self.add_error("day", reason)
            return
        start = at(day, begins, self.cohort.zone, self, "begins")
        end = at(day, ends, self.cohort.zone, self, "ends") if ends else start and start + timedelta(hours=2)
        if not start or not end:
            return
        if end <= start:
            self.add_error("ends", gettext("A meeting ends after it starts."))
            return
        title = values["title"] or str(MeetingKind(values["kind"]).label).capitalize()
        self.planned = Planned(values["pk"] or 0, values["kind"], title, values["place"], start, end)


class BaseMeetings(forms.BaseFormSet[MeetingForm]):
    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        self.cohort = cohort
        super().__init__(*args, **kwargs)

    def _construct_form(self, i: int, **kwargs: Any) -> MeetingForm:
        form: MeetingForm = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.cohort, form.empty_permitted = self.cohort, False  # a proposed row is a meeting too
        return form

    def planned(self) -> list[Planned]:
        return [form.planned for form in self.forms if getattr(form, "planned", None)]  # type: ignore[misc]


Meetings: type[BaseMeetings] = forms.formset_factory(  # type: ignore[assignment]
    MeetingForm, formset=BaseMeetings, extra=BLANK, max_num=MOST, absolute_max=MOST, validate_max=True
)


class ClosingForm(forms.Form):
    """The closing meeting, which stands on the team itself."""

    closing_day = forms.DateField(label=_("Day of the closing meeting"), required=False, widget=DAY)
    closing_hour = forms.TimeField(label=_("Time"), required=False, widget=HOUR)
    closing_place = forms.CharField(label=_("Place of the closing meeting"), max_length=120, required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, cohort: Cohort) -> None:
        super().__init__(data)
        self.cohort = cohort
        self.initial = {"seen": meetings_seen(cohort), "closing_place": cohort.closing_place}
        if cohort.closing_at:
            there = cohort.closing_at.astimezone(cohort.zone)
            self.initial |= {"closing_day": there.date(), "closing_hour": there.time()}

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        day, hour = values.get("closing_day"), values.get("closing_hour")
        values["closing_at"] = None
        if day and not hour and "closing_hour" not in self.errors:
            self.add_error("closing_hour", gettext("At what time does it start?"))
        elif hour and not day and "closing_day" not in self.errors:
            self.add_error("closing_day", gettext("On which day is it?"))
        elif day and hour and (reason := self.cohort.meeting_refusal(day)):
            self.add_error("closing_day", reason)
        elif day and hour:
            values["closing_at"] = at(day, hour, self.cohort.zone, self, "closing_hour")
        return values


def stored_meetings(cohort: Cohort) -> list[dict[str, Any]]:
    """Return the rows to begin with; a new team begins with a kick-off on its first working day."""
    rows = []
    for meeting in cohort.meetings.all():
        begins, ends = (when.astimezone(cohort.zone) for when in (meeting.starts_at, meeting.ends_at))
        row = {name: getattr(meeting, name) for name in ("pk", "kind", "title", "place")}
        rows.append(row | {"day": begins.date(), "begins": begins.time(), "ends": ends.time()})
    if not rows and cohort.is_draft and cohort.steps_done < Step.MEETINGS:
        kick_off = {"kind": MeetingKind.KICK_OFF, "title": str(MeetingKind.KICK_OFF.label).capitalize()}
        rows.append(kick_off | {"day": first_workday(cohort), "begins": time(9, 30), "ends": time(11)})
    return rows


def first_workday(cohort: Cohort) -> date:
    closed = closed_days(cohort)
    days = (cohort.starts_on + timedelta(days=n) for n in range(14))
    return next((day for day in days if is_workday(day, closed)), cohort.starts_on)


def theirs(cohort: Cohort) -> list[str]:
    """The meetings that are stored now, in words: for who was a little later."""
    lines = [(meeting.starts_at, meeting.title) for meeting in cohort.meetings.all()]
    if cohort.closing_at:
        lines.append((cohort.closing_at, gettext("Closing meeting")))
    return [f"{title}: {date_format(when.astimezone(cohort.zone), 'j F Y, H:i')}" for when, title in lines]
