from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.access import editor
from accounts.http import Request
from accounts.once import once
from dingen.actions.remarks import handle
from dingen.forms.remark import RemarkForm
from dingen.models import Ding, Remark, Revision
from lib.access import signed_in
from lib.forms import render_form
from lib.refusal import Refused, local_path


@signed_in
def remark_create(request: Request, programme: str, slug: str) -> HttpResponse:
    """Tell the editors what is not right any more; `next` is where the reader came from."""
    ding = get_object_or_404(Ding.objects.visible_to(request.user).select_related("revision"), slug=slug)
    back = local_path(request, request.GET.get("next", ""), ding.get_absolute_url())
    return told(request, ding, ding.revision, back)


def told(request: Request, ding: Ding, revision: Revision | None, back: str) -> HttpResponse:
    """Answer with the form, or keep what was told about this text and go back."""
    form = RemarkForm(request.POST or None, ding=ding, revision=revision)

    def deed() -> str:
        form.save(by=request.user)
        return back

    if form.is_valid():
        try:
            response = once(request, deed)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Thank you! The editors look at it."))
            return response
    return render_form(request, "dingen/remark_form.html", {"form": form, "ding": ding, "back": back})


@require_POST
@editor
def remark_handle(request: Request, remark_id: int) -> HttpResponse:
    """Put a remark away, from the list it is in."""
    remark = get_object_or_404(Remark.objects.editable_by(request.user), pk=remark_id)
    handle(remark=remark, by=request.user)
    messages.success(request, gettext("The remark is dealt with."))
    return redirect(local_path(request, request.POST.get("next", ""), "/redactie/"))
