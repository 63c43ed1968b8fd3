"""What the matrix draws."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lib.templatetags.page import icon

register = template.Library()


@register.simple_tag
def matrix_cells(cells: list[str]) -> SafeString:
    """Draw the cells of one person, each with its word for who does not see colours.

    Each state is drawn once a row: a team of two hundred with forty Dingen has eight thousand cells.
    """
    states = {
        "done": (icon("check"), gettext("done")),
        "busy": (SafeString("…"), gettext("busy")),
        "aside": (icon("archive"), gettext("set aside")),
        "open": (SafeString(""), gettext("not yet")),
    }
    drawn = {
        state: format_html(
            '<td><span class="cell {}">{}<span class="visually-hidden">{}</span></span></td>',
            state, mark, word,
        )
        for state, (mark, word) in states.items()
    }  # fmt: skip
    return SafeString("".join(drawn[cell] for cell in cells))
