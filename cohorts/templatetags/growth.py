"""The picture of growth: drawn on the server, without a style or a script."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cohorts.measuring import HIGHEST, Line

WIDTH, HEIGHT, EDGE = 320, 36, 18
register = template.Library()


@register.simple_tag
def growth_line(line: Line) -> SafeString:
    """Draw one line of five dots; the words beside it say the same, so it is hidden from screen readers."""
    dots = format_html_join(
        "", '<circle class="dot" cx="{}" cy="18" r="4"/>', ((place(n),) for n in range(1, HIGHEST + 1))
    )
    way = _way(line.start, line.end) if line.start and line.end else ""
    start, end = _round("start", 12, line.start), _round("end", 9, line.end)
    return format_html(
        '<svg class="growth-line" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<line class="rail" x1="{}" x2="{}" y1="18" y2="18"/>{}{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        place(1),
        place(HIGHEST),
        dots,
        way,
        start,
        end,
    )


def place(score: int) -> int:
    return EDGE + (score - 1) * (WIDTH - 2 * EDGE) // (HIGHEST - 1)


def _way(start: int, end: int) -> SafeString:
    return format_html('<line class="way" x1="{}" x2="{}" y1="18" y2="18"/>', place(start), place(end))


def _round(name: str, radius: int, score: int | None) -> SafeString:
    if not score:
        return SafeString("")
    return format_html('<circle class="{}" cx="{}" cy="18" r="{}"/>', name, place(score), radius)
