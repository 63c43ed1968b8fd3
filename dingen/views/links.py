from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.access import editor
from accounts.http import Request
from dingen import links
from dingen.models import Ding
from lib.refusal import local_path


@require_POST
@editor
def links_check(request: Request, slug: str) -> HttpResponse:
    """Have the links of a lesson asked now; the worker does it, this page does not wait."""
    ding = get_object_or_404(Ding.objects.editable_by(request.user), slug=slug)
    if links.queue(ding):
        messages.success(request, gettext("We ask the links now. Reload this page in a minute."))
    else:
        messages.error(request, gettext("This site does not check links (CHECK_LINKS is off)."))
    return redirect(local_path(request, request.POST.get("next", ""), ding.get_absolute_url()))
