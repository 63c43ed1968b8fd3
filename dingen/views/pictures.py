from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import Request
from accounts.once import once
from dingen.access import keeper, reader
from dingen.actions import pictures
from dingen.forms.pictures import AltForm, PictureForm
from dingen.models import Ding, LessonPicture
from lib import files
from lib.forms import render_form
from lib.refusal import Refused, says_why


@reader
def picture_detail(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A picture of a lesson, for who may read or edit that lesson."""
    picture = get_object_or_404(LessonPicture.objects.visible_to(request.user), ding__slug=slug, name=name)
    return files.serve(picture.stored_as, content_type=picture.content_type, name=picture.name)  # type: ignore[return-value]


@keeper
def picture_list(request: Request, ding: Ding) -> HttpResponse:
    """The pictures of a lesson with the line to put in the text, and one more."""
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, lambda: _add(request, ding, form))
        except Refused as refusal:
            form.add_error("picture", str(refusal))
    context = {"ding": ding, "form": form, "pictures": ding.pictures.all()}
    return render_form(request, "dingen/editing/picture_list.html", context)


def _add(request: Request, ding: Ding, form: PictureForm) -> str:
    values = form.cleaned_data
    picture = pictures.add_picture(
        ding=ding, clean=values["clean"], name=values["picture"].name, alt=values["alt"], by=request.user
    )
    messages.success(request, _("The picture is there. Put its line in the text where it should stand."))
    return f"{reverse('dingen:picture_list', args=[ding.slug])}#afbeelding-{picture.pk}"


@keeper
def picture_edit(request: Request, ding: Ding, name: str) -> HttpResponse:
    """Describe a picture better; texts that show it keep the words that stand there."""
    picture = get_object_or_404(ding.pictures, name=name)
    form = AltForm(request.POST or None, instance=picture)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved. Copy the line again where the picture stands."))
        return redirect("dingen:picture_list", ding.slug)
    context = {"ding": ding, "picture": picture, "form": form}
    return render_form(request, "dingen/editing/picture_form.html", context)


@keeper
@says_why
def picture_remove(request: Request, ding: Ding, name: str) -> HttpResponse:
    picture = get_object_or_404(ding.pictures, name=name)
    if request.method == "POST":
        pictures.remove_picture(picture=picture, by=request.user)
        messages.success(request, _("The picture is gone."))
        return redirect("dingen:picture_list", ding.slug)
    context = {"ding": ding, "picture": picture, "refusal": picture.remove_refusal()}
    return render(request, "dingen/editing/picture_remove.html", context)
