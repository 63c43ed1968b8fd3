"""What a page draws of the past of a lesson."""

from django import template

from dingen import family
from dingen.models import Ding
from dingen.timeline import Line

register = template.Library()


@register.simple_tag
def lineage_line(ding: Ding) -> Line:
    """Return the line of a lesson's own lineage, for pages that do not know the lessons before it."""
    return family.line_alone(ding)
