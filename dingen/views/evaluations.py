from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext

from accounts.http import Request
from dingen.forms.evaluation import EvaluationForm
from dingen.models import Ding
from lib.access import signed_in
from lib.forms import render_form
from lib.refusal import local_path


@signed_in
def evaluation_save(request: Request, programme: str, slug: str) -> HttpResponse:
    """Say what I think of a Ding, also later again; `next` is where the reader came from."""
    ding = get_object_or_404(Ding.objects.visible_to(request.user), slug=slug)
    return thought(request, ding, local_path(request, request.GET.get("next", ""), ding.get_absolute_url()))


def thought(request: Request, ding: Ding, back: str) -> HttpResponse:
    """Answer with my opinion to fill in and that of all together, or keep mine and go back."""
    mine = request.user.evaluations.filter(ding=ding).first()
    form = EvaluationForm(request.POST or None, ding=ding, mine=mine)
    if form.is_valid():
        form.save(by=request.user)
        messages.success(request, gettext("Thank you! Your opinion helps to make this Ding better."))
        return redirect(back)
    opinion = ding.evaluations.opinion()
    context = {"form": form, "ding": ding, "back": back, "mine": mine, "opinion": opinion}
    return render_form(request, "dingen/evaluation_form.html", context)
