"""What a page of a lower room may show of the desk."""

from typing import Any

from django import template

from cohorts.models import Enrolment, Role, State
from dingen.models import Ding

register = template.Library()


@register.simple_tag(takes_context=True)
def my_teams(context: Any, ding: Ding) -> list[Enrolment]:
    """Return the reader's places in running teams, to do this Ding there; none for a Ding of the past."""
    user = context["request"].user
    if ding.is_retired or not user.is_authenticated:
        return []
    places = user.enrolments.present().exclude(role=Role.MT).filter(cohort__state=State.RUNNING)
    return list(places.select_related("cohort").order_by("-cohort__starts_on"))
