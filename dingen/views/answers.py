"""Answers from teams that trainers offer to the editors."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from accounts.access import editor
from accounts.http import Request
from dingen.actions.answers import keep, withdraw
from dingen.forms.answers import AnswerForm
from dingen.models import KeptAnswer
from lib.forms import render_form
from lib.pagination import page
from lib.refusal import Refused


@editor
def answer_list(request: Request) -> HttpResponse:
    """What was offered, what first came first, and below it what readers see."""
    mine = KeptAnswer.objects.editable_by(request.user).select_related("ding")
    context = {"page": page(request, mine.kept(), 30), "proposed": mine.proposed()[:100]}
    return render(request, "dingen/answer_list.html", context)


@editor
def answer_edit(request: Request, answer_id: int) -> HttpResponse:
    """Word an answer anew, and show it with the lesson, or not."""
    mine = KeptAnswer.objects.editable_by(request.user).select_related("ding")
    answer = get_object_or_404(mine, pk=answer_id)
    initial = {"question": answer.question, "source": answer.source}
    if request.POST.get("act") == "withdraw":
        withdraw(answer=answer, by=request.user)
        messages.success(request, gettext("Readers do not see this answer."))
        return redirect("dingen:answer_list")
    form = AnswerForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            keep(answer=answer, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("The answer is with the lesson from now on."))
            return redirect("dingen:answer_list")
    return render_form(request, "dingen/answer_edit.html", {"form": form, "answer": answer})
