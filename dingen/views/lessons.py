"""A lesson begins, is copied to a library of its own, and retires."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import editor
from accounts.http import Request
from accounts.once import once
from dingen.access import keeper
from dingen.actions import lessons
from dingen.forms.publishing import NewLessonForm, OwnerForm, RetireForm
from dingen.models import Ding
from lib.forms import render_form
from lib.refusal import Refused, says_why


@editor
def ding_create(request: Request) -> HttpResponse:
    form = NewLessonForm(request.POST or None, editor=request.user)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            ding = lessons.create_lesson(by=request.user, **form.cleaned_data)
            return reverse("dingen:ding_edit", args=[ding.slug])

        return once(request, make)
    return render_form(request, "dingen/editing/new.html", {"form": form})


@keeper
def ding_copy(request: Request, ding: Ding) -> HttpResponse:
    """Make a shared lesson the library's own."""
    form = OwnerForm(request.POST or None, editor=request.user)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            copy = lessons.adapt(ding=ding, organisation=form.cleaned_data["owner"], by=request.user)
            messages.success(request, _("This is your own copy now. Nobody sees it before you publish it."))
            return reverse("dingen:ding_edit", args=[copy.slug])

        try:
            return once(request, make)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"ding": ding, "form": form, "copies": ding.adaptations_of(request.user)}
    return render_form(request, "dingen/editing/copy.html", context)


@keeper
def ding_retire(request: Request, ding: Ding) -> HttpResponse:
    form = RetireForm(request.POST or None, ding=ding)
    if request.method == "POST" and form.is_valid():
        try:
            lessons.retire(ding=ding, successor=form.cleaned_data["successor"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("This lesson is one of the past now."))
            return redirect(ding.history_url)
    return render_form(request, "dingen/editing/retire.html", {"ding": ding, "form": form})


@keeper
@require_POST
@says_why
def ding_unretire(request: Request, ding: Ding) -> HttpResponse:
    lessons.unretire(ding=ding, by=request.user)
    messages.success(request, _("This lesson is back among the others."))
    return redirect(ding.history_url)
