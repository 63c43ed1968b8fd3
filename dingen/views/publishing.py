"""From the working copy to the readers."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import Request
from accounts.once import once
from dingen.access import keeper
from dingen.actions import publishing
from dingen.comparing import changes_since_base, changes_to_publish, copy_of, problems_of
from dingen.forms import Sheet
from dingen.forms.publishing import ChangeForm, ScheduleForm
from dingen.forms.rows import Fault
from dingen.models import Ding, WorkingCopy
from dingen.texts import Lesson
from lib.refusal import Refused, says_why


@keeper
def copy_publish(request: Request, ding: Ding) -> HttpResponse:
    """What changes for readers, what is still wrong, and the ways on: now, on a date, after review."""
    copy = copy_of(ding)
    if copy is None:
        return redirect("dingen:revision_list", ding.slug)
    form = ChangeForm(request.POST or None, copy=copy)
    if request.method == "POST" and form.is_valid():
        return _on(request, ding, copy, form)
    return _show_publish(request, ding, copy, form)


def _on(request: Request, ding: Ding, copy: WorkingCopy, form: ChangeForm) -> HttpResponse:
    values = form.cleaned_data
    try:
        if request.POST.get("act") == "review":
            publishing.submit(ding=ding, change=values["change"], version=values["version"], by=request.user)
            messages.success(request, _("Another editor can look at it now. Readers see nothing of it yet."))
            return redirect("dingen:copy_publish", ding.slug)
        return once(request, lambda: _publish(request, ding, **values))
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return _show_publish(request, ding, copy, form)


def _publish(request: Request, ding: Ding, change: str, version: int) -> str:
    publishing.publish(ding=ding, by=request.user, change=change, version=version)
    messages.success(request, _("Published. From now on readers see this text."))
    return ding.history_url


def _show_publish(request: Request, ding: Ding, copy: WorkingCopy, form: ChangeForm) -> HttpResponse:
    context = {
        "ding": ding,
        "copy": copy,
        "form": form,
        "changes": changes_to_publish(ding, copy),
        "faults": _faults(copy),
        "refusal": copy.publish_refusal(by=None),
    }
    return render(request, "dingen/editing/publish.html", context, status=422 if form.errors else 200)


def _faults(copy: WorkingCopy) -> list[Fault]:
    """What is wrong, named as on the page of the editor."""
    sheet = Sheet.of(Lesson.from_plain(copy.content))
    sheet.lesson()
    sheet.show(problems_of(copy))
    return sheet.faults


@keeper
def copy_schedule(request: Request, ding: Ding) -> HttpResponse:
    copy = copy_of(ding)
    if copy is None:
        return redirect("dingen:revision_list", ding.slug)
    form = ScheduleForm(request.POST or None, copy=copy)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("at", "change", "version")}
        try:
            publishing.schedule(ding=ding, by=request.user, **values)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("The text goes out by itself. You can take the date away until then.")
            )
            return redirect("dingen:copy_publish", ding.slug)
    context = {"ding": ding, "copy": copy, "form": form}
    return render(request, "dingen/editing/schedule.html", context, status=422 if form.errors else 200)


@keeper
@require_POST
@says_why
def copy_take_back(request: Request, ding: Ding) -> HttpResponse:
    publishing.take_back(ding=ding, by=request.user)
    messages.success(request, _("The text is being written again."))
    return redirect("dingen:ding_edit", ding.slug)


@keeper
@says_why
def copy_discard(request: Request, ding: Ding) -> HttpResponse:
    copy = copy_of(ding)
    if request.method == "POST":
        gone = publishing.discard(ding=ding, by=request.user)
        messages.success(request, _("The lesson is gone.") if gone else _("Your text is thrown away."))
        return redirect("dingen:programme_list" if gone else ding.history_url)
    context = {"ding": ding, "copy": copy, "whole": ding.revision is None}
    return render(request, "dingen/editing/discard.html", context)


@keeper
@says_why
def copy_difference(request: Request, ding: Ding) -> HttpResponse:
    """What others published meanwhile, and what the working copy would change of that."""
    copy = copy_of(ding)
    if copy is None:
        return redirect("dingen:revision_list", ding.slug)
    if request.method == "POST":
        publishing.catch_up(ding=ding, seen=_seen(request), by=request.user)
        messages.success(request, _("You go on with your own text. What others wrote stays in the history."))
        return redirect("dingen:copy_publish", ding.slug)
    context = {
        "ding": ding,
        "copy": copy,
        "theirs": changes_since_base(ding, copy),
        "changes": changes_to_publish(ding, copy),
    }
    return render(request, "dingen/editing/difference.html", context)


def _seen(request: Request) -> int:
    seen = request.POST.get("seen", "")
    if not seen.isdecimal() or len(seen) > 18:
        raise BadRequest("No revision was looked at.")
    return int(seen)
