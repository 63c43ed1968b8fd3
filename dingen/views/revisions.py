"""The history of a lesson, readable and never lost."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.http import Request
from dingen.access import keeper
from dingen.actions import revisions
from dingen.comparing import changes_between, copy_of
from dingen.models import Ding
from lib.numbers import number as whole_number
from lib.pagination import page

A_PAGE = 20


@keeper
def revision_list(request: Request, ding: Ding) -> HttpResponse:
    found = page(request, ding.revisions.select_related("author"), A_PAGE)
    return render(
        request, "dingen/editing/revision_list.html", {"ding": ding, "page": found, "copy": copy_of(ding)}
    )


@keeper
def revision_detail(request: Request, ding: Ding, number: int) -> HttpResponse:
    """What a version changed, beside the one before or the one in ?met=."""
    other = request.GET.get("met", "")
    if other and (not other.isdecimal() or len(other) > 9):
        raise BadRequest("No such version.")
    texts = ding.revisions.with_parts()
    revision = get_object_or_404(texts, number=number)
    older = get_object_or_404(texts, number=int(other)) if other else texts.before(number).first()
    context = {
        "ding": ding,
        "revision": revision,
        "older": older,
        "changes": changes_between(older, revision),
        "published": ding.revision_id == revision.pk,
    }
    return render(request, "dingen/editing/revision_detail.html", context)


@keeper
def origin_detail(request: Request, ding: Ding) -> HttpResponse:
    """What changed in the shared lesson since this copy of it went out."""
    if ding.origin is None or ding.origin.revision is None:
        raise Http404
    texts = ding.origin.revisions.with_parts()
    newer, older = texts.get(pk=ding.origin.revision.pk), texts.seen_at(ding.adapted_at).first()
    changes = changes_between(older, newer)
    context = {"ding": ding, "origin": ding.origin, "older": older, "newer": newer, "changes": changes}
    return render(request, "dingen/editing/origin.html", context)


@keeper
def revision_restore(request: Request, ding: Ding, number: int) -> HttpResponse:
    """Put an old text in the working copy. Where somebody is writing, this asks first."""
    revision = get_object_or_404(ding.revisions, number=number)
    copy = copy_of(ding)
    replacing = request.POST.get("replacing", "")
    if request.method == "POST":
        try:
            revisions.restore(
                revision=revision,
                replacing=whole_number(replacing),
                by=request.user,
            )
        except revisions.Clash as clash:
            copy = clash.copy
        else:
            messages.success(
                request, _("The old text is ready in the working copy. Publish it when it is right.")
            )
            return redirect("dingen:ding_edit", ding.slug)
    context = {"ding": ding, "revision": revision, "copy": copy}
    return render(
        request, "dingen/editing/restore.html", context, status=409 if request.method == "POST" else 200
    )
