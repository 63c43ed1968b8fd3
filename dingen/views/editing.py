"""Where editors write: one form for a whole lesson."""

import json
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import Request
from dingen.access import keeper
from dingen.actions.working_copies import Stale, open_copy, save_copy
from dingen.checks import problems
from dingen.comparing import copy_of
from dingen.family import line_in_preview
from dingen.forms import Sheet
from dingen.forms.clashes import Meeting
from dingen.merging import marks, take
from dingen.models import Ding, LinkState, WorkingCopy
from dingen.preview import preview
from dingen.texts import Lesson
from lib.numbers import number as whole_number
from lib.refusal import Refused

BUSY = timedelta(minutes=10)


@keeper
def ding_edit(request: Request, ding: Ding) -> HttpResponse:
    """Write a lesson. What somebody else saved meanwhile comes beside it, with status 409."""
    copy = _copy(request, ding)
    if request.method != "POST":
        return _page(request, ding, copy, Sheet.of(Lesson.from_plain(copy.content)))
    sheet = _sent(request, copy)
    try:
        place = sheet.change(request.POST.get("do", ""))
        if not sheet.is_valid():
            return _page(request, ding, copy, sheet, status=422)
        copy = _save(request, ding, copy, sheet)
    except Stale as stale:
        return _side_by_side(request, ding, stale.copy, sheet)
    except Refused as refusal:
        return _page(request, ding, copy, sheet, refusal=str(refusal), status=422)
    if request.POST.get("do") == "preview":
        return redirect("dingen:copy_preview", slug=ding.slug)
    messages.success(request, _("Saved. Readers see nothing of it until you publish."))
    return redirect(reverse("dingen:ding_edit", args=[ding.slug]) + (f"#{place}" if place else ""))


@require_POST
@keeper
def copy_save(request: Request, ding: Ding) -> HttpResponse:
    """Keep what was typed so far: 409 when somebody else saved, 422 when it cannot be kept."""
    copy = _copy(request, ding)
    sheet = _sent(request, copy)
    if not sheet.is_valid():
        return JsonResponse({"message": _("Not everything is right yet")}, status=422)
    try:
        copy = _save(request, ding, copy, sheet)
    except Stale as stale:
        who = stale.copy.edited_by or _("Somebody else")
        message = _("%(name)s saved meanwhile. Press Save to see what changed; your text stays here.")
        return JsonResponse({"message": message % {"name": who}}, status=409)
    except Refused as refusal:
        return JsonResponse({"message": str(refusal)}, status=422)
    return JsonResponse({"version": copy.version, "seen": marks(Lesson.from_plain(copy.content))})


@keeper
def copy_preview(request: Request, ding: Ding) -> HttpResponse:
    """Show the lesson as readers would see it: what is sent, else what was saved last."""
    copy = _copy(request, ding)
    stored = Lesson.from_plain(copy.content)
    lesson = _sent(request, copy).lesson() if request.method == "POST" else stored
    shown = preview(ding, lesson)
    line = line_in_preview(shown, request.user)
    context = {"ding": shown, "line": line, "copy": copy, "preview": True}
    template = "dingen/parts/lesson.html" if request.htmx else "dingen/editing/preview.html"
    return render(request, template, context)


def _copy(request: Request, ding: Ding) -> WorkingCopy:
    copy = copy_of(ding)
    if copy and not (copy.is_untouched and copy.is_overtaken):
        return copy
    return open_copy(ding=ding, by=request.user)


def _sent(request: Request, copy: WorkingCopy) -> Sheet:
    if "whole" not in request.POST:
        raise BadRequest("A form of which the end is missing.")
    return Sheet(request.POST, Lesson.from_plain(copy.content))


def _save(request: Request, ding: Ding, copy: WorkingCopy, sheet: Sheet) -> WorkingCopy:
    """Save what was sent, with the choices from a clash; those are about the version that was shown."""
    version, opened = (whole_number(request.POST.get(name, "")) for name in ("version", "copy"))
    if version is None or opened is None:
        raise BadRequest("A form that does not say what it began with.")
    lesson = sheet.lesson()
    if (version, opened) == (copy.version, copy.pk):
        lesson = take(lesson, Lesson.from_plain(copy.content), set(Meeting.chosen(request.POST)))
    return save_copy(ding=ding, lesson=lesson, version=version, opened=opened, by=request.user)


def _side_by_side(request: Request, ding: Ding, theirs: WorkingCopy, sheet: Sheet) -> HttpResponse:
    meeting = Meeting.of(sheet.lesson(), Lesson.from_plain(theirs.content), request.POST.get("seen", ""))
    return _page(request, ding, theirs, Sheet.of(meeting.lesson), meeting=meeting, status=409)


def _page(
    request: Request,
    ding: Ding,
    copy: WorkingCopy,
    sheet: Sheet,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    pictures, lesson = list(ding.pictures.all()), sheet.lesson()
    if status != 422:  # then what could not be saved comes first
        sheet.show(problems(lesson, pictures=[picture.name for picture in pictures]))
    sheet.show_dead(_dead(ding))
    somebody_else = copy.edited_by and copy.edited_by != request.user
    context |= {
        "ding": ding,
        "copy": copy,
        "sheet": sheet,
        "minutes": lesson.levels,
        "pictures": pictures,
        "refused": status == 422,
        "seen": json.dumps(marks(Lesson.from_plain(copy.content)), separators=(",", ":")),
        "busy": copy.edited_by if somebody_else and copy.edited_at > timezone.now() - BUSY else None,
    }
    return render(request, "dingen/editing/edit.html", context, status=status)


def _dead(ding: Ding) -> dict[str, str]:
    """The addresses of the published text that do not work, with what the last check found."""
    links = ding.revision.links.filter(state=LinkState.DEAD) if ding.revision else ()
    return {link.url: link.outcome for link in links}
