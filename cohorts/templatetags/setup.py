"""The bar with the steps of the set-up."""

from django import template

from cohorts.models import Cohort
from cohorts.setup_steps import Stop, stops

register = template.Library()


@register.simple_tag
def setup_stops(cohort: Cohort | str) -> list[Stop]:
    """Return the steps of the set-up; of a team that is not made yet, a template has an empty word."""
    return stops(cohort if isinstance(cohort, Cohort) else None)
