"""The steps of the set-up with their addresses: for the bar on top, and for who goes on another day."""

from typing import TypedDict

from django.urls import reverse

from cohorts.models import Cohort, Step

VIEWS = {
    Step.TEAM: "cohorts:cohort_edit",
    Step.PLAN: "cohorts:plan_edit",
    Step.RHYTHM: "cohorts:rhythm_edit",
    Step.MEETINGS: "cohorts:meetings_edit",
    Step.PEOPLE: "cohorts:member_list",
    Step.START: "cohorts:cohort_start",
}


class Stop(TypedDict):
    number: int
    label: str
    url: str
    done: bool


def stops(cohort: Cohort | None) -> list[Stop]:
    """Return the steps; without a team only the first one has an address."""
    return [
        Stop(
            number=step.value,
            label=str(step.label),
            url=reverse(view, kwargs={"team": cohort.slug}) if cohort else "",
            done=bool(cohort and step <= cohort.steps_done),
        )
        for step, view in VIEWS.items()
    ]


def url_of(cohort: Cohort, step: Step | None = None) -> str:
    """Return the address of a step; of the next one that was not saved yet when none is named."""
    return reverse(VIEWS[step or cohort.next_step], kwargs={"team": cohort.slug})
