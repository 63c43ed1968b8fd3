from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.access import editor
from accounts.http import Request
from dingen.actions.reviews import confirm
from dingen.models import Ding
from lib.refusal import local_path, says_why


@require_POST
@editor
@says_why
def ding_confirm(request: Request, slug: str) -> HttpResponse:
    """Somebody looked a lesson through and it is still right."""
    ding = get_object_or_404(Ding.objects.editable_by(request.user), slug=slug)
    confirm(ding=ding, by=request.user)
    messages.success(request, gettext("Good. We ask again in a year."))
    return redirect(local_path(request, request.POST.get("next", ""), ding.get_absolute_url()))
