"""What a page draws."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

EDITING = "redactie/"
register = template.Library()


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """Draw an icon from the sheet. It is decoration: the words beside it say what it means."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        f" {classes}" if classes else "",
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | None]:
    """Return the first and last page and those around this one; None where some are left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


@register.simple_tag(takes_context=True)
def nav_link(  # noqa: PLR0913 - a link in a menu is all of this
    context: Context, view: str, label: str, name: str, team: str = "", *, badge: int = 0, noun: str = ""
) -> SafeString:
    """Draw a link in a menu with an icon and a count, and mark the page or the room you are in.

    A room with two links names for each the noun of its pages: "idea", or "-idea" for all others.
    Empty when the site has no such page.
    """
    try:
        address = reverse(view, kwargs={"team": team} if team else None)
    except NoReverseMatch:
        return SafeString("")
    request = context.get("request")
    return format_html(
        '<li><a href="{}"{}>{}<span>{}</span>{}</a></li>',
        address,
        current(getattr(request, "resolver_match", None), view, address, noun),
        icon(name),
        label,
        counted(badge),
    )


def current(here: Any, view: str, address: str, noun: str = "") -> SafeString:
    """Return aria-current: `page` on the page itself, `true` elsewhere in its room.

    The pages of editors lie in one folder of addresses, whichever room they belong to.
    """
    if here is None:
        return SafeString("")
    if here.view_name == view:
        return SafeString(' aria-current="page"')
    room, editing = view.partition(":")[0], here.route.startswith(EDITING)
    if address == f"/{EDITING}":
        inside = editing
    else:
        inside = room not in {"home", "cohorts"} and here.app_name == room and not editing
    if noun:
        named = here.view_name.partition(":")[2].startswith(f"{noun.removeprefix('-')}_")
        inside = inside and named != noun.startswith("-")
    return SafeString(' aria-current="true"' if inside else "")


def counted(badge: int) -> SafeString:
    if not badge:
        return SafeString("")
    return format_html(
        ' <span class="badge"><span class="visually-hidden">{} </span>{}</span>', gettext("new:"), badge
    )
