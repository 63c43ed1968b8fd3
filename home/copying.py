"""Copying an earlier team: which ones, from when, and what goes along."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import Organisation, User
from cohorts.copying import Likeness, likeness
from cohorts.forms.team import DAY, FURTHEST
from cohorts.models import Cohort, Enrolment

A_WEEK = timedelta(weeks=1)


def earlier_teams(user: User) -> list[Enrolment]:
    """The teams that somebody led and may make another one of; the newest first."""
    libraries = Organisation.objects.trained_by(user)
    mine = user.enrolments.trainers().filter(cohort__organisation__in=libraries.values("pk"))
    return list(mine.select_related("cohort__organisation").order_by("-cohort__starts_on", "-pk"))


def next_start(source: Cohort) -> date:
    """Return the first day in a week or more that is the same day of the week as the start then."""
    soon = timezone.localdate() + A_WEEK
    return soon + timedelta(days=(source.starts_on - soon).days % 7)


class CopyForm(forms.Form):
    name = forms.CharField(label=_("Name of the new team"), max_length=100)
    starts_on = forms.DateField(
        label=_("First day"), widget=DAY, help_text=_("All other dates move along by whole weeks.")
    )

    def __init__(self, data: Any = None, *, source: Cohort) -> None:
        super().__init__(data)
        self.source = source
        self.initial = {"name": source.name, "starts_on": next_start(source)}

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        if abs(day - timezone.localdate()) > FURTHEST:
            raise forms.ValidationError(gettext("Is this year right?"))
        return day

    def preview(self) -> Likeness:
        """What the copy would be with the first day that was typed, or else with the one that is proposed."""
        typed = self.cleaned_data.get("starts_on") if self.is_bound else None
        return likeness(self.source, name=self.source.name, starts_on=typed or self.initial["starts_on"])
